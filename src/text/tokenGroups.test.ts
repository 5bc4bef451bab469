import { describe, expect, it } from 'vitest';
import { loadAllMerges } from './merges';
import { type GroupedToken, tokenGroups } from './tokenGroups';
import { createTokenizer, type Tokenizer } from './tokenizer';
import { createWordTokenizer } from './wordTokenizer';

const pairs = createTokenizer(600, 'decoder-only', await loadAllMerges());
const words = createWordTokenizer('encoder-only', ['the', 'cat', 'sat', 'it', 'slept', '.', '?']);

const tokensOf = (tokenizer: Tokenizer, text: string): GroupedToken[] =>
  tokenizer.encode(text).map(({ text: own, display, special }) => ({
    text: own,
    display,
    special,
    padding: false,
    masked: false,
    unknown: false,
    segment: null,
  }));
const grouped = (text: string, unit: 'word' | 'sentence') => {
  const ids = pairs.encode(text).map(({ id }) => id);
  return tokenGroups(tokensOf(pairs, text), unit, true).map((group) =>
    pairs.decode(group.map((position) => ids[position] ?? 0)),
  );
};
const special = (display: string, more: Partial<GroupedToken> = {}): GroupedToken => ({
  text: display,
  display,
  special: true,
  padding: false,
  masked: false,
  unknown: false,
  segment: null,
  ...more,
});

describe('the words of a text in byte pairs', () => {
  it('are put together again, each with the space before it, whatever it was split into', () => {
    const text = 'The unbelievable zookeeper overslept, again.';
    expect(tokensOf(pairs, text).length).toBeGreaterThan(8);
    expect(grouped(text, 'word')).toEqual([
      'The',
      ' unbelievable',
      ' zookeeper',
      ' overslept',
      ',',
      ' again',
      '.',
    ]);
  });

  it('keep their contractions, accents and numbers', () => {
    expect(grouped("She didn't see Grüße at 12", 'word')).toEqual([
      'She',
      " didn't",
      ' see',
      ' Grüße',
      ' at',
      ' 12',
    ]);
  });

  it('are the characters where no spaces are written, though each is of several bytes', () => {
    expect(grouped('猫坐在垫子上。', 'word')).toEqual([...'猫坐在垫子上。']);
  });

  it('of any text are its tokens in order, each once', () => {
    const text = '“Well — no!” 3.14\n\n猫 👩‍👩‍👧 x_y';
    const tokens = tokensOf(pairs, text);
    for (const unit of ['token', 'word', 'sentence'] as const) {
      expect(tokenGroups(tokens, unit, true).flat()).toEqual(tokens.map((_, position) => position));
    }
  });
});

describe('the sentences of a text', () => {
  it('end with a point, an exclamation or a question mark, and the quotation mark after it', () => {
    expect(grouped('It rains. Does it? “Yes!” he said. And so on', 'sentence')).toEqual([
      'It rains.',
      ' Does it?',
      ' “Yes!”',
      ' he said.',
      ' And so on',
    ]);
  });

  it('do not end in a number', () => {
    expect(grouped('Pi is 3.14 or so. It is.', 'sentence')).toEqual(['Pi is 3.14 or so.', ' It is.']);
  });

  it('end in Chinese without a space', () => {
    expect(grouped('猫累了。它睡了！真的吗？好', 'sentence')).toEqual([
      '猫累了。',
      '它睡了！',
      '真的吗？',
      '好',
    ]);
  });

  it('end at the point of a vocabulary of words', () => {
    const tokens = tokensOf(words, 'the cat sat. it slept?');
    expect(tokenGroups(tokens, 'sentence', false)).toEqual([
      [0, 1, 2, 3],
      [4, 5, 6],
    ]);
    expect(tokenGroups(tokens, 'word', false)).toHaveLength(tokens.length);
  });

  it('end with their segment; special tokens stand alone, padding together, a hidden or unknown word in its sentence', () => {
    const [the, cat] = tokensOf(words, 'the cat');
    if (!the || !cat) throw new Error('two words expected');
    const tokens = [
      special('[CLS]', { segment: 0 }),
      { ...the, segment: 0 },
      special('[MASK]', { segment: 0, masked: true }),
      special('man', { segment: 0, unknown: true }),
      special('[SEP]', { segment: 0 }),
      { ...cat, segment: 1 },
      { ...cat, segment: 2 },
      special('[PAD]', { padding: true }),
      special('[PAD]', { padding: true }),
    ];
    expect(tokenGroups(tokens, 'sentence', false)).toEqual([[0], [1, 2, 3], [4], [5], [6], [7, 8]]);
    expect(tokenGroups(tokens, 'word', false)).toEqual([[0], [1], [2], [3], [4], [5], [6], [7, 8]]);
  });
});
