import { MAX_MASK_RUNS } from './config/schema';
import type { MaskRun } from './config/types';

/** Runs of painted cells as text for a link: `query.key.length`, and how many rows below are alike; parted by `_`. */
export function encodeMaskRuns(runs: readonly MaskRun[]): string {
  const blocks: { query: number; key: number; length: number; rows: number }[] = [];
  for (const [query, key, length] of runs) {
    const above = blocks.find(
      (block) => block.key === key && block.length === length && block.query + block.rows === query,
    );
    if (above) above.rows += 1;
    else blocks.push({ query, key, length, rows: 1 });
  }
  return blocks
    .map(({ query, key, length, rows }) => [query, key, length, ...(rows > 1 ? [rows] : [])].join('.'))
    .join('_');
}

const BLOCKS = /^\d{1,5}(?:\.\d{1,5}){2,3}(?:_\d{1,5}(?:\.\d{1,5}){2,3})*$/;

/** Null for a text that is none, or says more than a mask may have. What it says of cells is checked with the configuration. */
export function decodeMaskRuns(text: string): readonly MaskRun[] | null {
  if (!BLOCKS.test(text)) return null;
  const blocks = text.split('_').map((block) => block.split('.').map(Number));
  if (blocks.reduce((sum, [, , , rows = 1]) => sum + rows, 0) > MAX_MASK_RUNS) return null;
  const runs = blocks.flatMap(([query = 0, key = 0, length = 0, rows = 1]) =>
    Array.from({ length: rows }, (_, row): MaskRun => [query + row, key, length]),
  );
  return runs.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]);
}
