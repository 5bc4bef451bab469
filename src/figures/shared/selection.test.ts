import { describe, expect, it } from 'vitest';
import { type CellGrid, axisHues, cellInside, sameCell, strongestKey, strongestQuery } from './selection';

// [query, key] = [2, 3]; the first query may not see the last key.
const grid: CellGrid = {
  weights: Float32Array.of(0.3, 0.2, 0.5, 0.1, 0.7, 0.2),
  rows: 2,
  cols: 3,
  masked: Uint8Array.of(0, 0, 1, 0, 0, 0),
};

describe('a selection', () => {
  it('falls away where the matrix has become smaller than it', () => {
    expect(cellInside({ query: 4, key: 1 }, 3, 5)).toEqual({ query: null, key: 1 });
    expect(cellInside({ query: 4, key: 5 }, 3, 5)).toBeNull();
  });

  it('is the same by its numbers, not by identity', () => {
    expect(sameCell({ query: 1, key: 2 }, { query: 1, key: 2 })).toBe(true);
    expect(sameCell({ query: 1, key: 2 }, { query: 2, key: 1 })).toBe(false);
    expect(sameCell({ query: 1, key: null }, null)).toBe(false);
  });
});

describe('the strongest partner', () => {
  it('of a query is sought among the keys that it may see', () => {
    expect(strongestKey(grid, 0)).toEqual({ index: 0, weight: Math.fround(0.3) });
    expect(strongestKey(grid, 1)).toEqual({ index: 1, weight: Math.fround(0.7) });
  });

  it('of a key is sought among the queries that may see it', () => {
    expect(strongestQuery(grid, 2)).toEqual({ index: 1, weight: Math.fround(0.2) });
  });

  it('is nobody for a query that sees nothing', () => {
    expect(strongestKey({ ...grid, masked: Uint8Array.of(1, 1, 1, 0, 0, 0) }, 0)).toBeNull();
  });
});

describe('the hues of the axes', () => {
  it('in cross-attention tell that queries come from the decoder and keys from the encoder', () => {
    expect(axisHues('cross')).toEqual({ query: 'decoder', key: 'encoder', frame: 'cross' });
  });

  it('in self-attention are the hue of the one stack', () => {
    expect(axisHues('encoderSelf')).toEqual({ query: 'encoder', key: 'encoder', frame: 'encoder' });
    expect(axisHues('decoderSelf')).toEqual({ query: 'decoder', key: 'decoder', frame: 'decoder' });
  });
});
