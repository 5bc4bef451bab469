import { describe, expect, it } from 'vitest';
import type { MatrixData } from './types';
import {
  cellOfPart,
  cellOfWhole,
  including,
  LEAST_SHOWN,
  panned,
  partOf,
  whole,
  zoomed,
  pinched,
} from './zoom';

const size = { rows: 100, cols: 60 };

describe('a part of a matrix', () => {
  it('closer has a cell where it stood, and never less than can be read', () => {
    const at = { query: 25, key: 30 };
    const closer = zoomed(whole(size), size, 0.5, at);
    expect(closer).toMatchObject({ rows: 50, cols: 30 });
    expect((at.query - closer.row + 0.5) / 50).toBeCloseTo(25.5 / 100, 1);
    let window = closer;
    for (let step = 0; step < 20; step += 1) window = zoomed(window, size, 0.5, at);
    expect(window).toMatchObject({ rows: LEAST_SHOWN, cols: LEAST_SHOWN });
    expect(cellOfPart(window, at)).not.toBeNull();
  });

  it('farther ends at the whole matrix', () => {
    const window = zoomed(zoomed(whole(size), size, 0.25, null), size, 100, null);
    expect(window).toEqual(whole(size));
  });

  it('moves to its edges and no further, and just as far as a cell needs', () => {
    const window = { row: 10, rows: 20, col: 10, cols: 20 };
    expect(panned(window, size, 500, -500)).toEqual({ row: 80, rows: 20, col: 0, cols: 20 });
    expect(including(window, { query: 30, key: 9 })).toEqual({ row: 11, rows: 20, col: 9, cols: 20 });
    expect(including(window, { query: 15, key: null })).toEqual(window);
  });

  it('has the weights, the mask and the tokens of its cells', () => {
    const data: MatrixData = {
      rows: 3,
      cols: 4,
      weights: Float32Array.from({ length: 12 }, (_, index) => index),
      masked: Uint8Array.from({ length: 12 }, (_, index) => index % 2),
      queryTokens: ['a', 'b', 'c'].map((text) => ({ text })),
      keyTokens: ['w', 'x', 'y', 'z'].map((text) => ({ text })),
      selection: { query: null, key: null, locked: false },
      kind: 'cross',
    };
    const part = partOf(data, { row: 1, rows: 2, col: 2, cols: 2 });
    expect([...part.weights]).toEqual([6, 7, 10, 11]);
    expect([...(part.masked ?? [])]).toEqual([0, 1, 0, 1]);
    expect(part.queryTokens.map(({ text }) => text)).toEqual(['b', 'c']);
    expect(part.keyTokens.map(({ text }) => text)).toEqual(['y', 'z']);
    expect(partOf(data, whole(data))).toBe(data);
  });

  it('says of its cells which they are in the whole, and the other way round', () => {
    const window = { row: 10, rows: 20, col: 30, cols: 20 };
    expect(cellOfWhole(window, { query: 1, key: 2 })).toEqual({ query: 11, key: 32 });
    expect(cellOfPart(window, { query: 11, key: 32 })).toEqual({ query: 1, key: 2 });
    expect(cellOfPart(window, { query: 5, key: 32 })).toEqual({ query: null, key: 2 });
    expect(cellOfPart(window, { query: 5, key: null })).toBeNull();
  });
});

describe('two fingers', () => {
  const size = { rows: 1000, cols: 400 };
  const all = whole(size);

  it('that part bring what is between them closer, and it stays between them', () => {
    const at = { down: 0.25, right: 0.5 };
    expect(pinched(all, size, 0.1, at, at)).toEqual({ row: 225, rows: 100, col: 180, cols: 40 });
  });

  it('that move together move the part with them', () => {
    const window = { row: 300, rows: 100, col: 100, cols: 40 };
    const to = { down: 0.7, right: 0.25 };
    expect(pinched(window, size, 1, { down: 0.5, right: 0.5 }, to)).toEqual({
      ...window,
      row: 280,
      col: 110,
    });
  });

  it('lead neither out of the matrix nor closer than can be told apart', () => {
    const edge = { down: 1, right: 1 };
    expect(pinched(all, size, 3, edge, { down: 0, right: 0 })).toEqual(all);
    expect(pinched(all, size, 0.0001, edge, edge)).toEqual({ row: 992, rows: 8, col: 392, cols: 8 });
  });
});
