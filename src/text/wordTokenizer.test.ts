import { describe, expect, it } from 'vitest';
import { createWordTokenizer } from './wordTokenizer';

const words = ['the', 'old', 'man', 'Anna', '.', ',', 'ihm'];
const tokenizer = createWordTokenizer('encoder-decoder', words);
const texts = (text: string) => tokenizer.encode(text).map((token) => token.text);

describe('a vocabulary of words', () => {
  it('has the special tokens, one for unknown words, then the words', () => {
    expect(tokenizer.vocabSize).toBe(4 + words.length);
    expect(tokenizer.specials.names).toEqual(['<pad>', '<bos>', '<eos>', '<unk>']);
    expect(tokenizer.tokenAt(4).text).toBe('the');
  });

  it('may have more rows than words: those are of no word, and no text reaches them', () => {
    const roomy = createWordTokenizer('encoder-decoder', words, { rows: 20 });
    expect(roomy.vocabSize).toBe(20);
    expect(roomy.tokenAt(19)).toMatchObject({ text: '', display: '<unused 19>' });
    expect(roomy.encode('the man')).toEqual(tokenizer.encode('the man'));
    expect(roomy.decode([4, 19])).toBe('the');
    expect(createWordTokenizer('encoder-decoder', words, { rows: 2 }).vocabSize).toBe(4 + words.length);
  });

  it('splits punctuation from words and keeps where each stood', () => {
    const tokens = tokenizer.encode('the old man, Anna.');
    expect(tokens.map(({ text }) => text)).toEqual(['the', 'old', 'man', ',', 'Anna', '.']);
    for (const { text, start, end } of tokens) expect('the old man, Anna.'.slice(start, end)).toBe(text);
  });

  it('reads a capital at the beginning of a sentence as the word that it knows', () => {
    expect(texts('The man')).toEqual(['the', 'man']);
    expect(texts('Anna')).toEqual(['Anna']);
  });

  it('marks a word that it does not know and shows it as typed', () => {
    const [, token] = tokenizer.encode('the Straße');
    expect(token).toMatchObject({ id: 3, text: 'Straße', unknown: true });
  });

  it('takes the typed names of special tokens as plain, unknown text', () => {
    expect(tokenizer.encode('<eos>').every(({ unknown }) => unknown)).toBe(true);
    const encoder = createWordTokenizer('encoder-only', words);
    expect(encoder.encode('the [MASK] [SEP]').map(({ unknown }) => unknown ?? false)).toEqual([
      false,
      false,
      true,
    ]);
    expect(encoder.encode('[MASK]')[0]?.id).toBe(encoder.specials.mask);
  });

  it('writes text without a space before punctuation', () => {
    const ids = tokenizer.encode('the old man , Anna .').map(({ id }) => id);
    expect(tokenizer.decode([1, ...ids, 2])).toBe('the old man, Anna.');
    expect(tokenizer.decode([1, ...ids], { keepSpecials: true })).toBe('<bos> the old man, Anna.');
  });

  it('of characters has a row for each, spaces too', () => {
    const characters = createWordTokenizer('decoder-only', [...'ab \n'], { ofCharacters: true });
    const tokens = characters.encode('ab a\nb!');
    expect(tokens.map(({ id }) => id)).toEqual([4, 5, 6, 4, 7, 5, 3]);
    expect(tokens.at(-1)?.unknown).toBe(true);
    expect(characters.decode([4, 5, 6, 4])).toBe('ab a');
  });
});
