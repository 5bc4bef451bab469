import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inputFor, livelyWeights } from '../../tests/support/onBackend';
import { tinyDecoder, tinyEncoder, tinyEncoderDecoder } from '../../tests/support/tinyConfig';
import { attentionRow } from '../analysis/attentionRow';
import { derive } from '../model/config/derive';
import type { ModelConfig } from '../model/config/types';
import { type AttentionKind, attentionName } from '../model/traceNames';
import { createLocalEngine } from './local';

let engine: ReturnType<typeof createLocalEngine>;

beforeEach(async () => {
  engine = createLocalEngine();
  await engine.useBackend('cpu');
});

afterEach(() => engine.dispose());

const rotary: ModelConfig = {
  ...tinyDecoder,
  position: { kind: 'rotary', base: 100, fraction: 1, pairing: 'halves', scaling: null, localBase: null },
};

async function rowOf(config: ModelConfig, stack: 'encoder' | 'decoder', kind: AttentionKind, query: number) {
  await engine.putWeights('lively', config, livelyWeights(config));
  const { runId } = await engine.run({
    slot: 'A',
    config,
    weights: { kind: 'loaded', id: 'lively' },
    input: inputFor(config, [[7, 2, 9, 4, 1, 0]]),
    interventions: [],
    reads: [],
  });
  const parts = ['q', 'k', 'v', 'scores', 'pattern', 'headOutputs'] as const;
  const arrays = await engine.read({
    slot: 'A',
    runId,
    reads: parts.map((part) => ({ name: attentionName(stack, 0, kind, part) })),
  });
  const [q, k, v, scores, pattern, headOutputs] = arrays;
  if (!q || !k || !v || !scores || !pattern || !headOutputs) throw new Error('an array is missing');
  const [, nHeads = 0, nQueries = 0, nKeys = 0] = scores.shape;
  const trace = {
    nHeads,
    nKvHeads: k.shape[1] ?? 0,
    nQueries,
    nKeys,
    dHead: config.dHead,
    q: q.data,
    k: k.data,
    v: v.data,
    scores: scores.data,
    pattern: pattern.data,
    headOutputs: headOutputs.data,
  };
  return attentionRow(trace, nHeads - 1, query, derive(config).scoreScale);
}

describe('one row of attention, taken apart', () => {
  it.each([
    ['an encoder', tinyEncoder, 'encoder', 'selfAttention'],
    ['grouped-query attention', tinyDecoder, 'decoder', 'selfAttention'],
    ['rotary positions', rotary, 'decoder', 'selfAttention'],
    ['cross-attention', tinyEncoderDecoder, 'decoder', 'crossAttention'],
  ] as const)('adds up to what the model computed: %s', async (_, config, stack, kind) => {
    const { dots, scaled, added, scores, weights, weighted, output, q, k } = await rowOf(
      config,
      stack,
      kind,
      3,
    );
    const { dHead } = config;
    // No bias by position and no cap here: the scaled products are the scores.
    dots.forEach((dot, key) => {
      const byHand = q.reduce((sum, value, index) => sum + value * (k[key * dHead + index] ?? 0), 0);
      expect(dot).toBeCloseTo(byHand, 5);
      expect(scaled[key]).toBeCloseTo(scores[key] ?? Number.NaN, 4);
      expect(added[key]).toBeCloseTo(0, 4);
    });
    const seen = weights.map((weight, key) => (weight > 0 ? Math.exp(scores[key] ?? 0) : 0));
    const sum = seen.reduce((a, b) => a + b, 0);
    weights.forEach((weight, key) => expect(weight).toBeCloseTo((seen[key] ?? 0) / sum, 5));
    output.forEach((value, index) => {
      let total = 0;
      for (let key = 0; key < weights.length; key += 1) total += weighted[key * dHead + index] ?? 0;
      expect(value).toBeCloseTo(total, 5);
    });
  });

  it('shows what ALiBi adds to each score: a multiple of the distance', async () => {
    const config: ModelConfig = { ...tinyDecoder, position: { kind: 'alibi' } };
    const { added } = await rowOf(config, 'decoder', 'selfAttention', 3);
    const slope = (added[3] ?? 0) - (added[2] ?? 0);
    expect(slope).toBeGreaterThan(0);
    for (const key of [0, 1, 2, 3]) expect(added[key]).toBeCloseTo(-slope * (3 - key), 4);
  });
});
