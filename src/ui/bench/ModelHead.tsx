import { use } from 'react';
import { benchMessages } from '../../i18n/benchMessages';
import type { BenchSlot } from '../../state/bench/types';
import { useApp, useMessages } from '../page';
import styles from './bench.module.css';

const TONES = { 'encoder-only': 'encoder', 'decoder-only': 'decoder', 'encoder-decoder': 'cross' } as const;

/** The name of a model and its family. */
export function ModelHead({ slot }: { readonly slot: BenchSlot }) {
  const text = use(benchMessages(useApp((state) => state.language)));
  const { bar } = useMessages();
  const family = useApp((state) => state.config.family);
  return (
    <header className={styles.modelHead} data-tone={TONES[family]}>
      <span className={styles.letter} aria-hidden>
        {slot}
      </span>
      <h3 className={styles.modelName}>
        <span className={styles.hidden}>{text.model(slot)}: </span>
        {bar.families[family]}
      </h3>
    </header>
  );
}
