import { describe, expect, it } from 'vitest';
import { distributionLayout } from './layout';

describe('distributionLayout', () => {
  it('ends the axis at a round probability above the largest', () => {
    expect(distributionLayout([0.42, 0.1]).end).toBe(0.5);
    expect(distributionLayout([0.014]).end).toBe(0.02);
    expect(distributionLayout([1]).end).toBe(1);
  });

  it('draws bars in proportion to probabilities', () => {
    expect(distributionLayout([0.4, 0.2, 0.05]).bars).toEqual([0.8, 0.4, 0.1]);
  });

  it('draws no bar for what is not a probability', () => {
    expect(distributionLayout([0.5, Number.NaN, -0.1]).bars).toEqual([1, 0, 0]);
  });

  it('marks the end of the axis with its probability', () => {
    expect(distributionLayout([0.15]).ticks).toEqual([
      { probability: 0, share: 0 },
      { probability: 0.1, share: 0.5 },
      { probability: 0.2, share: 1 },
    ]);
  });
});
