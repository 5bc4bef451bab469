import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MaskPattern } from './config/types';
import { paintMask } from './paintMask';
import { decodeMaskRuns, encodeMaskRuns } from './maskCodec';

describe('painted cells in a link', () => {
  it('come back as they were painted', () => {
    const cell = fc.record({ query: fc.nat(30), key: fc.nat(30) });
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 80 }), (cells) => {
        const mask: MaskPattern = paintMask({ kind: 'slidingWindow', window: 4, causal: true }, cells, true);
        if (mask.kind !== 'custom') return;
        expect(decodeMaskRuns(encodeMaskRuns(mask.changed))).toEqual(mask.changed);
      }),
    );
  });

  it('are as short for a column or a block as for a row', () => {
    expect(encodeMaskRuns([3, 4, 5, 6].map((query) => [query, 2, 7]))).toBe('3.2.7.4');
  });

  it.each(['', '1.2', '1.2.3_', '1.2.3.4.5', '-1.2.3', '1.2.x', '[[1,2,3]]', '1.2.3.99999'])(
    'are none in “%s”',
    (text) => {
      expect(decodeMaskRuns(text)).toBeNull();
    },
  );
});
