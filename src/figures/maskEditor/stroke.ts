import type { CellGrid } from '../shared/selection';
import type { PaintTool } from './types';

/** Whole cells: first query and key, and how many of each. */
export type Rect = Readonly<{ query: number; key: number; nQueries: number; nKeys: number }>;
export type Point = Readonly<{ query: number; key: number }>;

export function block(a: Point, b: Point): Rect {
  return {
    query: Math.min(a.query, b.query),
    key: Math.min(a.key, b.key),
    nQueries: Math.abs(a.query - b.query) + 1,
    nKeys: Math.abs(a.key - b.key) + 1,
  };
}

/** Every cell on the straight way between two cells: a fast pointer leaves none out. */
export function line(a: Point, b: Point): readonly Point[] {
  const steps = Math.max(Math.abs(a.query - b.query), Math.abs(a.key - b.key));
  return Array.from({ length: steps + 1 }, (_, step) => {
    const share = steps === 0 ? 0 : step / steps;
    return {
      query: Math.round(a.query + share * (b.query - a.query)),
      key: Math.round(a.key + share * (b.key - a.key)),
    };
  });
}

/** What a tool paints when it has gone through some cells. */
export function strokeRects(
  tool: Exclude<PaintTool, 'look'>,
  points: readonly Point[],
  { rows, cols }: Pick<CellGrid, 'rows' | 'cols'>,
): readonly Rect[] {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return [];
  const whole = block(first, last);
  switch (tool) {
    case 'row':
      return [{ ...whole, key: 0, nKeys: cols }];
    case 'column':
      return [{ ...whole, query: 0, nQueries: rows }];
    case 'block':
      return [whole];
    case 'cell':
      return points.map(({ query, key }) => ({ query, key, nQueries: 1, nKeys: 1 }));
  }
}

/**
 * Whether a stroke shows cells or hides them. The cell that it begins in turns, and all others follow it; a whole row or
 * column is shown while anything in it is hidden. Padding does not count: it stays hidden.
 */
export function strokeShows(
  tool: Exclude<PaintTool, 'look'>,
  start: Point,
  grid: Pick<CellGrid, 'rows' | 'cols' | 'masked'>,
  padded: Uint8Array,
): boolean {
  const isHidden = (query: number, key: number): boolean =>
    padded[key] !== 1 && grid.masked?.[query * grid.cols + key] === 1;
  if (tool === 'row') return Array.from({ length: grid.cols }).some((_, key) => isHidden(start.query, key));
  if (tool === 'column')
    return Array.from({ length: grid.rows }).some((_, query) => isHidden(query, start.key));
  return isHidden(start.query, start.key);
}

/** The cells of rectangles, each once. */
export function cellsOf(rects: readonly Rect[], { cols }: Pick<CellGrid, 'cols'>): readonly Point[] {
  const seen = new Set<number>();
  for (const { query, key, nQueries, nKeys } of rects) {
    for (let row = query; row < query + nQueries; row += 1) {
      for (let col = key; col < key + nKeys; col += 1) seen.add(row * cols + col);
    }
  }
  return Array.from(seen, (index) => ({ query: Math.floor(index / cols), key: index % cols }));
}
