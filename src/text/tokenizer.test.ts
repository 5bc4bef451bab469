import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Family } from '../model/config/types';
import { decoderExamples, encoderExamples, translationExamples } from './examples';
import { FIRST_VOCAB_SIZE, firstMerges, loadAllMerges } from './merges';
import { createTokenizer } from './tokenizer';

const all = await loadAllMerges();
const families: readonly Family[] = ['encoder-only', 'decoder-only', 'encoder-decoder'];
const sizes = [300, 512, 1000, 2048, 4096, 8192, 50_000];
const samples = [
  ...encoderExamples.map(({ first }) => first),
  ...decoderExamples.map(({ text }) => text),
  ...translationExamples.flatMap(({ source, target }) => [source, target]),
  '猫坐在垫子上，因为它累了。',
  "I'll say it's 1234 times — don't!\n\n\tOK?",
  '👩‍👩‍👧 🇩🇪 é e\u0301 \ufeffBOM \u202eRTL',
];

/** Every kind of string: all code units alike, so also halves of surrogate pairs. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
  fc
    .array(fc.constantFrom('the', ' cat', ' ', '  ', '\n', '猫', 'ü', "'s", '[MASK]', '12', '.', '\ud83d'))
    .map((parts) => parts.join('')),
);
const wellFormed = (text: string) => text.replace(/\p{Cs}/gu, '\ufffd');
const anySize = fc.integer({ min: 300, max: 9000 });

describe('round trip', () => {
  test('decoding the ids of any text gives the text; half a surrogate pair becomes U+FFFD', () => {
    fc.assert(
      fc.property(anyText, anySize, (text, vocabSize) => {
        const tokenizer = createTokenizer(vocabSize, 'decoder-only', all);
        const ids = tokenizer.encode(text).map(({ id }) => id);
        expect(tokenizer.decode(ids)).toBe(wellFormed(text));
      }),
      { numRuns: 400 },
    );
  });

  test('each id is a row of the vocabulary that text can reach', () => {
    fc.assert(
      fc.property(anyText, anySize, fc.constantFrom(...families), (text, vocabSize, family) => {
        const tokenizer = createTokenizer(vocabSize, family, all);
        expect(tokenizer.learnedVocabSize).toBeLessThanOrEqual(vocabSize);
        for (const { id } of tokenizer.encode(text)) {
          expect(id).toBeGreaterThan(0);
          expect(id).toBeLessThan(tokenizer.learnedVocabSize);
        }
      }),
    );
  });

  test('tokens cover the text without a gap and share only characters that they have bytes of', () => {
    fc.assert(
      fc.property(anyText, anySize, fc.constantFrom(...families), (text, vocabSize, family) => {
        const tokens = createTokenizer(vocabSize, family, all).encode(text);
        let end = 0;
        for (const token of tokens) {
          expect(token.end).toBeGreaterThan(token.start);
          expect(token.start).toBeLessThanOrEqual(end);
          expect(token.start).toBeGreaterThan(end - 3);
          end = token.end;
        }
        expect(end).toBe(text.length);
        for (const { start, end: stop, text: piece, special } of tokens) {
          if (!special && !piece.includes('\ufffd')) expect(text.slice(start, stop)).toBe(piece);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('the vocabulary size decides how a text is split', () => {
  test.each(samples)('a larger vocabulary never needs more tokens: %j', (sample) => {
    const counts = sizes.map((size) => createTokenizer(size, 'decoder-only', all).encode(sample).length);
    expect(counts).toEqual([...counts].sort((a, b) => b - a));
  });

  test('one more merge never gives more tokens, whatever the text', () => {
    fc.assert(
      fc.property(anyText, anySize, (text, size) => {
        const fewer = createTokenizer(size, 'decoder-only', all).encode(text).length;
        expect(createTokenizer(size + 1, 'decoder-only', all).encode(text).length).toBeLessThanOrEqual(fewer);
      }),
    );
  });

  test('with 300 rows words fall apart, with 8192 everyday words are one token each', () => {
    const text = 'The cat sat on the mat because it was tired.';
    expect(createTokenizer(300, 'decoder-only', all).encode(text).length).toBeGreaterThan(28);
    const pieces = createTokenizer(8192, 'decoder-only', all)
      .encode(text)
      .map((token) => token.text);
    expect(pieces).toEqual([
      'The',
      ' cat',
      ' sat',
      ' on',
      ' the',
      ' mat',
      ' because',
      ' it',
      ' was',
      ' tired',
      '.',
    ]);
  });

  test('ids of pieces stay when the vocabulary grows', () => {
    const small = createTokenizer(600, 'decoder-only', all);
    const large = createTokenizer(5000, 'decoder-only', all);
    for (let id = 0; id < 600; id += 1) expect(large.tokenAt(id)).toEqual(small.tokenAt(id));
  });

  test('there are merges for a vocabulary of 8192; more rows are allowed and stay unused', () => {
    expect(createTokenizer(8192, 'encoder-only', all).learnedVocabSize).toBe(8192);
    const large = createTokenizer(50_000, 'encoder-only', all);
    expect(large.learnedVocabSize).toBe(4 + 256 + all.nMerges);
    expect(large.tokenAt(49_999)).toEqual({
      id: 49_999,
      text: '',
      display: '<unused 49999>',
      special: false,
    });
    expect(large.decode([49_999])).toBe('');
  });

  test('the merges that are there at once split small vocabularies like all merges', () => {
    for (const sample of samples) {
      const few = createTokenizer(FIRST_VOCAB_SIZE, 'decoder-only', firstMerges);
      expect(few.encode(sample)).toEqual(
        createTokenizer(FIRST_VOCAB_SIZE, 'decoder-only', all).encode(sample),
      );
    }
    expect(FIRST_VOCAB_SIZE).toBeGreaterThanOrEqual(2000);
  });

  test('a vocabulary without room for the bytes is refused', () => {
    expect(() => createTokenizer(259, 'encoder-only', all)).toThrow(/260/);
    expect(() => createTokenizer(300.5, 'encoder-only', all)).toThrow(/300.5/);
    expect(createTokenizer(260, 'encoder-only', all).encode('ü')).toHaveLength(2);
  });

  test('an id outside the vocabulary is refused', () => {
    const tokenizer = createTokenizer(300, 'decoder-only', all);
    expect(() => tokenizer.tokenAt(300)).toThrow(/300/);
    expect(() => tokenizer.decode([-1])).toThrow(/-1/);
  });
});

describe('special tokens', () => {
  test('padding is 0 in every family, and each family has the tokens that it needs', () => {
    const names = families.map((family) => {
      const tokenizer = createTokenizer(300, family, all);
      expect(tokenizer.specials.pad).toBe(0);
      return tokenizer.specials.names.map((_, id) => tokenizer.tokenAt(id).text);
    });
    expect(names).toEqual([
      ['[PAD]', '[CLS]', '[SEP]', '[MASK]'],
      ['<pad>', '<bos>', '<eos>'],
      ['<pad>', '<bos>', '<eos>'],
    ]);
  });

  test('a typed [MASK] masks a word and takes the space before it', () => {
    const tokenizer = createTokenizer(8192, 'encoder-only', all);
    const tokens = tokenizer.encode('The [MASK] sat.');
    expect(tokens.map(({ text, special, start, end }) => [text, special, start, end])).toEqual([
      ['The', false, 0, 3],
      ['[MASK]', true, 3, 10],
      [' sat', false, 10, 14],
      ['.', false, 14, 15],
    ]);
    expect(tokens[1]?.id).toBe(tokenizer.specials.mask);
  });

  test('other typed names are plain text, and [MASK] is too where there is nothing to mask', () => {
    for (const [family, text] of [
      ['encoder-only', '[CLS] a [SEP] b [PAD] [mask]'],
      ['decoder-only', '<bos> a [MASK] <eos>'],
      ['encoder-decoder', '<pad> a [MASK] <eos>'],
    ] as const) {
      const tokens = createTokenizer(1000, family, all).encode(text);
      expect(tokens.some(({ special }) => special)).toBe(false);
    }
  });

  test('decoding leaves special tokens out, or writes their names', () => {
    const tokenizer = createTokenizer(1000, 'encoder-only', all);
    const ids = [1, ...tokenizer.encode('A [MASK] b').map(({ id }) => id), 2, 0];
    expect(tokenizer.decode(ids)).toBe('A b');
    expect(tokenizer.decode(ids, { keepSpecials: true })).toBe('[CLS]A[MASK] b[SEP][PAD]');
  });
});

describe('display', () => {
  const shown = (text: string, size = 300) =>
    createTokenizer(size, 'decoder-only', all)
      .encode(text)
      .map(({ display }) => display);

  test('spaces and control characters are visible', () => {
    expect(shown('a b').join('')).toBe('a␣b');
    expect(shown('\t\n\u0000\u007f').join('')).toBe('␉␊␀␡');
  });

  test('a part of a character is its byte', () => {
    expect(shown('猫')).toEqual(['<0xE7>', '<0x8C>', '<0xAB>']);
    expect(shown('猫', 8192)).toEqual(['猫']);
  });

  test('no display holds a character that is invisible or turns the direction of writing', () => {
    const tokenizer = createTokenizer(8192, 'decoder-only', all);
    for (let id = 0; id < tokenizer.vocabSize; id += 1) {
      const { display } = tokenizer.tokenAt(id);
      expect(display).not.toMatch(/[\p{C}\p{Z}\u200e\u200f]|^\p{M}/u);
      expect(display).not.toBe('');
    }
  });
});

describe('speed', () => {
  const median = (times: number[]): number => times.sort((a, b) => a - b)[times.length >> 1] ?? Infinity;
  const time = (work: () => void): number => {
    const start = performance.now();
    work();
    return performance.now() - start;
  };

  test('500 characters with a new vocabulary take less than 5 ms', () => {
    const text = samples.join(' ').slice(0, 500);
    const times = Array.from({ length: 9 }, (_, run) =>
      time(() => createTokenizer(1000 + run, 'encoder-only', all).encode(text)),
    );
    expect(median(times)).toBeLessThan(5);
  });

  test('a word of 20,000 letters does not block', () => {
    const tokenizer = createTokenizer(8192, 'encoder-only', all);
    expect(time(() => tokenizer.encode('的'.repeat(20_000)))).toBeLessThan(500);
  });
});
