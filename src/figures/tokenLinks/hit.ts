import { bisectCenter } from 'd3';
import type { Cell } from '../shared/selection';
import type { Axis, LinksLayout } from './axis';

const REACH = 8;

/**
 * The token at a point. In two columns or lines: a query on its side, a key on the other, nothing between them. In one
 * line a token is both, what it reads and who reads it.
 */
export function tokenAt({ shape, query, key }: LinksLayout, x: number, y: number): Cell | null {
  const [along, across] = query.runs === 'down' ? [y, x] : [x, y];
  if (shape === 'arcs') {
    const index = across > query.edge - REACH && across < key.edge + REACH ? indexAt(query, along) : null;
    return index === null ? null : { query: index, key: index };
  }
  if (across <= query.edge + REACH) {
    const index = indexAt(query, along);
    return index === null ? null : { query: index, key: null };
  }
  if (across < key.edge - REACH) return null;
  const index = indexAt(key, along);
  return index === null ? null : { query: null, key: index };
}

/** The nearest token, not farther than a token is long. */
function indexAt({ middles, step, runs }: Axis, along: number): number | null {
  const index = bisectCenter(middles, along);
  const middle = middles[index];
  // Words of a text are of different lengths.
  const reach = runs === 'down' ? step / 2 : Math.max(step, 40);
  return middle === undefined || step === 0 || Math.abs(along - middle) > reach ? null : index;
}

/**
 * Where an arrow leads. Along the tokens it walks; across them it changes to the other side, which in one line is
 * between what a token reads (up), who reads it (down), and both. Null for any other key.
 */
export function walkTokens(
  shape: LinksLayout['shape'],
  from: Cell | null,
  pressed: string,
  rows: number,
  cols: number,
): Cell | null {
  const key = shape === 'columns' ? pressed : (TURNED[pressed] ?? pressed);
  if (rows === 0 || cols === 0 || !(key in STEPS || key === 'ArrowLeft' || key === 'ArrowRight')) return null;
  if (from === null) return shape === 'arcs' ? { query: 0, key: 0 } : { query: 0, key: null };
  const index = from.query ?? from.key ?? 0;
  const isBoth = from.query !== null && from.key !== null;
  if (key === 'ArrowLeft') {
    if (shape === 'arcs' && from.query === null) return { query: index, key: index };
    return { query: Math.min(index, rows - 1), key: null };
  }
  if (key === 'ArrowRight') {
    if (shape === 'arcs' && from.key === null) return { query: index, key: index };
    return { query: null, key: Math.min(index, cols - 1) };
  }
  const inQueries = from.query !== null;
  const next = Math.min((inQueries ? rows : cols) - 1, Math.max(0, index + (STEPS[key] ?? 0)));
  if (shape === 'arcs' && isBoth) return { query: next, key: next };
  return inQueries ? { query: next, key: null } : { query: null, key: next };
}

/** Lines run to the right: what is along and across changes places. */
const TURNED: Readonly<Record<string, string>> = {
  ArrowLeft: 'ArrowUp',
  ArrowRight: 'ArrowDown',
  ArrowUp: 'ArrowLeft',
  ArrowDown: 'ArrowRight',
};

const STEPS: Readonly<Record<string, number>> = {
  ArrowUp: -1,
  ArrowDown: 1,
  PageUp: -10,
  PageDown: 10,
  Home: -Infinity,
  End: Infinity,
};
