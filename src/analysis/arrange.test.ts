import { describe, expect, it } from 'vitest';
import { arranged } from './arrange';

const nothingMasked = new Uint8Array(9);
const weights = Float32Array.of(0.5, 0.25, 0.25, 0.1, 0.6, 0.3, 0.8, 0.1, 0.1);
const each = (...positions: number[]) => positions.map((position) => [position]);
const asIs = { queries: each(0, 1, 2), keys: each(0, 1, 2), renormalises: false, threshold: 0 };

describe('an arranged map', () => {
  it('in the order of the text is the map; its rows sum to 1 and its columns to what a key receives', () => {
    const { values, queryTotals, keyTotals, nLeftOut } = arranged(weights, null, nothingMasked, 3, asIs);
    expect([...values]).toEqual([...weights]);
    for (const total of queryTotals) expect(total).toBeCloseTo(1, 6);
    expect(keyTotals[0]).toBeCloseTo(1.4, 6);
    expect(nLeftOut).toBe(0);
  });

  it('in another order has the same weights between the same tokens', () => {
    const { values } = arranged(weights, null, nothingMasked, 3, {
      ...asIs,
      queries: each(2, 0, 1),
      keys: each(1, 2, 0),
    });
    expect(values[0]).toBeCloseTo(0.1, 6);
    expect(values[3 + 2]).toBeCloseTo(0.5, 6);
    expect(values[6]).toBeCloseTo(0.6, 6);
  });

  it('without a token has its weight missing, or shared out in proportion', () => {
    const without = { ...asIs, queries: each(1, 2), keys: each(1, 2) };
    expect(arranged(weights, null, nothingMasked, 3, without).queryTotals[0]).toBeCloseTo(0.9, 6);
    const again = arranged(weights, null, nothingMasked, 3, { ...without, renormalises: true });
    expect(again.queryTotals[0]).toBeCloseTo(1, 6);
    expect((again.values[0] ?? 0) / (again.values[1] ?? 0)).toBeCloseTo(2, 5);
  });

  it('above a threshold says how much it leaves out', () => {
    const { absent, nLeftOut, shareLeftOut } = arranged(weights, null, nothingMasked, 3, {
      ...asIs,
      threshold: 0.2,
    });
    expect([...absent]).toEqual([0, 0, 0, 1, 0, 0, 0, 1, 1]);
    expect(nLeftOut).toBe(3);
    expect(shareLeftOut).toBeCloseTo(0.1, 6);
  });

  it('against the same head is 0 everywhere, and a row of it sums to 0 against any', () => {
    expect([...arranged(weights, weights, nothingMasked, 3, asIs).values].every((value) => value === 0)).toBe(
      true,
    );
    const other = Float32Array.of(1, 0, 0, 1, 0, 0, 1, 0, 0);
    const { queryTotals, values } = arranged(weights, other, nothingMasked, 3, asIs);
    expect(values[0]).toBeCloseTo(-0.5, 6);
    for (const total of queryTotals) expect(total).toBeCloseTo(0, 6);
  });

  it('has nothing where the mask lets nothing be seen', () => {
    const masked = Uint8Array.of(0, 1, 1, 0, 0, 1, 0, 0, 0);
    const { absent, nLeftOut } = arranged(weights, null, masked, 3, asIs);
    expect([...absent]).toEqual([...masked]);
    expect(nLeftOut).toBe(0);
  });

  it('with tokens as one has the sum of its keys and the mean of its queries, so that rows still sum to 1', () => {
    const grouped = { ...asIs, queries: [[0, 1], [2]], keys: [[0], [1, 2]] };
    const { values, queryTotals, keyTotals, nQueries } = arranged(weights, null, nothingMasked, 3, grouped);
    const mean = (0.25 + 0.25 + 0.6 + 0.3) / 2;
    expect([...values].map((value) => value.toFixed(6))).toEqual(
      [0.3, mean, 0.8, 0.2].map((value) => value.toFixed(6)),
    );
    for (const total of queryTotals) expect(total).toBeCloseTo(1, 6);
    // Of all three queries, not of the two rows.
    expect(nQueries).toBe(3);
    expect(keyTotals[0]).toBeCloseTo(1.4, 6);
  });

  it('with tokens as one compares and shares out before it sums, and is masked where all of them are', () => {
    const masked = Uint8Array.of(0, 1, 1, 0, 0, 1, 0, 0, 0);
    const causal = Float32Array.of(1, 0, 0, 0.4, 0.6, 0, 0.2, 0.3, 0.5);
    const grouped = { ...asIs, queries: each(0, 1, 2), keys: [[0, 1], [2]] };
    expect([...arranged(causal, null, masked, 3, grouped).absent]).toEqual([0, 1, 0, 1, 0, 0]);
    const without = { ...grouped, queries: [[1, 2]], keys: [[1, 2]], renormalises: true };
    expect(arranged(causal, null, masked, 3, without).values[0]).toBeCloseTo(1, 6);
    const { values, shareLeftOut } = arranged(causal, weights, masked, 3, {
      ...grouped,
      queries: [[0, 1, 2]],
      threshold: 0.2,
    });
    // (1 − 0.5) + (1 − 0.7) + (0.5 − 0.9), and 0.5 − 0.1 of what is not masked.
    expect(values[0]).toBeCloseTo(0.4 / 3, 6);
    expect(shareLeftOut).toBe(1);
  });
});
