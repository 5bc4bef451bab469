import type { Cell } from '../shared/selection';
import type { LinksLayout } from './layout';

const REACH = 8;

/** The token at a point: a query in the left column, a key in the right one, nothing between the columns. */
export function tokenAt(layout: LinksLayout, x: number, y: number): Cell | null {
  if (layout.step === 0) return null;
  const index = Math.floor((y - layout.top) / layout.step);
  if (x <= layout.queryX + REACH)
    return index >= 0 && index < layout.rows ? { query: index, key: null } : null;
  if (x >= layout.keyX - REACH) return index >= 0 && index < layout.cols ? { query: null, key: index } : null;
  return null;
}

/** Up, down, Home and End walk a column, left and right change the column; null for any other key. */
export function walkTokens(from: Cell | null, key: string, rows: number, cols: number): Cell | null {
  if (rows === 0 || cols === 0 || !(key in STEPS || key === 'ArrowLeft' || key === 'ArrowRight')) return null;
  if (from === null) return { query: 0, key: null };
  const index = from.query ?? from.key ?? 0;
  if (key === 'ArrowLeft') return { query: Math.min(index, rows - 1), key: null };
  if (key === 'ArrowRight') return { query: null, key: Math.min(index, cols - 1) };
  const inQueries = from.query !== null;
  const next = Math.min((inQueries ? rows : cols) - 1, Math.max(0, index + (STEPS[key] ?? 0)));
  return inQueries ? { query: next, key: null } : { query: null, key: next };
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowUp: -1,
  ArrowDown: 1,
  PageUp: -10,
  PageDown: 10,
  Home: -Infinity,
  End: Infinity,
};
