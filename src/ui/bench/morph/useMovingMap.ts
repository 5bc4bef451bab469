import { useEffect, useRef, useState } from 'react';
import type { AttentionView } from '../../../state/selectors';

const DURATION = 450;

/** The weights on their way from the map before to this one; where the tokens are others, or nothing may move: this one. */
export function useMovingMap(attention: AttentionView | null): AttentionView | null {
  const [between, setBetween] = useState<AttentionView | null>(null);
  const settled = useRef<AttentionView | null>(null);
  useEffect(() => {
    const from = settled.current;
    settled.current = attention;
    if (!attention || !from || !canMove(from, attention)) return undefined;
    const start = performance.now();
    let frame = requestAnimationFrame(function step(now) {
      const part = Math.min(1, Math.max(0, now - start) / DURATION);
      setBetween(part < 1 ? blend(from, attention, part * part * (3 - 2 * part)) : null);
      if (part < 1) frame = requestAnimationFrame(step);
    });
    return () => {
      cancelAnimationFrame(frame);
      setBetween(null);
    };
  }, [attention]);
  return between?.runId === attention?.runId && between?.selection === attention?.selection
    ? between
    : attention;
}

/** Only what a run changed moves; another head or layer is another map. */
function canMove(from: AttentionView, to: AttentionView): boolean {
  return (
    from.runId !== to.runId &&
    from.weights.length === to.weights.length &&
    from.queries.tokens.length === to.queries.tokens.length &&
    from.selection.layer === to.selection.layer &&
    from.selection.head === to.selection.head &&
    !matchMedia('(prefers-reduced-motion: reduce)').matches
  );
}

function blend(from: AttentionView, to: AttentionView, part: number): AttentionView {
  const weights = to.weights.map((value, cell) => (from.weights[cell] ?? value) * (1 - part) + value * part);
  return { ...to, weights };
}
