import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { divergences } from './outputChange';

const logits = fc.array(fc.double({ min: -20, max: 20, noNaN: true }), { minLength: 12, maxLength: 12 });

describe('the change of a distribution', () => {
  it('is nothing exactly where no logit moved, and more than nothing where the distribution did', () => {
    fc.assert(
      fc.property(logits, fc.nat(3), (values, position) => {
        const before = Float32Array.from(values);
        const after = Float32Array.from(before);
        after[3 * position] = (after[3 * position] ?? 0) + 1;
        const moved = divergences(before, after, 3);
        moved.forEach((nats, index) => {
          if (index === position) expect(nats).toBeGreaterThanOrEqual(0);
          else expect(nats).toBe(0);
        });
      }),
    );
  });

  it('is Σ p log(p / q)', () => {
    const before = Float32Array.from([Math.log(0.5), Math.log(0.25), Math.log(0.25)]);
    const after = Float32Array.from([Math.log(0.25), Math.log(0.25), Math.log(0.5)]);
    const [nats] = divergences(before, after, 3);
    expect(nats).toBeCloseTo(0.5 * Math.log(2) - 0.25 * Math.log(2), 6);
  });

  it('does not see a constant added to all logits', () => {
    const [nats] = divergences(Float32Array.from([1, 2, 3]), Float32Array.from([5, 6, 7]), 3);
    expect(nats).toBeLessThan(1e-12);
  });
});
