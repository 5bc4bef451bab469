import { expect, it } from 'vitest';
import type { ShownText, ShownToken } from '../../../state/types';
import { goldAlignment } from '../../../tasks/translation/goldAlignment';
import { wordsAligned } from './wordsAligned';

const token = (text: string): ShownToken => ({
  id: 0,
  text,
  display: text,
  typed: null,
  special: text.startsWith('<'),
  padding: text === '<pad>',
  masked: false,
  unknown: text.startsWith('?'),
  generated: false,
  segment: null,
});
const shown = (text: string): ShownText => {
  const tokens = text.split(' ').map(token);
  return { tokens, nTokens: tokens.length, cut: null };
};
const keys = shown('<pad> the dog sleeps . <eos> <pad>');

it('a query is aligned as the word that it writes, which stands after it; the last one writes what is not there yet', () => {
  const queries = shown('<bos> der Hund schläft');
  expect(wordsAligned({ queries, keys }, goldAlignment)).toEqual([[1], [2], [3], []]);
});

it('nothing is aligned before a word is written, with an unknown word, or with another translation', () => {
  for (const target of ['<bos>', '<bos> der ?hund', '<bos> die Katze'])
    expect(wordsAligned({ queries: shown(target), keys }, goldAlignment)).toBeNull();
});
