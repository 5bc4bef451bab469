import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignTokens } from './alignTokens';

/** By trying everything. */
function longest(first: readonly string[], second: readonly string[]): number {
  const [head, ...rest] = first;
  if (head === undefined) return 0;
  const without = longest(rest, second);
  const at = second.indexOf(head);
  return at === -1 ? without : Math.max(without, 1 + longest(rest, second.slice(at + 1)));
}

describe('aligned tokens', () => {
  it('are the text between the special tokens of an encoder', () => {
    expect(alignTokens(['[CLS]', 'the', 'cat', '[SEP]'], ['the', 'cat'])).toEqual([null, 0, 1, null]);
    expect(alignTokens(['the', 'cat'], ['[CLS]', 'the', 'cat', '[SEP]'])).toEqual([1, 2]);
  });

  it('leave out a token that one text hides', () => {
    expect(alignTokens(['a', '[MASK]', 'c', 'a'], ['a', 'b', 'c', 'a'])).toEqual([0, null, 2, 3]);
  });

  it('are the same tokens in the same order, and as many as there can be', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 8 });
    fc.assert(
      fc.property(text, text, (first, second) => {
        const alignment = alignTokens(first, second);
        const places = alignment.filter((place) => place !== null);
        expect(places).toEqual([...new Set(places)].toSorted((a, b) => a - b));
        alignment.forEach((place, index) => {
          if (place !== null) expect(second[place]).toBe(first[index]);
        });
        expect(places).toHaveLength(longest(first, second));
      }),
    );
  });
});
