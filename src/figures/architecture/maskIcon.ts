import type { MaskPattern } from '../../model/config/types';
import { mayAttend } from '../../model/mask';

const CELLS = 4;
/** A window and a prefix of the icon's own, so that their form shows on four tokens. */
const drawn: Readonly<Record<MaskPattern['kind'], (pattern: MaskPattern) => MaskPattern>> = {
  full: (pattern) => pattern,
  causal: (pattern) => pattern,
  prefix: () => ({ kind: 'prefix', length: 2 }),
  slidingWindow: (pattern) => ({
    kind: 'slidingWindow',
    window: 2,
    causal: pattern.kind === 'slidingWindow' && pattern.causal,
  }),
  custom: (pattern) => pattern,
};

/** A mask as a small matrix of 4 × 4 cells: filled where a query may look. */
export function maskPath(pattern: MaskPattern, size: number): string {
  const shown = drawn[pattern.kind](pattern);
  const cell = size / CELLS;
  let path = '';
  for (let query = 0; query < CELLS; query += 1) {
    for (let key = 0; key < CELLS; key += 1) {
      if (mayAttend(shown, query, key))
        path += `M${key * cell},${query * cell}h${cell - 0.6}v${cell - 0.6}h${0.6 - cell}z`;
    }
  }
  return path;
}
