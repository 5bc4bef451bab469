import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { labelStep, visibleLabels } from './thinning';

describe('visibleLabels', () => {
  it('shows every label where there is room', () => {
    expect(visibleLabels(7, 20, 15)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it('shows every n-th label by a round n where cells are small', () => {
    expect(labelStep(1, 15)).toBe(16);
    expect(visibleLabels(512, 1, 15)).toHaveLength(32);
    expect(visibleLabels(12, 5, 15)).toEqual([0, 4, 8]);
  });

  it('always shows the hovered label, and takes away those that it would cover', () => {
    expect(visibleLabels(12, 5, 15, [5])).toEqual([0, 5, 8]);
  });

  it('prefers the hovered label to the locked one', () => {
    expect(visibleLabels(12, 5, 15, [6, 7])).toEqual([0, 6]);
  });

  it('never lets two labels overlap', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 600 }),
        fc.double({ min: 0.4, max: 60, noNaN: true }),
        fc.array(fc.integer({ min: -2, max: 620 }), { maxLength: 3 }),
        (count, cell, pinned) => {
          const shown = visibleLabels(count, cell, 15, pinned);
          const gaps = shown.slice(1).map((index, i) => (index - (shown[i] ?? 0)) * cell);
          return gaps.every((gap) => gap >= 15 - 1e-6) && shown.every((index) => index >= 0 && index < count);
        },
      ),
    );
  });
});
