import { type ReactNode, use } from 'react';
import { benchMessages } from '../../i18n/benchMessages';
import type { BenchSlot } from '../../state/bench/types';
import { FAMILY_TONES } from '../familyTones';
import { useApp } from '../page';
import styles from './bench.module.css';
import { useNames } from './useNames';
import { useWorkspace } from './workspace';

interface Props {
  readonly slot: BenchSlot;
  /** What can be done with it. */
  readonly children?: ReactNode;
}

/** The letter of a model in the colour of its family, and its name, the same in all tools. */
export function ModelHead({ slot, children }: Props) {
  const text = use(benchMessages(useApp((state) => state.language)));
  const name = useNames(useWorkspace((state) => state.models)).get(slot);
  const family = useApp((state) => state.config.family);
  return (
    <header className={styles.modelHead} data-tone={FAMILY_TONES[family]}>
      <span className={styles.letter} aria-hidden>
        {slot}
      </span>
      <h3 className={styles.modelName}>
        <span className={styles.hidden}>{text.model(slot)}: </span>
        {name}
      </h3>
      {children}
    </header>
  );
}
