import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MaskPattern } from '../../model/config/types';
import { maskMatrix } from '../../model/mask';
import { type MaskedText, paintedCells, paintStroke, queriesInTheDark } from './masks';

const causal: MaskPattern = { kind: 'causal' };
const text = (n: number, isToken: readonly number[] | null = null): MaskedText => ({
  ...{ nQueries: n, nKeys: n },
  ...{ queryIsToken: isToken, keyIsToken: isToken },
});
const cells = (...pairs: readonly (readonly [number, number])[]) =>
  pairs.map(([query, key]) => ({ query, key }));

describe('a stroke', () => {
  it('leaves a row that would see nothing as it was, says which, and does the rest', () => {
    const stroke = paintStroke(causal, cells([0, 0], [1, 0], [2, 0]), false, text(3));
    expect(stroke.refused).toEqual([0]);
    expect(stroke.pattern).toEqual({
      kind: 'custom',
      base: causal,
      changed: [
        [1, 0, 1],
        [2, 0, 1],
      ],
    });
  });

  it('that hides the last token that is no padding from a query is refused there', () => {
    const padded = text(3, [1, 1, 0]);
    const stroke = paintStroke({ kind: 'full' }, cells([1, 0], [1, 1]), false, padded);
    expect(stroke).toMatchObject({ pattern: { kind: 'full' }, refused: [1] });
  });

  it('does not show padding', () => {
    const stroke = paintStroke(causal, cells([0, 1], [0, 2]), true, text(3, [1, 1, 0]));
    expect(stroke).toMatchObject({ nPadding: 1, pattern: { changed: [[0, 1, 1]] } });
  });

  it('never leaves a query in the dark, whatever is painted', () => {
    const anyCells = fc.array(fc.record({ query: fc.nat(5), key: fc.nat(5) }), { maxLength: 30 });
    fc.assert(
      fc.property(anyCells, anyCells, fc.nat(4), (shown, hidden, nPadded) => {
        const size = text(
          6,
          Array.from({ length: 6 }, (_, at) => (at < 6 - nPadded ? 1 : 0)),
        );
        const first = paintStroke(causal, hidden, false, size).pattern;
        const second = paintStroke(
          paintStroke(first, shown, true, size).pattern,
          hidden,
          false,
          size,
        ).pattern;
        expect(queriesInTheDark(second, size)).toEqual([]);
      }),
    );
  });

  it('in more pieces than a mask may have is not done', () => {
    const checkered = Array.from({ length: 100 * 100 }, (_, index) => ({
      query: Math.floor(index / 100),
      key: index % 100,
    })).filter(({ query, key }) => key > 0 && (query + key) % 2 === 0);
    const stroke = paintStroke({ kind: 'full' }, checkered, false, text(100));
    expect(stroke).toMatchObject({ isTooMuch: true, pattern: { kind: 'full' } });
  });
});

it('painted cells are those in which the mask is not its rule', () => {
  const { pattern } = paintStroke(causal, cells([0, 2], [2, 0]), true, text(3));
  expect([...paintedCells(pattern, text(3))]).toEqual([0, 0, 1, 0, 0, 0, 0, 0, 0]);
  expect([...maskMatrix({ pattern, nQueries: 3, nKeys: 3, firstQuery: 0 })].slice(0, 3)).toEqual([0, 1, 0]);
});
