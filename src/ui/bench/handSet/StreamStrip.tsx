import { use } from 'react';
import { handSetMessages } from '../../../i18n/handSetMessages';
import type { StreamBlock } from '../../../model/handSet/types';
import { useApp } from '../../page';
import styles from './handSet.module.css';

/** The dimensions of the residual stream, block by block, as wide as they are many. */
export function StreamStrip({ blocks }: { readonly blocks: readonly StreamBlock[] }) {
  const text = use(handSetMessages(useApp((state) => state.language)));
  return (
    <ol className={styles.strip}>
      {blocks.map(({ name, start, size }) => (
        <li key={name} data-block={name} style={{ flexGrow: size }}>
          <strong>{text.blocks[name].name}</strong>
          <span>{text.range(start + 1, start + size)}</span>
          <span>{text.blocks[name].holds}</span>
        </li>
      ))}
    </ol>
  );
}
