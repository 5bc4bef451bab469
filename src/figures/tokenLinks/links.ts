import { type Cell, type CellGrid, isMasked, weightAt } from '../shared/selection';
import type { DrawnFacts, HeadWeights, LinksData } from './types';

export type Link = Readonly<{ head: number; query: number; key: number; weight: number }>;
export type Links = Readonly<{
  /** Strongest first. */
  shown: readonly Link[];
  /** How many reach the threshold, those beyond the cap too. */
  total: number;
  /** All the attention of which they are a part: the sum of its weights, however small. */
  mass: number;
}>;
/** One head's weights with what all heads share. */
export type HeadGrid = CellGrid & Readonly<{ head: number }>;

/** No more lines than an SVG can redraw within a frame. */
export const MAX_LINKS = 400;
const CLASSES = 1024;

export function headGrid({ rows, cols, masked }: LinksData, { head, weights }: HeadWeights): HeadGrid {
  return { head, weights, rows, cols, masked };
}

/** The links of at least `threshold`, strongest first, masked ones left out. */
export function strongestLinks(grid: HeadGrid, threshold: number, cap = MAX_LINKS): Links {
  const found: Link[] = [];
  const { total, enough, mass } = survey(grid, threshold, cap);
  for (let query = 0; query < grid.rows; query++) collect(grid, query, 0, grid.cols, enough, found);
  return { ...merged([{ shown: found, total, mass }], cap), total };
}

/** The strongest of several. What is among the strongest of all is among the strongest of its own. */
export function merged(several: readonly Links[], cap = MAX_LINKS): Links {
  const sum = (of: (links: Links) => number): number => several.reduce((all, links) => all + of(links), 0);
  return {
    shown: several
      .flatMap(({ shown }) => shown)
      .sort((a, b) => b.weight - a.weight)
      .slice(0, cap),
    total: sum(({ total }) => total),
    mass: sum(({ mass }) => mass),
  };
}

/** What one query reads, in each of the heads. */
export function readsOf(
  grids: readonly HeadGrid[],
  query: number,
  threshold: number,
  cap = MAX_LINKS,
): Links {
  return merged(
    grids.map((grid) => {
      const shown: Link[] = [];
      const mass = collect(grid, query, 0, grid.cols, threshold, shown);
      return { shown, total: shown.length, mass };
    }),
    cap,
  );
}

/** Who reads one key, in each of the heads. */
export function readersOf(
  grids: readonly HeadGrid[],
  key: number,
  threshold: number,
  cap = MAX_LINKS,
): Links {
  return merged(
    grids.map((grid) => {
      const shown: Link[] = [];
      let mass = 0;
      for (let query = 0; query < grid.rows; query++)
        mass += collect(grid, query, key, key + 1, threshold, shown);
      return { shown, total: shown.length, mass };
    }),
    cap,
  );
}

/** The links that a selection is about: reads of its query, readers of its key. */
export function linksOf(
  grids: readonly HeadGrid[],
  cell: Cell,
  threshold: number,
): { reads: Links; readers: Links } {
  return {
    reads: cell.query === null ? merged([]) : readsOf(grids, cell.query, threshold),
    readers: cell.key === null ? merged([]) : readersOf(grids, cell.key, threshold),
  };
}

/** How many of how many lines are drawn, and which part of the attention they carry. */
export function drawnFacts({ shown, total, mass }: Links): DrawnFacts {
  const carried = shown.reduce((sum, { weight }) => sum + weight, 0);
  return { shown: shown.length, total, share: mass > 0 ? carried / mass : null };
}

/**
 * How many links reach the threshold, the sum of all weights, and a weight that at least `cap` links reach: counted by
 * classes of weight, so that of the hundred thousand links of a long text only the few that are drawn are gathered and
 * sorted.
 */
function survey(
  grid: CellGrid,
  threshold: number,
  cap: number,
): { total: number; enough: number; mass: number } {
  const counts = new Uint32Array(CLASSES + 1);
  let total = 0;
  let mass = 0;
  for (let index = 0; index < grid.rows * grid.cols; index++) {
    const weight = grid.weights[index] ?? Number.NaN;
    if (Number.isNaN(weight) || grid.masked?.[index] === 1) continue;
    mass += weight;
    if (weight < threshold) continue;
    const at = Math.min(CLASSES, Math.floor(weight * CLASSES));
    counts[at] = (counts[at] ?? 0) + 1;
    total += 1;
  }
  let lowest = CLASSES;
  for (let sum = counts[lowest] ?? 0; lowest > 0 && sum < cap; sum += counts[lowest] ?? 0) lowest -= 1;
  return { total, enough: Math.max(threshold, lowest / CLASSES), mass };
}

/** Gathers those that reach the threshold. @returns the sum of all */
function collect(
  grid: HeadGrid,
  query: number,
  from: number,
  to: number,
  threshold: number,
  into: Link[],
): number {
  let mass = 0;
  for (let key = from; key < to; key++) {
    const weight = weightAt(grid, query, key);
    if (Number.isNaN(weight) || isMasked(grid, query, key)) continue;
    mass += weight;
    if (weight >= threshold) into.push({ head: grid.head, query, key, weight });
  }
  return mass;
}
