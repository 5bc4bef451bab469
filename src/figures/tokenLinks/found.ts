import { type HeadGrid, type Links, strongestLinks } from './links';

/** Longer than this a frame does not search, so that long texts in many heads do not stop the page. */
const BUDGET_MS = 10;

/** The strongest links of each head, searched once for the same weights. */
export interface FoundLinks {
  /** Searches on, for a part of a frame. @returns whether all heads are searched */
  readonly search: (grids: readonly HeadGrid[]) => boolean;
  readonly of: (grid: HeadGrid) => Links;
  readonly forget: () => void;
}

export function createFoundLinks(threshold: number): FoundLinks {
  const found = new Map<number, Links>();
  const of = (grid: HeadGrid): Links => {
    let links = found.get(grid.head);
    if (links === undefined) {
      links = strongestLinks(grid, threshold);
      found.set(grid.head, links);
    }
    return links;
  };
  return {
    search(grids) {
      const started = performance.now();
      for (const grid of grids) {
        if (performance.now() - started > BUDGET_MS) return false;
        of(grid);
      }
      return true;
    },
    of,
    forget: () => found.clear(),
  };
}
