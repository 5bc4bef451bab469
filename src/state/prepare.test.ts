import { describe, expect, it } from 'vitest';
import { presetOf, presets } from '../model/config/presets';
import type { ModelConfig } from '../model/config/types';
import { bytePairs } from '../text/tokenization';
import { generalExamples } from './examples';
import { firstMerges } from '../text/merges';
import { prepare } from './prepare';
import { initialTexts } from './slices/text';
import type { Texts } from './types';

const prepared = (config: ModelConfig, texts: Texts = initialTexts, batchRow = 0) =>
  prepare({
    config,
    texts,
    maskedPositions: [],
    generatedIds: [],
    merges: firstMerges,
    tokenization: bytePairs,
    examples: generalExamples(config.family),
    batchRow,
  });

describe.each(presets.map(({ name, config }) => [name, config] as const))('a batch of %s', (_, config) => {
  it.each([1, 4])('holds as many texts as it says, all different: %i', (batchSize) => {
    const { input, nRows } = prepared({ ...config, batchSize });
    const rows = (input.decoder ?? input.encoder)?.ids ?? [];
    expect(nRows).toBe(batchSize);
    expect(rows).toHaveLength(batchSize);
    expect(new Set(rows.map((ids) => ids.join(' '))).size).toBe(batchSize);
  });

  it('is padded to the longest, and says which tokens are padding', () => {
    const { input } = prepared({ ...config, batchSize: 4 });
    for (const stack of [input.encoder, input.decoder]) {
      if (!stack) continue;
      expect(new Set(stack.ids.map((ids) => ids.length)).size).toBe(1);
      stack.attentionMask?.forEach((mask, row) => {
        const [ids = []] = stack.ids.slice(row);
        expect(ids.filter((id) => id === 0)).toHaveLength(mask.filter((seen) => seen === 0).length);
      });
    }
  });

  it.each([4, 64])('fits a context of %i with any text', (contextLength) => {
    const long = 'word '.repeat(200);
    const texts: Texts = { first: long, second: long, prompt: long, source: long, target: long };
    const { input, encoder, decoder } = prepared({ ...config, contextLength }, texts);
    for (const stack of [input.encoder, input.decoder])
      expect(stack?.ids[0]?.length ?? 0).toBeLessThanOrEqual(contextLength);
    expect((encoder ?? decoder)?.cut?.nTokens).toBeGreaterThan(0);
  });

  it('of empty texts still has something to read', () => {
    const { input } = prepared(config, { first: '', second: '', prompt: '', source: '', target: '' });
    for (const stack of [input.encoder, input.decoder])
      if (stack) expect(stack.ids[0]?.length).toBeGreaterThan(0);
  });
});

describe.each(presets.map(({ name, config }) => [name, config] as const))(
  'the last tokens as padding, in %s',
  (_, config) => {
    const withPadding = (nPadded: number) =>
      prepare({
        ...{ config, texts: initialTexts, maskedPositions: [], generatedIds: [], merges: firstMerges },
        ...{ tokenization: bytePairs, examples: [], batchRow: 0 },
        padding: { encoder: nPadded, decoder: nPadded },
      });

    it('keep their ids and are hidden from every query', () => {
      const [plain, padded] = [prepared(config), withPadding(2)];
      for (const stack of ['encoder', 'decoder'] as const) {
        const mask = padded.input[stack]?.attentionMask?.[0];
        expect(padded.input[stack]?.ids).toEqual(plain.input[stack]?.ids);
        expect(mask?.map((isToken) => isToken === 0)).toEqual(
          padded[stack]?.tokens.map(({ padding }) => padding),
        );
        expect(mask?.slice(-3)).toEqual(plain.input[stack] && [1, 0, 0]);
      }
    });

    it('are never all of them', () => {
      const { input } = withPadding(999);
      const [mask] = (input.decoder ?? input.encoder)?.attentionMask ?? [];
      expect(mask?.filter((isToken) => isToken === 1)).toHaveLength(1);
    });
  },
);

describe('source and target', () => {
  it('of different vocabularies are each split by their own', () => {
    const { config } = presetOf('originalTransformer');
    const two = { ...config, targetVocabSize: 270, embedding: { ...config.embedding, shared: false } };
    const { input } = prepared(two);
    expect(Math.max(...(input.decoder?.ids[0] ?? []))).toBeLessThan(270);
    expect(Math.max(...(input.encoder?.ids[0] ?? []))).toBeGreaterThan(270);
    expect(input.decoder?.ids[0]?.length).toBeGreaterThan(
      prepared(config).input.decoder?.ids[0]?.length ?? 0,
    );
  });
});

describe('the vocabulary size', () => {
  it('decides how a text is split: fewer rows, more tokens', () => {
    const lengths = [260, 400, 1000].map(
      (vocabSize) =>
        prepared({ ...presetOf('gpt2').config, vocabSize, targetVocabSize: vocabSize }).decoder?.nTokens ?? 0,
    );
    expect(lengths).toEqual(lengths.toSorted((a, b) => b - a));
    expect(new Set(lengths).size).toBe(3);
  });
});
