import { describe, expect, it } from 'vitest';
import type { CellGrid } from '../shared/selection';
import { linksOf, readersOf, readsOf, strongestLinks } from './links';

// [query, key] = [2, 3]; the first query may not see the last key.
const grid: CellGrid = {
  weights: Float32Array.of(0.75, 0.25, 0.5, 0.0625, 0.875, 0.03125),
  rows: 2,
  cols: 3,
  masked: Uint8Array.of(0, 0, 1, 0, 0, 0),
};

describe('links', () => {
  it('are those above the threshold, strongest first, without masked ones', () => {
    expect(strongestLinks(grid, 0.0625).shown).toEqual([
      { query: 1, key: 1, weight: 0.875 },
      { query: 0, key: 0, weight: 0.75 },
      { query: 0, key: 1, weight: 0.25 },
      { query: 1, key: 0, weight: 0.0625 },
    ]);
  });

  it('are capped at the strongest, and the total tells how many there were', () => {
    const links = strongestLinks(grid, 0.0625, 2);
    expect(links.shown.map((link) => link.weight)).toEqual([0.875, 0.75]);
    expect(links.total).toBe(4);
  });

  it('of a long text are the strongest of all, as if all had been sorted', () => {
    const [rows, cols] = [70, 90];
    const weights = Float32Array.from({ length: rows * cols }, (_, i) => ((i * 7919) % 6301) / 6301);
    const { shown, total } = strongestLinks({ weights, rows, cols, masked: null }, 0.5, 25);
    const sorted = Array.from(weights).sort((a, b) => b - a);
    expect(shown.map((link) => link.weight)).toEqual(sorted.slice(0, 25));
    expect(total).toBe(sorted.filter((weight) => weight >= 0.5).length);
  });

  it('of a query are what it reads, of a key who reads it', () => {
    expect(readsOf(grid, 1, 0.05).shown.map((link) => link.key)).toEqual([1, 0]);
    expect(readersOf(grid, 1, 0.05).shown.map((link) => link.query)).toEqual([1, 0]);
    expect(readersOf(grid, 2, 0.05).total).toBe(0);
  });

  it('of a cell are both: the reads of its query and the readers of its key', () => {
    const { reads, readers } = linksOf(grid, { query: 0, key: 1 }, 0.01);
    expect(reads.shown.every((link) => link.query === 0)).toBe(true);
    expect(readers.shown.every((link) => link.key === 1)).toBe(true);
    expect([reads.total, readers.total]).toEqual([2, 2]);
  });
});
