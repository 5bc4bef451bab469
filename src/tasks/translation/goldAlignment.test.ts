import { describe, expect, it } from 'vitest';
import { createRandom } from '../../shared/random';
import { goldAlignment } from './goldAlignment';
import { readingsOf } from './readings';
import { drawPair } from './translation';

const random = createRandom(2003);
const pairs = Array.from({ length: 3000 }, (_, index) =>
  drawPair(random, index % 10 === 0 ? 'test' : 'train'),
);
const split = (text: string): string[] => text.split(' ');

describe('the alignment of a text', () => {
  it('is found again for every sentence that the grammar draws, from its words alone', () => {
    for (const { english, german, alignment } of pairs)
      expect(goldAlignment(english, german), english.join(' ')).toEqual(alignment);
  });

  it('of a translation that is not written to its end is that of its beginning', () => {
    for (const { english, german, alignment } of pairs.slice(0, 300)) {
      const half = Math.ceil(german.length / 2);
      expect(goldAlignment(english, german.slice(0, half))).toEqual(alignment.slice(0, half));
    }
  });

  it('crosses where German puts the words in another order', () => {
    const found = goldAlignment(
      split('yesterday the man bought a new book .'),
      split('gestern hat der Mann ein neues Buch gekauft .'),
    );
    // hat has no counterpart; gekauft stands last.
    expect(found).toEqual([[0], [], [1], [2], [4], [5], [6], [3], [7]]);
  });

  it('is none for words that are no sentence, and for another translation', () => {
    const source = split('the man sleeps .');
    expect(goldAlignment(source, split('der Mann schläft .'))).not.toBeNull();
    expect(goldAlignment(source, split('die Frau schläft .'))).toBeNull();
    expect(goldAlignment(source, split('der Mann schläft . .'))).toBeNull();
    for (const other of [
      '',
      '.',
      'the man',
      'the sleeps man .',
      'man man man .',
      'the man sleep .',
      'because that in .',
    ])
      expect(readingsOf(split(other))).toEqual([]);
  });

  it('takes a moment also for the longest sentences and for many words in no order', () => {
    const started = performance.now();
    for (const { english } of pairs.slice(0, 100)) readingsOf(english.toReversed());
    readingsOf(Array.from({ length: 500 }, () => 'the'));
    readingsOf([...Array.from({ length: 500 }, () => 'in'), '.']);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
