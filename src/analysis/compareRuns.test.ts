import { describe, expect, it } from 'vitest';
import { maskMatrix } from '../model/mask';
import {
  countSightDifferences,
  distributionDifference,
  mapDifference,
  sightDifference,
  vectorDifference,
} from './compareRuns';

const sight = (kind: 'full' | 'causal', length: number) => ({
  masked: maskMatrix({ pattern: { kind }, nQueries: length, nKeys: length, firstQuery: 0 }),
  nKeys: length,
});

describe('what only one of two models may see', () => {
  it('is all that comes later, for a token of a full mask beside a causal one', () => {
    const keys = [0, 1, 2, 3, 4];
    const difference = sightDifference(sight('full', 5), sight('causal', 5), { first: 1, second: 1 }, keys);
    expect(difference).toEqual({ onlyFirst: [2, 3, 4], onlySecond: [] });
    const back = sightDifference(sight('causal', 5), sight('full', 5), { first: 1, second: 1 }, keys);
    expect(back).toEqual({ onlyFirst: [], onlySecond: [2, 3, 4] });
  });

  it('is half of all pairs but the diagonal, over the whole map, special tokens apart', () => {
    // An encoder with two special tokens around the five that the decoder reads.
    const places = [null, 0, 1, 2, 3, 4, null];
    expect(countSightDifferences(sight('full', 7), sight('causal', 5), places, places)).toEqual({
      onlyFirst: 10,
      onlySecond: 0,
    });
  });
});

describe('the difference of two maps', () => {
  it('is taken token by token, and leaves out what one of them does not read', () => {
    const first = { values: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9), nKeys: 3 };
    const second = { values: Float32Array.of(10, 20, 30, 40), nKeys: 2 };
    const places = [null, 0, 1];
    const { rows, cols, values } = mapDifference(first, second, places, places);
    expect([rows, cols]).toEqual([
      [1, 2],
      [1, 2],
    ]);
    expect([...values]).toEqual([5 - 10, 6 - 20, 8 - 30, 9 - 40]);
  });
});

describe('the difference of two vectors', () => {
  it('has the length of a side of their triangle, and the cosine of its angle', () => {
    const first = Float32Array.of(0, 0, 3, 4);
    const second = Float32Array.of(4, 3);
    const { norm, cosine } = vectorDifference(first, second, { first: 1, second: 0, width: 2 });
    expect(norm).toBeCloseTo(Math.SQRT2, 12);
    expect(cosine).toBeCloseTo(24 / 25, 12);
  });
});

describe('the difference of two distributions', () => {
  it('is 0 for logits that differ by a constant', () => {
    const { firstFromSecond, secondFromFirst, totalVariation } = distributionDifference(
      Float32Array.of(1, 2, 4),
      Float32Array.of(6, 7, 9),
      2,
    );
    for (const apart of [firstFromSecond, secondFromFirst, totalVariation]) expect(apart).toBeCloseTo(0, 12);
  });

  it('is Σ p ln(p / q), which is not the same in both directions', () => {
    const logits = (...probabilities: number[]) => Float32Array.from(probabilities, Math.log);
    const found = distributionDifference(logits(0.5, 0.25, 0.25), logits(0.125, 0.125, 0.75), 3);
    expect(found.firstFromSecond).toBeCloseTo(0.5 * Math.log(4) + 0.25 * Math.log(2) - 0.25 * Math.log(3), 6);
    expect(found.secondFromFirst).toBeCloseTo(
      -0.125 * Math.log(4) - 0.125 * Math.log(2) + 0.75 * Math.log(3),
      6,
    );
    expect(found.totalVariation).toBeCloseTo(0.5, 6);
    expect(found.changes.map(({ id }) => id)).toEqual([2, 0, 1]);
  });
});
