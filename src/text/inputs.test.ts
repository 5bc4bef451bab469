import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { batchOf } from './batch';
import { decoderInput, encoderInput, MAX_TEXT_LENGTH, sourceInput, targetInput } from './inputs';
import { firstMerges } from './merges';
import { createTokenizer } from './tokenizer';

const encoder = createTokenizer(2000, 'encoder-only', firstMerges);
const decoder = createTokenizer(2000, 'decoder-only', firstMerges);
const both = createTokenizer(2000, 'encoder-decoder', firstMerges);
const texts = (input: { tokens: readonly { text: string }[] }) => input.tokens.map(({ text }) => text);

describe('encoder-only', () => {
  test('one sentence stands between [CLS] and [SEP], all in segment 0', () => {
    const input = encoderInput(encoder, 'The cat', '', 16);
    expect(texts(input)).toEqual(['[CLS]', 'The', ' cat', '[SEP]']);
    expect(input.ids).toEqual(input.tokens.map(({ id }) => id));
    expect(input.segments).toEqual([0, 0, 0, 0]);
    expect(input.cut).toBeNull();
  });

  test('of two sentences, the second with its [SEP] is segment 1', () => {
    const input = encoderInput(encoder, 'The cat', 'It was.', 16);
    expect(texts(input)).toEqual(['[CLS]', 'The', ' cat', '[SEP]', 'It', ' was', '.', '[SEP]']);
    expect(input.segments).toEqual([0, 0, 0, 0, 1, 1, 1, 1]);
  });

  test('what is too long is cut and shown, and [SEP] stays at the end', () => {
    const input = encoderInput(encoder, 'The cat was on the', '', 5);
    expect(texts(input)).toEqual(['[CLS]', 'The', ' cat', ' was', '[SEP]']);
    expect(input.cut).toEqual({ text: ' on the', nTokens: 2, nCharactersNotRead: 0 });
  });

  test('the longer sentence is cut first, then both', () => {
    const long = 'The cat was on the';
    expect(texts(encoderInput(encoder, long, 'It was', 7))).toEqual([
      '[CLS]',
      'The',
      ' cat',
      '[SEP]',
      'It',
      ' was',
      '[SEP]',
    ]);
    const input = encoderInput(encoder, long, long, 6);
    expect(texts(input)).toEqual(['[CLS]', 'The', ' cat', '[SEP]', 'The', '[SEP]']);
    expect(input.segments).toEqual([0, 0, 0, 0, 1, 1]);
    expect(input.cut).toEqual({ text: ' was on the …  cat was on the', nTokens: 7, nCharactersNotRead: 0 });
  });

  test('an empty text is its special tokens', () => {
    expect(texts(encoderInput(encoder, '', '', 8))).toEqual(['[CLS]', '[SEP]']);
  });
});

describe('with a decoder', () => {
  test('a decoder-only model reads <bos> and the text', () => {
    expect(texts(decoderInput(decoder, 'The cat', 16))).toEqual(['<bos>', 'The', ' cat']);
    expect(decoderInput(decoder, 'The cat was', 3).cut).toEqual({
      text: ' was',
      nTokens: 1,
      nCharactersNotRead: 0,
    });
  });

  test('the source ends with <eos>, also when it is cut; the target begins with <bos>', () => {
    expect(texts(sourceInput(both, 'The cat was', 16))).toEqual(['The', ' cat', ' was', '<eos>']);
    const cut = sourceInput(both, 'The cat was', 3);
    expect(texts(cut)).toEqual(['The', ' cat', '<eos>']);
    expect(cut.cut?.text).toBe(' was');
    expect(texts(targetInput(both, 'Die', 16))).toEqual(['<bos>', 'Die']);
    expect(texts(sourceInput(both, '', 16))).toEqual(['<eos>']);
  });
});

test('no input is longer than the context, and what is kept and what is cut are the whole text', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), fc.integer({ min: 1, max: 40 }), (text, contextLength) => {
      const input = decoderInput(decoder, text, contextLength);
      expect(input.ids.length).toBeLessThanOrEqual(contextLength);
      expect(decoder.decode(input.ids) + (input.cut?.text ?? '')).toBe(text);
      const pair = encoderInput(encoder, text, `${text}.`, contextLength + 2);
      expect(pair.ids.length).toBeLessThanOrEqual(contextLength + 2);
      expect(pair.ids.at(-1)).toBe(encoder.specials.sep);
      expect(pair.segments).toHaveLength(pair.ids.length);
      const nTokens = encoder.encode(text).length + encoder.encode(`${text}.`).length;
      expect(pair.ids.length - 3 + (pair.cut?.nTokens ?? 0)).toBe(nTokens);
    }),
  );
});

test('characters beyond the cap are cut without being split, and no surrogate pair is torn', () => {
  const text = `${'a '.repeat(MAX_TEXT_LENGTH / 2 - 1)}a🙂tail`;
  const input = decoderInput(decoder, text, 100_000);
  expect(input.cut).toEqual({ text: '🙂tail', nTokens: 0, nCharactersNotRead: 6 });
  expect(decoder.decode(input.ids) + (input.cut?.text ?? '')).toBe(text);
});

test('a context without room for the special tokens is refused', () => {
  expect(() => encoderInput(encoder, 'a', 'b', 2)).toThrow(/context of 2/);
  expect(texts(encoderInput(encoder, 'a', 'b', 3))).toEqual(['[CLS]', '[SEP]', '[SEP]']);
});

test('a tokenizer of another family is refused', () => {
  expect(() => decoderInput(encoder, 'a', 8)).toThrow(/<bos>/);
  expect(() => sourceInput(encoder, 'a', 8)).toThrow(/<eos>/);
  expect(() => encoderInput(decoder, 'a', '', 8)).toThrow(/\[CLS\]/);
});

describe('batch', () => {
  test('shorter texts are padded at the end, and the attention mask says where', () => {
    const batch = batchOf([{ ids: [5, 6, 7] }, { ids: [8] }, { ids: [] }], 0);
    expect(batch.ids).toEqual([
      [5, 6, 7],
      [8, 0, 0],
      [0, 0, 0],
    ]);
    expect(batch.attentionMask).toEqual([
      [1, 1, 1],
      [1, 0, 0],
      [0, 0, 0],
    ]);
    expect(batch.segmentIds).toBeUndefined();
  });

  test('segments are padded with 0', () => {
    const batch = batchOf(
      [
        { ids: [1, 5, 2], segments: [0, 0, 1] },
        { ids: [1], segments: [0] },
      ],
      0,
    );
    expect(batch.segmentIds).toEqual([
      [0, 0, 1],
      [0, 0, 0],
    ]);
  });

  test('a batch of nothing is empty', () => {
    expect(batchOf([], 0)).toEqual({ ids: [], attentionMask: [] });
  });
});
