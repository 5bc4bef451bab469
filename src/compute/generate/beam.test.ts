import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { livelyWeights, useCpu } from '../../../tests/support/onBackend';
import { tinyDecoder, tinyEncoder, tinyEncoderDecoder } from '../../../tests/support/tinyConfig';
import { beamPath, lengthPenalty } from '../../model/beam';
import type { ModelConfig } from '../../model/config/types';
import type { Intervention } from '../../model/intervention';
import { disposeWeights, uploadWeights } from '../weights';
import { type BeamOptions, type BeamSearch, beamSearch } from './beam';
import { generate } from './generate';
import { nextLogits } from './nextLogits';
import { logSoftmax } from './warpers';

beforeAll(useCpu);

const base: BeamOptions = { width: 3, alpha: 0, maxNewTokens: 6, endId: null };
const source = { encoder: { ids: [[3, 1, 4, 1, 5]], attentionMask: [[1, 1, 1, 1, 1]] } };

async function searched(
  config: ModelConfig,
  options: Partial<BeamOptions> = {},
  seed = 1,
): Promise<BeamSearch & { readonly greedy: readonly number[] }> {
  const weights = uploadWeights(config, livelyWeights(config, seed));
  const encoder = config.family === 'encoder-decoder' ? source : {};
  const input = { ...encoder, decoder: { ids: [[1, 0, 1]] } };
  const all = { ...base, ...options };
  try {
    const found = await beamSearch(config, weights, input, all);
    const { interventions = [], donor } = all;
    const { ids } = await generate(config, weights, input, {
      ...{ maxNewTokens: all.maxNewTokens, endId: all.endId, interventions },
      ...(donor ? { donor } : {}),
      sampling: { kind: 'greedy' },
      useCache: true,
    });
    return { ...found, greedy: ids };
  } finally {
    disposeWeights(weights);
  }
}

/** The best of all sequences there are, each token computed by itself. */
async function bestOfAll(config: ModelConfig, { maxNewTokens, endId, alpha }: BeamOptions, seed: number) {
  const weights = uploadWeights(config, livelyWeights(config, seed));
  let best = { ids: [] as readonly number[], score: -Infinity };
  const visit = async (ids: readonly number[], sum: number): Promise<void> => {
    if (ids.length === maxNewTokens || (ids.length > 0 && ids.at(-1) === endId)) {
      const score = sum / lengthPenalty(ids.length, alpha);
      if (score > best.score) best = { ids, score };
      return;
    }
    const row = logSoftmax(await nextLogits(config, weights, [[1, 0, 1, ...ids]], null, null));
    for (const [id, value] of row.entries()) await visit([...ids, id], sum + value);
  };
  await visit([], 0);
  disposeWeights(weights);
  return best;
}

describe('beam search', () => {
  it.each([
    ['decoder-only', tinyDecoder],
    ['encoder-decoder', tinyEncoderDecoder],
  ])('of width 1 is greedy: %s', async (_, config) => {
    for (const seed of [1, 2, 3]) {
      for (const endId of [null, 5, 7]) {
        const { hypotheses, greedy } = await searched(config, { width: 1, alpha: 0.8, endId }, seed);
        expect(hypotheses[0]?.ids).toEqual(greedy);
      }
    }
  });

  it.each([
    ['two tokens, four steps', { vocabSize: 2, maxNewTokens: 4, endId: null }],
    ['two tokens and an end, three steps', { vocabSize: 3, maxNewTokens: 3, endId: 2 }],
    ['seven tokens and an end, two steps', { vocabSize: 8, maxNewTokens: 2, endId: 4 }],
  ])('that is wide enough finds the best of all: %s', async (_, { vocabSize, maxNewTokens, endId }) => {
    const config = { ...tinyDecoder, vocabSize, targetVocabSize: vocabSize };
    for (const [seed, alpha] of [
      [1, 0],
      [2, 0.6],
      [3, 2],
    ] as const) {
      const options = { width: 8, alpha, maxNewTokens, endId };
      const { hypotheses } = await searched(config, options, seed);
      const best = await bestOfAll(config, options, seed);
      expect(hypotheses[0]?.ids).toEqual(best.ids);
      expect(hypotheses[0]?.score).toBeCloseTo(best.score, 4);
    }
  });

  it('gives the tree of all that was ever kept, and says what is still in it', async () => {
    const { nodes, hypotheses } = await searched(tinyDecoder, { width: 3, endId: 5 });
    expect(nodes.map(({ index }) => index)).toEqual(nodes.map((_, index) => index));
    for (const { index, parent, step, logProbability } of nodes) {
      const before = parent === null ? null : nodes[parent];
      expect(before?.index ?? -1).toBeLessThan(index);
      expect(step).toBe((before?.step ?? -1) + 1);
      expect(logProbability).toBeLessThanOrEqual(before?.logProbability ?? 0);
    }
    const onAWay = new Set(hypotheses.flatMap(({ node }) => beamPath(nodes, node).map(({ index }) => index)));
    expect(nodes.filter(({ isKept }) => isKept).map(({ index }) => index)).toEqual(
      [...onAWay].toSorted((a, b) => a - b),
    );
    expect(hypotheses.every(({ node }) => nodes[node]?.isFinished)).toBe(true);
    const [best] = hypotheses;
    expect(beamPath(nodes, best?.node ?? 0).map(({ id }) => id)).toEqual(best?.ids);
    expect(best?.alternatives).toHaveLength(best?.ids.length ?? 0);
    expect(hypotheses.map(({ score }) => score)).toEqual(
      hypotheses.map(({ score }) => score).toSorted((a, b) => b - a),
    );
  });

  it('favours longer hypotheses when alpha grows', async () => {
    const lengths = [];
    for (const alpha of [0, 5]) {
      const { hypotheses } = await searched(tinyEncoderDecoder, { width: 6, alpha, endId: 5 });
      lengths.push(hypotheses[0]?.ids.length ?? 0);
    }
    expect(lengths[1]).toBeGreaterThanOrEqual(lengths[0] ?? Infinity);
    expect(lengthPenalty(1, 0.7)).toBe(1);
    expect(lengthPenalty(7, 1)).toBe(2);
  });

  it('tells the nodes after each step, can be cancelled between two, and leaves no tensor', async () => {
    const weights = uploadWeights(tinyEncoderDecoder, livelyWeights(tinyEncoderDecoder));
    const before = tf.memory().numTensors;
    const counts: number[] = [];
    const input = { ...source, decoder: { ids: [[1]] } };
    const search = beamSearch(tinyEncoderDecoder, weights, input, {
      ...base,
      isCancelled: () => counts.length === 2,
      onStep: ({ index, nodes }) => {
        expect(index).toBe(counts.length);
        counts.push(nodes.length);
      },
    });
    await expect(search).rejects.toMatchObject({ code: 'cancelled' });
    expect(counts).toEqual([3, 6]);
    expect(tf.memory().numTensors).toBe(before);
    await beamSearch(tinyEncoderDecoder, weights, input, base);
    expect(tf.memory().numTensors).toBe(before);
    disposeWeights(weights);
  });

  const off: Intervention = {
    at: 'decoder.layers.0.selfAttention.headOutputs',
    where: { head: 1 },
    change: { kind: 'zero' },
  };
  const stream: Intervention = { at: 'decoder.layers.1.residual.output', change: { kind: 'bypass' } };
  const late: Intervention = {
    at: 'decoder.layers.0.selfAttention.pattern',
    where: { query: 4, key: 0 },
    change: { kind: 'edge', weight: 1 },
  };
  const swapped: Intervention = { at: 'encoder.output', change: { kind: 'copy' } };
  const other = { encoder: { ids: [[8, 2, 6, 9, 9, 1, 7]] }, decoder: { ids: [[1]] } };

  it.each<[string, ModelConfig, readonly Intervention[]]>([
    ['a head off', tinyDecoder, [off]],
    ['a layer off, and an edge of a token that is still to be written', tinyDecoder, [stream, late]],
    ['the memory of another source', tinyEncoderDecoder, [off, swapped]],
  ])(
    'of width 1 with interventions is greedy with the same ones, and not without: %s',
    async (_, config, interventions) => {
      let nOther = 0;
      for (const seed of [1, 2, 3]) {
        const options = { width: 1, endId: 5, interventions, donor: other };
        const { hypotheses, greedy } = await searched(config, options, seed);
        expect(hypotheses[0]?.ids).toEqual(greedy);
        const plain = await searched(config, { width: 1, endId: 5 }, seed);
        nOther += Number(String(plain.greedy) !== String(greedy));
      }
      expect(nOther).toBeGreaterThan(0);
    },
  );

  it.each([
    ['decoder-only', tinyDecoder],
    ['encoder-decoder', tinyEncoderDecoder],
  ])('is the same with interventions that change nothing: %s', async (_, config) => {
    const change = { kind: 'scale', factor: 1 } as const;
    const interventions: Intervention[] = [
      { at: 'decoder.layers.0.selfAttention.headOutputs', where: { head: 1 }, change },
      { at: 'decoder.layers.1.residual.output', change },
    ];
    for (const seed of [1, 2]) {
      const options = { width: 4, alpha: 0.6, endId: 5 };
      const plain = await searched(config, options, seed);
      const changed = await searched(config, { ...options, interventions }, seed);
      const shape = ({ nodes }: BeamSearch) => nodes.map(({ logProbability: _sum, ...node }) => node);
      expect(shape(changed)).toEqual(shape(plain));
      changed.nodes.forEach(({ logProbability }, index) =>
        expect(logProbability).toBeCloseTo(plain.nodes[index]?.logProbability ?? NaN, 4),
      );
      expect(changed.hypotheses.map(({ ids }) => ids)).toEqual(plain.hypotheses.map(({ ids }) => ids));
    }
  });

  it('with interventions leaves no tensor, also where one fits at no length', async () => {
    const weights = uploadWeights(tinyEncoderDecoder, livelyWeights(tinyEncoderDecoder));
    const before = tf.memory().numTensors;
    const input = { ...source, decoder: { ids: [[1]] } };
    await beamSearch(tinyEncoderDecoder, weights, input, {
      ...base,
      interventions: [off, swapped],
      donor: other,
    });
    expect(tf.memory().numTensors).toBe(before);
    const wrong: Intervention = { ...off, where: { head: 6 } };
    await expect(
      beamSearch(tinyEncoderDecoder, weights, input, { ...base, interventions: [wrong] }),
    ).rejects.toThrow('heads 6 is not in 0 … 5');
    expect(tf.memory().numTensors).toBe(before);
    disposeWeights(weights);
  });

  it('ends with the context', async () => {
    const { hypotheses } = await searched(tinyDecoder, { width: 2, maxNewTokens: 99 });
    expect(hypotheses.map(({ ids }) => ids.length)).toEqual([13, 13]);
  });

  it.each([{ width: 0 }, { width: 9 }, { width: 1.5 }, { alpha: -1 }, { alpha: NaN }])(
    'refuses %o',
    async (part) => {
      await expect(searched(tinyDecoder, part)).rejects.toMatchObject({ code: 'invalidInput' });
    },
  );

  it('is refused for an encoder', async () => {
    await expect(beamSearch(tinyEncoder, new Map(), { encoder: { ids: [[1]] } }, base)).rejects.toMatchObject(
      { code: 'invalidInput' },
    );
  });
});
