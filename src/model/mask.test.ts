import { describe, expect, it } from 'vitest';
import type { MaskPattern } from './config/types';
import { maskMatrix, maskWithPadding } from './mask';

/** Rows of text: # visible, . masked. */
function drawn(pattern: MaskPattern, nQueries = 4, nKeys = 4, firstQuery = 0): string[] {
  const masked = maskMatrix({ pattern, nQueries, nKeys, firstQuery });
  return Array.from({ length: nQueries }, (_, query) =>
    Array.from(masked.slice(query * nKeys, (query + 1) * nKeys), (value) => (value ? '.' : '#')).join(''),
  );
}

describe('a mask', () => {
  it('that is full hides nothing', () => {
    expect(drawn({ kind: 'full' })).toEqual(['####', '####', '####', '####']);
  });

  it('that is causal lets a query see itself and what came before', () => {
    expect(drawn({ kind: 'causal' })).toEqual(['#...', '##..', '###.', '####']);
  });

  it('with a prefix lets the prefix see all of itself', () => {
    expect(drawn({ kind: 'prefix', length: 3 })).toEqual(['###.', '###.', '###.', '####']);
  });

  it('with a sliding window lets a query see keys nearer than the window', () => {
    expect(drawn({ kind: 'slidingWindow', window: 2, causal: true })).toEqual([
      '#...',
      '##..',
      '.##.',
      '..##',
    ]);
    expect(drawn({ kind: 'slidingWindow', window: 2, causal: false })).toEqual([
      '##..',
      '###.',
      '.###',
      '..##',
    ]);
  });

  it('that is drawn by hand hides what was drawn, and nothing outside the drawing', () => {
    expect(
      drawn(
        {
          kind: 'custom',
          allowed: [
            [1, 0],
            [0, 1],
          ],
        },
        3,
        3,
      ),
    ).toEqual(['#.#', '.##', '###']);
  });

  it('of a later row is the row of the full mask: the corner is the start of the text', () => {
    expect(drawn({ kind: 'causal' }, 1, 4, 2)).toEqual(['###.']);
  });

  it('with padding also hides the keys that are no tokens, from every query', () => {
    const masked = maskWithPadding(
      { pattern: { kind: 'causal' }, nQueries: 3, nKeys: 3, firstQuery: 0 },
      [0, 1, 1],
    );
    expect([...masked]).toEqual([1, 1, 1, 1, 0, 1, 1, 0, 0]);
  });
});
