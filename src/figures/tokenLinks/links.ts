import { type Cell, type CellGrid, isMasked, weightAt } from '../shared/selection';

export type Link = Readonly<{ query: number; key: number; weight: number }>;
export type Links = Readonly<{ shown: readonly Link[]; total: number }>;

/** No more lines than an SVG can redraw within a frame. */
export const MAX_LINKS = 400;
const CLASSES = 1024;

/** The links of at least `threshold`, strongest first, masked ones left out; `total` counts those beyond the cap too. */
export function strongestLinks(grid: CellGrid, threshold: number, cap = MAX_LINKS): Links {
  const found: Link[] = [];
  const { total, enough } = survey(grid, threshold, cap);
  for (let query = 0; query < grid.rows; query++) collect(grid, query, 0, grid.cols, enough, found);
  return { ...capped(found, cap), total };
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

/**
 * How many links reach the threshold, and a weight that at least `cap` of them reach: counted by classes of weight, so
 * that of the hundred thousand links of a long text only the few that are drawn are gathered and sorted.
 */
function survey(grid: CellGrid, threshold: number, cap: number): { total: number; enough: number } {
  const counts = new Uint32Array(CLASSES + 1);
  let total = 0;
  for (let index = 0; index < grid.rows * grid.cols; index++) {
    const weight = grid.weights[index] ?? Number.NaN;
    if (!(weight >= threshold) || grid.masked?.[index] === 1) continue;
    const at = Math.min(CLASSES, Math.floor(weight * CLASSES));
    counts[at] = (counts[at] ?? 0) + 1;
    total += 1;
  }
  let lowest = CLASSES;
  for (let sum = counts[lowest] ?? 0; lowest > 0 && sum < cap; sum += counts[lowest] ?? 0) lowest -= 1;
  return { total, enough: Math.max(threshold, lowest / CLASSES) };
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
