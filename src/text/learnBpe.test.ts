import fc from 'fast-check';
import { expect, test } from 'vitest';
import { learnBpe } from './learnBpe';

const once = (text: string) => [{ text, weight: 1 }];

test('the most frequent pair becomes one symbol, then the most frequent of what is left', () => {
  // a a a b d a a a b a c: aa 4, ab 2, others 1. Then Z a b d Z a b a c: Za 2 and ab 2, of which ab is older.
  // Then Z Y d Z Y a c: ZY 2. Then X d X a c: nothing occurs twice.
  expect(learnBpe(once('aaabdaaabac'), 10)).toEqual(['a a', 'a b', 'aa ab']);
});

test('it learns no more merges than it is asked for', () => {
  expect(learnBpe(once('aaabdaaabac'), 2)).toEqual(['a a', 'a b']);
});

test('a space belongs to the word that follows, so no merge reaches across words', () => {
  const merges = learnBpe(once('on the mat on the mat on the mat'), 100);
  expect(merges).toContain('Ġt he');
  for (const merge of merges) expect(merge.replace(' ', '').lastIndexOf('Ġ')).toBeLessThanOrEqual(0);
});

test('a weight counts like repetition, and the order of the texts does not matter', () => {
  const cats = { text: 'cat cats', weight: 3 };
  const dogs = { text: 'dog dogs dog', weight: 2 };
  const merges = learnBpe([cats, dogs], 20);
  expect(learnBpe([dogs, cats], 20)).toEqual(merges);
  const repeated = [cats, cats, cats, dogs, dogs].map(({ text }) => ({ text, weight: 1 }));
  expect(learnBpe(repeated, 20)).toEqual(merges);
});

test('no two merges make the same piece, so that each adds one row to a vocabulary', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' '), maxLength: 60 });
  fc.assert(
    fc.property(word, (text) => {
      const pieces = learnBpe(once(text), 50).map((merge) => merge.replace(' ', ''));
      expect(new Set(pieces).size).toBe(pieces.length);
    }),
  );
});

test('counting anew after each merge gives the same merges as keeping counts up to date', () => {
  const text = 'she sells sea shells by the sea shore; the shells she sells are surely sea shells aaaa aaaaa';
  expect(learnBpe(once(text), 40)).toEqual(learnByRecounting(text, 40));
});

/** The algorithm as the paper prints it, with no bookkeeping to get wrong. */
function learnByRecounting(text: string, nMerges: number): string[] {
  let words = (text.match(/ ?[^ ;]+| ?;/g) ?? []).map((word) => [...word.replace(' ', 'Ġ')]);
  const age = new Map<string, number>();
  for (let byte = 0; byte < 256; byte += 1) age.set(String.fromCharCode(byte), byte);
  age.set('Ġ', 32);
  const merges: string[] = [];
  while (merges.length < nMerges) {
    const counts = new Map<string, number>();
    for (const word of words) {
      for (let at = 1; at < word.length; at += 1) {
        const pair = `${word[at - 1]} ${word[at]}`;
        counts.set(pair, (counts.get(pair) ?? 0) + 1);
      }
    }
    const ages = (pair: string) => pair.split(' ').map((piece) => age.get(piece) ?? Infinity);
    const [best] = [...counts].sort(
      ([a, countA], [b, countB]) =>
        countB - countA || (ages(a)[0] ?? 0) - (ages(b)[0] ?? 0) || (ages(a)[1] ?? 0) - (ages(b)[1] ?? 0),
    );
    if (!best || best[1] < 2) break;
    const [left = '', right = ''] = best[0].split(' ');
    merges.push(best[0]);
    age.set(left + right, 255 + merges.length);
    words = words.map((word) => joinPair(word, left, right));
  }
  return merges;
}

function joinPair(word: readonly string[], left: string, right: string): string[] {
  const result: string[] = [];
  for (let at = 0; at < word.length; at += 1) {
    if (word[at] === left && word[at + 1] === right) {
      result.push(left + right);
      at += 1;
    } else result.push(word[at] ?? '');
  }
  return result;
}
