import { type ReactNode, use } from 'react';
import { benchMessages } from '../../i18n/benchMessages';
import type { BenchSlot } from '../../state/bench/types';
import { FAMILY_TONES } from '../familyTones';
import { useApp, useMessages } from '../page';
import styles from './bench.module.css';

interface Props {
  readonly slot: BenchSlot;
  /** What it is called beside the others; absent: its family. */
  readonly name?: string;
  /** What can be done with it. */
  readonly children?: ReactNode;
}

/** The letter of a model in the colour of its family, and its name. */
export function ModelHead({ slot, name, children }: Props) {
  const text = use(benchMessages(useApp((state) => state.language)));
  const { bar } = useMessages();
  const family = useApp((state) => state.config.family);
  return (
    <header className={styles.modelHead} data-tone={FAMILY_TONES[family]}>
      <span className={styles.letter} aria-hidden>
        {slot}
      </span>
      <h3 className={styles.modelName}>
        <span className={styles.hidden}>{text.model(slot)}: </span>
        {name ?? bar.families[family]}
      </h3>
      {children}
    </header>
  );
}
