import { describe, expect, it } from 'vitest';
import { drawnFacts, type HeadGrid, linksOf, merged, readersOf, readsOf, strongestLinks } from './links';

// [query, key] = [2, 3]; the first query may not see the last key.
const grid: HeadGrid = {
  head: 0,
  weights: Float32Array.of(0.75, 0.25, 0.5, 0.0625, 0.875, 0.03125),
  rows: 2,
  cols: 3,
  masked: Uint8Array.of(0, 0, 1, 0, 0, 0),
};
const other: HeadGrid = {
  ...grid,
  head: 3,
  weights: Float32Array.of(0.125, 0.8125, 0, 0.375, 0.5, 0.125),
};

describe('links', () => {
  it('are those above the threshold, strongest first, without masked ones', () => {
    expect(strongestLinks(grid, 0.0625).shown).toEqual([
      { head: 0, query: 1, key: 1, weight: 0.875 },
      { head: 0, query: 0, key: 0, weight: 0.75 },
      { head: 0, query: 0, key: 1, weight: 0.25 },
      { head: 0, query: 1, key: 0, weight: 0.0625 },
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
    const { shown, total } = strongestLinks({ head: 0, weights, rows, cols, masked: null }, 0.5, 25);
    const sorted = Array.from(weights).sort((a, b) => b - a);
    expect(shown.map((link) => link.weight)).toEqual(sorted.slice(0, 25));
    expect(total).toBe(sorted.filter((weight) => weight >= 0.5).length);
  });

  it('of a query are what it reads, of a key who reads it', () => {
    expect(readsOf([grid], 1, 0.05).shown.map((link) => link.key)).toEqual([1, 0]);
    expect(readersOf([grid], 1, 0.05).shown.map((link) => link.query)).toEqual([1, 0]);
    expect(readersOf([grid], 2, 0.05).total).toBe(0);
  });

  it('of a cell are both: the reads of its query and the readers of its key', () => {
    const { reads, readers } = linksOf([grid], { query: 0, key: 1 }, 0.01);
    expect(reads.shown.every((link) => link.query === 0)).toBe(true);
    expect(readers.shown.every((link) => link.key === 1)).toBe(true);
    expect([reads.total, readers.total]).toEqual([2, 2]);
  });
});

describe('the links of several heads', () => {
  it('are the strongest of all of them, each with its head', () => {
    const links = merged([strongestLinks(grid, 0.1), strongestLinks(other, 0.1)], 3);
    expect(links.shown.map(({ head, weight }) => [head, weight])).toEqual([
      [0, 0.875],
      [3, 0.8125],
      [0, 0.75],
    ]);
    expect(links.total).toBe(8);
  });

  it('of a query and of a key are those of each head', () => {
    expect(readsOf([grid, other], 1, 0.3).shown.map(({ head, key }) => [head, key])).toEqual([
      [0, 1],
      [3, 1],
      [3, 0],
    ]);
    expect(readersOf([grid, other], 1, 0.3).shown.map(({ head, query }) => [head, query])).toEqual([
      [0, 1],
      [3, 0],
      [3, 1],
    ]);
  });
});

describe('the share that drawn links carry', () => {
  it('is their weight of all weight that is not masked', () => {
    // 0.75 + 0.25 + 0.0625 + 0.875 + 0.03125, of which the two strongest.
    expect(drawnFacts(strongestLinks(grid, 0.0625, 2))).toEqual({
      shown: 2,
      total: 4,
      share: 1.625 / 1.96875,
    });
    expect(drawnFacts(strongestLinks(grid, 0)).share).toBe(1);
  });

  it('of a token is that of its own row or column', () => {
    expect(drawnFacts(readsOf([grid], 1, 0.5)).share).toBe(0.875 / 0.96875);
    expect(drawnFacts(readersOf([grid], 0, 0.5)).share).toBe(0.75 / 0.8125);
  });

  it('of a token that nobody sees is none, and a weight that is no number is not counted', () => {
    const blind = { ...grid, masked: Uint8Array.of(0, 0, 1, 0, 0, 1) };
    expect(drawnFacts(readersOf([blind], 2, 0)).share).toBeNull();
    const broken = { ...grid, weights: Float32Array.of(NaN, 0.25, 0, 0, 0.75, 0) };
    expect(drawnFacts(strongestLinks(broken, 0.5)).share).toBe(0.75);
  });
});
