import { describe, expect, it } from 'vitest';
import { lastOpen } from './lastOpen';

const END = 0;
const of = (...rows: readonly (readonly number[])[]) =>
  lastOpen(new Float32Array(rows.flat()), 3, rows.length, END);

describe('the last position that is open', () => {
  it('is the last one with a most probable token that is neither certain nor the end', () => {
    expect(of([0, 1, 2], [0, 2, 1], [9, 1, 0])).toEqual({ position: 1, why: 'open' });
    expect(of([0, 1, 2], [0, 9, 1], [1, 0, 0])).toEqual({ position: 0, why: 'open' });
    expect(of([0, 1, 2], [0, 1, 1.5])).toEqual({ position: 1, why: 'open' });
  });

  it('is the least certain one where the text goes on with certainty everywhere', () => {
    expect(of([0, 9, 1], [0, 7, 0], [0, 8, 0], [9, 0, 0])).toEqual({ position: 1, why: 'leastCertain' });
  });

  it('is none where the text is finished everywhere', () => {
    expect(of([9, 0, 1], [3, 0, 0])).toBeNull();
  });
});
