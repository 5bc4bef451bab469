import { describe, expect, it } from 'vitest';
import { flops, kvCacheBytes, stepFlops } from './cost';
import { presetOf } from './config/presets';
import { tinyDecoder, tinyEncoderDecoder } from '../../tests/support/tinyConfig';
import { countByGroup } from './parameters';

describe('operations of a pass', () => {
  it('of a tiny decoder are those counted by hand', () => {
    const { attentionProjections, attentionScores, feedForward, head } = flops(tinyDecoder, {
      batch: 1,
      source: 0,
      target: 5,
    });
    // 2 layers, 5 tokens: q and output 24 → 24, k and v 24 → 8
    expect(attentionProjections).toBe(2 * 5 * 2 * (24 * 24 + 24 * 8 + 24 * 8 + 24 * 24));
    expect(attentionScores).toBe(2 * 2 * (2 * 5 * 5 * 24));
    expect(feedForward).toBe(2 * 5 * 2 * (24 * 40 + 40 * 24));
    expect(head).toBe(2 * 5 * 24 * 11);
  });

  it('are about two for each parameter and token that is multiplied', () => {
    const { config } = presetOf('gpt2');
    const counts = countByGroup(config);
    const multiplied = counts.attention + counts.feedForward + config.vocabSize * config.dModel;
    const { total, attentionScores } = flops(config, { batch: 1, source: 0, target: 64 });
    expect((total - attentionScores) / (2 * 64 * multiplied)).toBeCloseTo(1, 1);
  });
});

describe('GPT-2 small with 1024 tokens', () => {
  it('takes the operations that nanoGPT counts for it (transformer_sizing.ipynb)', () => {
    const { config } = presetOf('gpt2');
    const small = {
      ...config,
      nDecoderLayers: 12,
      dModel: 768,
      nHeads: 12,
      nKvHeads: 12,
      dHead: 64,
      dFf: 3072,
      vocabSize: 50257,
      targetVocabSize: 50257,
      contextLength: 1024,
    };
    const { total, attentionScores } = flops(small, { batch: 1, source: 0, target: 1024 });
    expect(total).toBe(291_648_307_200);
    // 4 · layers · tokens · dModel for each token (PaLM paper, appendix B: 12 with the backward pass)
    expect(attentionScores).toBe(4 * 12 * 1024 * 768 * 1024);
  });
});

describe('the KV cache', () => {
  it('shrinks with the heads of k and v', () => {
    const size = { batch: 1, source: 0, target: 100 };
    const all = kvCacheBytes({ ...tinyDecoder, nKvHeads: 6 }, size);
    expect(kvCacheBytes(tinyDecoder, size)).toBe(all / 3);
    expect(all).toBe(2 * 2 * 100 * 24 * 4);
  });
});

describe('a step of generation', () => {
  const size = { batch: 1, source: 0, target: 9 };

  it('without a cache costs as much as a pass over the whole text', () => {
    expect(stepFlops(tinyDecoder, size, false)).toBe(flops(tinyDecoder, size).total);
  });

  it('with a cache costs what one token adds: its projections, its feed-forward block, and one row of scores', () => {
    const [now, before] = [flops(tinyDecoder, size), flops(tinyDecoder, { ...size, target: 8 })];
    const { nHeads, dHead, nDecoderLayers } = tinyDecoder;
    const scores = nDecoderLayers * 4 * size.target * nHeads * dHead;
    const linear =
      now.attentionProjections -
      before.attentionProjections +
      (now.feedForward - before.feedForward) +
      (now.head - before.head);
    expect(stepFlops(tinyDecoder, size, true)).toBe(linear + scores);
  });

  it('of the first token costs the same with and without, but for the memory’s keys and values', () => {
    const first = { batch: 1, source: 7, target: 1 };
    const { dModel, nDecoderLayers, nKvHeads, dHead } = tinyEncoderDecoder;
    const memory = nDecoderLayers * 2 * dModel * 2 * first.source * nKvHeads * dHead;
    expect(stepFlops(tinyEncoderDecoder, first, false) - stepFlops(tinyEncoderDecoder, first, true)).toBe(
      memory,
    );
  });
});
