import { use, useMemo } from 'react';
import { handSetMessages } from '../../../i18n/handSetMessages';
import type { StreamBlock } from '../../../model/handSet/types';
import { formatFixed } from '../../format';
import { useApp } from '../../page';
import styles from './handSet.module.css';
import { type MatrixPart, matrixParts } from './matrixPart';

interface Props {
  readonly name: string;
  /** [dModel, dModel] */
  readonly matrix: Float32Array;
  readonly width: number;
  readonly blocks: readonly StreamBlock[];
}

/** A matrix over the blocks of the stream: what is not 0, and what it takes where. */
export function MatrixPicture({ name, matrix, width, blocks }: Props) {
  const text = use(handSetMessages(useApp((state) => state.language)));
  const parts = useMemo(() => matrixParts(matrix, width, blocks), [matrix, width, blocks]);
  const said = parts.map(({ from, to, value, cells }) =>
    text.takes(text.blocks[from].name, text.blocks[to].name, factor(value), cells.length),
  );
  return (
    <figure className={styles.matrix}>
      <svg viewBox={`0 0 ${width} ${width}`} aria-hidden>
        {blocks.map(({ name: block, start, size }) => (
          <g key={block} data-block={block}>
            <rect className={styles.band} x={0} y={start} width={width} height={size} />
            <rect className={styles.band} x={start} y={0} width={size} height={width} />
          </g>
        ))}
        {parts.map((part) => (
          <path
            key={`${part.from} ${part.to} ${part.value}`}
            className={part.value < 0 ? styles.negative : styles.positive}
            d={outline(part)}
          />
        ))}
      </svg>
      <figcaption>
        <strong>{name}</strong>
        {said.map((line) => (
          <span key={line}>{line}</span>
        ))}
      </figcaption>
    </figure>
  );
}

/** Each cell as a square, a little larger than it is, so that it is seen. */
function outline({ cells }: MatrixPart): string {
  return cells.map(({ row, col }) => `M${col - 0.5} ${row - 0.5}h2v2h-2z`).join('');
}

function factor(value: number): string {
  if (value === 1) return '1';
  return formatFixed(value, 2);
}
