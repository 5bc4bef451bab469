import { describe, expect, it } from 'vitest';
import { presetOf } from '../model/config/presets';
import type { ModelConfig } from '../model/config/types';
import { attentionName } from '../model/traceNames';
import { checkMemory, readBytes } from './memoryCheck';

const LENGTH = 2048;
const { config: gpt } = presetOf('gpt2');
const longModel = (nDecoderLayers: number): ModelConfig => ({
  ...gpt,
  contextLength: LENGTH,
  nDecoderLayers,
});
const size = { batch: 1, source: 0, target: LENGTH };
const readsOf = (nLayers: number, head?: number) =>
  Array.from({ length: nLayers }, (_, layer) => ({
    name: attentionName('decoder', layer, 'selfAttention', 'pattern'),
    ...(head === undefined ? {} : { head }),
  }));

describe('2,048 tokens', () => {
  it('have room in a small model with one map of attention, and with all heads of all its layers', () => {
    for (const reads of [readsOf(1), readsOf(4)])
      expect(() => checkMemory(longModel(4), size, 0, reads)).not.toThrow();
  });

  it('are refused, with the bytes, where all heads of many layers are asked for at once', () => {
    expect(() => checkMemory(longModel(12), size, 0, readsOf(1))).not.toThrow();
    expect(() => checkMemory(longModel(12), size, 0, readsOf(12))).toThrow(/\d MB for one pass/);
  });
});

it('what is read counts as it is drawn: each head a square of its tokens, cross-attention one of both texts', () => {
  expect(readBytes(longModel(1), size, readsOf(1))).toBe(4 * gpt.nHeads * LENGTH ** 2);
  expect(readBytes(longModel(1), size, readsOf(1, 0))).toBe(4 * LENGTH ** 2);
  const { config } = presetOf('originalTransformer');
  const cross = [{ name: attentionName('decoder', 0, 'crossAttention', 'pattern'), batch: 0 }];
  expect(readBytes(config, { batch: 3, source: 5, target: 7 }, cross)).toBe(4 * config.nHeads * 7 * 5);
  const logits = [{ name: 'head.logits' as const, batch: 0 }];
  expect(readBytes(gpt, { batch: 3, source: 0, target: 7 }, logits)).toBe(4 * 7 * gpt.vocabSize);
});
