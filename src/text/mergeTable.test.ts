import { expect, test } from 'vitest';
import { applyMerges } from './applyMerges';
import { utf8 } from './bytes';
import { createMergeTable } from './mergeTable';

const split = (text: string, merges: readonly string[], limit = merges.length): string[] => {
  const table = createMergeTable(merges);
  return applyMerges(utf8(text), table, limit).map((symbol) =>
    new TextDecoder().decode(table.bytesOf(symbol)),
  );
};

test('the order of the merges decides: the earlier one takes the letter that both want', () => {
  expect(split('abc', ['a b', 'b c'])).toEqual(['ab', 'c']);
  expect(split('abc', ['b c', 'a b'])).toEqual(['a', 'bc']);
});

test('a limit leaves the later merges out', () => {
  const merges = ['a b', 'ab c', 'abc d'];
  expect(split('abcd', merges, 0)).toEqual(['a', 'b', 'c', 'd']);
  expect(split('abcd', merges, 2)).toEqual(['abc', 'd']);
  expect(split('abcd', merges)).toEqual(['abcd']);
});

test('equal letters join from left to right', () => {
  expect(split('aaaaa', ['a a'])).toEqual(['aa', 'aa', 'a']);
  expect(split('aaaaaaa', ['a a', 'aa aa'])).toEqual(['aaaa', 'aa', 'a']);
});

test('a merge of pieces that no earlier line makes is refused, with its line', () => {
  expect(() => createMergeTable(['a b', 'bc d'])).toThrow(/Merge 2/);
  expect(() => createMergeTable(['a b c'])).toThrow(/Merge 1/);
  expect(() => createMergeTable(['ab'])).toThrow(/Merge 1/);
});

test('a merge that makes an existing piece again is refused', () => {
  expect(() => createMergeTable(['a b', 'b c', 'ab c', 'a bc'])).toThrow(/Merge 4/);
});
