import { type Cell, type CellGrid, isMasked, weightAt } from '../shared/selection';

export type Link = Readonly<{ query: number; key: number; weight: number }>;
export type Links = Readonly<{ shown: readonly Link[]; total: number }>;

/** No more lines than an SVG can redraw within a frame. */
export const MAX_LINKS = 400;

/** The links of at least `threshold`, strongest first, masked ones left out; `total` counts those beyond the cap too. */
export function strongestLinks(grid: CellGrid, threshold: number, cap = MAX_LINKS): Links {
  const found: Link[] = [];
  for (let query = 0; query < grid.rows; query++) collect(grid, query, 0, grid.cols, threshold, found);
  return capped(found, cap);
}

/** What one query reads. */
export function readsOf(grid: CellGrid, query: number, threshold: number, cap = MAX_LINKS): Links {
  const found: Link[] = [];
  collect(grid, query, 0, grid.cols, threshold, found);
  return capped(found, cap);
}

/** Who reads one key. */
export function readersOf(grid: CellGrid, key: number, threshold: number, cap = MAX_LINKS): Links {
  const found: Link[] = [];
  for (let query = 0; query < grid.rows; query++) collect(grid, query, key, key + 1, threshold, found);
  return capped(found, cap);
}

/** The links that a selection is about: reads of its query, readers of its key. */
export function linksOf(grid: CellGrid, cell: Cell, threshold: number): { reads: Links; readers: Links } {
  const none: Links = { shown: [], total: 0 };
  return {
    reads: cell.query === null ? none : readsOf(grid, cell.query, threshold),
    readers: cell.key === null ? none : readersOf(grid, cell.key, threshold),
  };
}

function collect(
  grid: CellGrid,
  query: number,
  from: number,
  to: number,
  threshold: number,
  into: Link[],
): void {
  for (let key = from; key < to; key++) {
    const weight = weightAt(grid, query, key);
    if (weight >= threshold && !isMasked(grid, query, key)) into.push({ query, key, weight });
  }
}

function capped(found: Link[], cap: number): Links {
  found.sort((a, b) => b.weight - a.weight);
  return { shown: found.slice(0, cap), total: found.length };
}
