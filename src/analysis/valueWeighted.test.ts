import { describe, expect, it } from 'vitest';
import { valueWeighted } from './valueWeighted';

describe('weights times the lengths of values', () => {
  const weights = Float32Array.of(0.5, 0.5, 0, 0.9, 0.1, 0);

  it('are the weights where all values are of one length', () => {
    const shares = valueWeighted(weights, Float32Array.of(3, 3, 3));
    weights.forEach((weight, cell) => expect(shares[cell]).toBeCloseTo(weight, 6));
  });

  it('leave nothing to a key whose value is zero, however much it is attended to', () => {
    expect([...valueWeighted(weights, Float32Array.of(0, 2, 5))]).toEqual([0, 1, 0, 0, 1, 0]);
  });

  it('of a row that adds nothing at all are 0', () => {
    expect([...valueWeighted(Float32Array.of(1, 0), Float32Array.of(0, 4))]).toEqual([0, 0]);
  });
});
