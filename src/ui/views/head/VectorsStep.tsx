import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Cell } from '../../../figures/shared/selection';
import { type ChainPart, chainStrips } from './chainStrips';
import type { DimensionStore } from './dimensions';
import styles from './head.module.css';
import { TermsTrail } from './TermsTrail';
import type { ShownChain } from './useChain';
import { VectorsFigure } from './VectorsFigure';

/** How long the pointer rests on a number before its terms are asked for, in milliseconds. */
const REST = 90;

interface Props {
  readonly chain: ShownChain;
  readonly title: string;
  readonly name: string;
  readonly parts: readonly ChainPart[];
  /** Of the chain, where the stream is joined. */
  readonly isEnd: boolean;
  readonly query: number;
  readonly dimensions: DimensionStore;
  readonly children?: ReactNode;
}

/** A step of the chain: its vectors, and the terms of the number that is pointed at. */
export function VectorsStep(props: Props) {
  const { chain, title, name, parts, isEnd, query, dimensions, children } = props;
  const { naming } = chain;
  const strips = useMemo(() => chainStrips(naming, parts, isEnd), [naming, parts, isEnd]);
  const places = useMemo(() => parts.flatMap(({ vectors }) => vectors.map(({ of }) => of)), [parts]);
  const [pointed, setPointed] = useState<Cell | null>(null);
  const [locked, setLocked] = useState<Cell | null>(null);
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined);
  const trail = useRef<HTMLDivElement>(null);
  useEffect(() => () => clearTimeout(rest.current), []);
  const point = useCallback((cell: Cell): void => {
    clearTimeout(rest.current);
    rest.current = setTimeout(() => setPointed(cell), REST);
  }, []);
  const lock = useCallback((cell: Cell | null): void => {
    clearTimeout(rest.current);
    if (cell !== null && cell.key === null) return;
    setLocked(cell);
    if (!cell) return;
    setPointed(cell);
    // Its terms stand below the vectors, never over them.
    trail.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const chosen = inside(locked ?? pointed, places.length);
  // Before anything is pointed at: the largest number of what the first part leads to.
  const strip = chosen?.query ?? (parts[0]?.vectors.length ?? 1) - 1;
  const of = places[strip];
  const index = Math.min(
    chosen?.key ?? largest(strips[strip]?.values),
    (strips[strip]?.values.length ?? 1) - 1,
  );
  const start = useMemo(() => of && { of, index }, [of, index]);
  return (
    <section className={styles.part}>
      <h3>{title}</h3>
      <VectorsFigure
        {...{ naming, name, strips, places, query, locked, dimensions }}
        onPoint={point}
        onLock={lock}
      />
      {children}
      <div ref={trail}>
        {start && (
          <TermsTrail
            key={JSON.stringify(start)}
            naming={naming}
            title={title}
            start={start}
            onStep={() => setLocked({ query: strip, key: index })}
          />
        )}
      </div>
    </section>
  );
}

const inside = (cell: Cell | null, count: number): Cell | null =>
  cell !== null && (cell.query ?? count) < count ? cell : null;

function largest(values: Float32Array = new Float32Array()): number {
  return values.reduce(
    (best, value, index) => (Math.abs(value) > Math.abs(values[best] ?? 0) ? index : best),
    0,
  );
}
