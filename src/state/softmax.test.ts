import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { softmax } from './softmax';

const logits = fc.array(fc.double({ min: -20, max: 20, noNaN: true }), { minLength: 12, maxLength: 12 });

describe('the probabilities at a position', () => {
  it('add up to one', () => {
    fc.assert(
      fc.property(logits, (values) => {
        const sum = softmax(Float32Array.from(values).subarray(8, 12)).reduce((a, b) => a + b, 0);
        expect(sum).toBeCloseTo(1, 12);
      }),
    );
  });
});
