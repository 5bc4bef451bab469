import { describe, expect, it } from 'vitest';
import { lastOpen } from './lastOpen';

const END = 0;
const of = (...rows: readonly (readonly number[])[]): number | null =>
  lastOpen(new Float32Array(rows.flat()), 3, rows.length, END);

describe('the last position that is open', () => {
  it('is the last one with a most probable token that is neither certain nor the end', () => {
    expect(of([0, 1, 2], [0, 2, 1], [9, 1, 0])).toBe(1);
    expect(of([0, 1, 2], [0, 9, 1], [1, 0, 0])).toBe(0);
    expect(of([0, 1, 2], [0, 1, 1.5])).toBe(1);
  });

  it('is none where the text goes on with certainty everywhere', () => {
    expect(of([0, 9, 1], [9, 0, 0])).toBeNull();
  });
});
