import { describe, expect, it } from 'vitest';
import { oneToken, readThrough } from './readThrough';

describe('what is read', () => {
  // Two heads: one reads the same token, one the token before.
  const same = [1, 0, 0, 0, 1, 0, 0, 0, 1];
  const before = [1, 0, 0, 1, 0, 0, 0, 1, 0];
  const weights = Float32Array.from([...same, ...before]);

  it('by one token is the mean of its rows', () => {
    expect([...readThrough(oneToken(2, 3), weights, 2)]).toEqual([0, 0.5, 0.5]);
  });

  it('through two layers is the product of both, and still 1 in all', () => {
    const twice = readThrough(readThrough(oneToken(2, 3), weights, 2), weights, 2);
    expect([...twice]).toEqual([0.25, 0.5, 0.25]);
  });

  it('goes from a text to another one of another length', () => {
    const cross = Float32Array.of(0, 1, 0.25, 0.75, 1, 0);
    expect([...readThrough(Float32Array.of(0, 0.5, 0.5), cross, 1)]).toEqual([0.625, 0.375]);
  });
});
