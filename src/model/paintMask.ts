import type { MaskPattern, MaskRun } from './config/types';
import { ruleAllows } from './mask';

/** A cell of a mask. */
export interface MaskCell {
  readonly query: number;
  readonly key: number;
}

/**
 * A mask with some cells painted. Painted back to what the rule says, they are no longer part of it; a mask without
 * painted cells is its rule again.
 */
export function paintMask(pattern: MaskPattern, cells: readonly MaskCell[], visible: boolean): MaskPattern {
  const base = pattern.kind === 'custom' ? pattern.base : pattern;
  const changed = new Set(pattern.kind === 'custom' ? pattern.changed.flatMap(cellsOf) : []);
  for (const { query, key } of cells) {
    if (ruleAllows(base, query, key) === visible) changed.delete(cellKey(query, key));
    else changed.add(cellKey(query, key));
  }
  return changed.size === 0 ? base : { kind: 'custom', base, changed: runsOf(changed) };
}

const ROW = 2 ** 16;
const cellKey = (query: number, key: number): number => query * ROW + key;

function cellsOf([query, first, length]: MaskRun): number[] {
  return Array.from({ length }, (_, index) => cellKey(query, first + index));
}

function runsOf(cells: ReadonlySet<number>): MaskRun[] {
  const runs: [number, number, number][] = [];
  for (const cell of [...cells].toSorted((a, b) => a - b)) {
    const [query, key] = [Math.floor(cell / ROW), cell % ROW];
    const last = runs.at(-1);
    if (last?.[0] === query && last[1] + last[2] === key) last[2] += 1;
    else runs.push([query, key, 1]);
  }
  return runs;
}

/**
 * Queries that would see nothing, of which softmax can make no weights.
 * @param masked [query, key]: 1 = masked
 */
export function blindQueries(masked: Uint8Array, nKeys: number): readonly number[] {
  const nQueries = nKeys === 0 ? 0 : masked.length / nKeys;
  return Array.from({ length: nQueries }, (_, query) => query).filter(
    (query) => !masked.subarray(query * nKeys, (query + 1) * nKeys).includes(0),
  );
}
