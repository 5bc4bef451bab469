import { describe, expect, it } from 'vitest';
import type { MaskPattern } from './config/types';
import { maskMatrix, maskWithPadding } from './mask';
import { blindQueries, paintMask } from './paintMask';

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

  it('that is painted differs from its rule in the painted cells alone, in a longer text too', () => {
    const painted: MaskPattern = {
      kind: 'custom',
      base: { kind: 'causal' },
      changed: [
        [0, 2, 2],
        [3, 1, 1],
      ],
    };
    expect(drawn(painted)).toEqual(['#.##', '##..', '###.', '#.##']);
    expect(drawn(painted, 2, 5, 3)).toEqual(['#.##.', '#####']);
  });

  it('painted back to its rule is the rule again', () => {
    const causal: MaskPattern = { kind: 'causal' };
    const cells = [
      { query: 0, key: 3 },
      { query: 0, key: 2 },
      { query: 2, key: 0 },
    ];
    const shown = paintMask(causal, cells.slice(0, 2), true);
    expect(shown).toEqual({ kind: 'custom', base: causal, changed: [[0, 2, 2]] });
    const hidden = paintMask(shown, cells.slice(2), false);
    expect(drawn(hidden)).toEqual(['#.##', '##..', '.##.', '####']);
    expect(paintMask(paintMask(hidden, cells.slice(0, 2), false), cells.slice(2), true)).toEqual(causal);
  });

  it('that lets a query see nothing is found out', () => {
    const pattern = paintMask({ kind: 'causal' }, [{ query: 0, key: 0 }], false);
    const masked = maskMatrix({ pattern, nQueries: 3, nKeys: 3, firstQuery: 0 });
    expect(blindQueries(masked, 3)).toEqual([0]);
    expect(blindQueries(new Uint8Array(9), 3)).toEqual([]);
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
