import { bisectCenter } from 'd3';
import type { Cell } from '../shared/selection';
import { type Axis, isOneText, type LinksLayout } from './axis';

const REACH = 8;

/**
 * The token at a point. In two columns or lines: a query on its side, a key on the other, nothing between them. In one
 * text a token is both, what it reads and who reads it.
 */
export function tokenAt(layout: LinksLayout, x: number, y: number): Cell | null {
  const { query, key } = layout;
  const [along, across] = query.runs === 'down' ? [y, x] : [x, y];
  if (isOneText(layout)) {
    const line = Math.max(0, Math.min(query.firsts.length - 1, lineAt(layout, across)));
    const drop = line * query.pitch;
    const isInLine = across > query.edge + drop - REACH && across < key.edge + drop + REACH;
    const index = isInLine ? indexAt(query, along, line) : null;
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

function lineAt({ query, key }: LinksLayout, across: number): number {
  return query.pitch === 0 ? 0 : Math.round((across - (query.edge + key.edge) / 2) / query.pitch);
}

/** The nearest token of a line, not farther than a token is long. */
function indexAt({ middles, step, runs, firsts }: Axis, along: number, line = 0): number | null {
  const [first = 0, end = middles.length] = [firsts[line], firsts[line + 1]];
  // Between two tokens, the nearer one.
  const index = Math.min(end - 1, Math.max(first, bisectCenter(middles, along, first, end)));
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
  const isOne = isOneText({ shape });
  const key = shape === 'columns' ? pressed : (TURNED[pressed] ?? pressed);
  if (rows === 0 || cols === 0 || !(key in STEPS || key === 'ArrowLeft' || key === 'ArrowRight')) return null;
  if (from === null) return isOne ? { query: 0, key: 0 } : { query: 0, key: null };
  const index = from.query ?? from.key ?? 0;
  const isBoth = from.query !== null && from.key !== null;
  if (key === 'ArrowLeft') {
    if (isOne && from.query === null) return { query: index, key: index };
    return { query: Math.min(index, rows - 1), key: null };
  }
  if (key === 'ArrowRight') {
    if (isOne && from.key === null) return { query: index, key: index };
    return { query: null, key: Math.min(index, cols - 1) };
  }
  const inQueries = from.query !== null;
  const next = Math.min((inQueries ? rows : cols) - 1, Math.max(0, index + (STEPS[key] ?? 0)));
  if (isOne && isBoth) return { query: next, key: next };
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
