import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inputFor, livelyWeights } from '../../tests/support/onBackend';
import {
  tinyDecoder,
  tinyDecoderVariants,
  tinyEncoder,
  tinyEncoderDecoder,
  tinyFamilies,
} from '../../tests/support/tinyConfig';
import { allTerms } from '../compute/study/contributions';
import { derive } from '../model/config/derive';
import type { ModelConfig } from '../model/config/types';
import type { StudyAnswer, StudyQuestion } from '../model/study';
import type { TraceName } from '../model/traceNames';
import type { TraceArray } from './engine';
import { createLocalEngine } from './local';

let engine: ReturnType<typeof createLocalEngine>;

beforeEach(async () => {
  engine = createLocalEngine();
  await engine.useBackend('cpu');
});

afterEach(() => engine.dispose());

const ids = [7, 2, 9, 4, 1, 0, 8];

type Answer<Kind extends StudyAnswer['kind']> = Extract<StudyAnswer, { readonly kind: Kind }>;

async function ran(
  config: ModelConfig,
  weights = livelyWeights(config),
): Promise<{
  ask<Kind extends StudyAnswer['kind']>(
    question: StudyQuestion & { readonly kind: Kind },
  ): Promise<Answer<Kind>>;
  read(name: TraceName): Promise<TraceArray>;
}> {
  await engine.putWeights('lively', config, weights);
  const { runId } = await engine.run({
    slot: 'A',
    config,
    weights: { kind: 'loaded', id: 'lively' },
    input: inputFor(config, [ids]),
    interventions: [],
    reads: [],
  });
  return {
    ask: async (question) => {
      const answer = await engine.study({ slot: 'A', runId, row: 0, question });
      if (answer.kind !== question.kind)
        throw new Error(`a question for ${question.kind} gave ${answer.kind}`);
      return answer as Answer<typeof question.kind>;
    },
    read: async (name) => {
      const [array] = await engine.read({ slot: 'A', runId, reads: [{ name }] });
      if (!array) throw new Error(`${name} was not read`);
      return array;
    },
  };
}

/** Softmax in the plainest way. */
function softmax(logits: Float32Array): number[] {
  const exponentials = Array.from(logits, (logit) => Math.exp(logit));
  const sum = exponentials.reduce((a, b) => a + b, 0);
  return exponentials.map((value) => value / sum);
}

const classifiers: readonly (readonly [string, ModelConfig])[] = [
  [
    'a classifier of tokens',
    { ...tinyEncoder, head: { kind: 'tokenClassification', labels: 5, transform: null } },
  ],
  [
    'a classifier of tokens with a tanh and a norm',
    {
      ...tinyEncoder,
      head: {
        kind: 'tokenClassification',
        labels: 5,
        transform: { activation: 'tanh', bias: true, norm: true },
      },
    },
  ],
  ['a finder of spans', { ...tinyEncoder, head: { kind: 'span' } }],
  [
    'a classifier of the mean of a text',
    { ...tinyEncoder, head: { kind: 'sequenceClassification', labels: 3, pooling: 'mean', transform: null } },
  ],
];
const families = tinyFamilies.map((config) => [config.family, config] as const);
const capped: ModelConfig = {
  ...tinyDecoder,
  head: { kind: 'languageModel', tied: false, scale: 0.7, softCap: 4 },
};

describe('the logit lens', () => {
  it.each([...families, ...classifiers.slice(0, 2), ...tinyDecoderVariants])(
    'after the last layer is the model’s own distribution: %s',
    async (_, config) => {
      const { ask, read } = await ran(config);
      const lens = await ask({ kind: 'lens', chosen: 'final' });
      const logits = await read('head.logits');
      const width = logits.shape[2] ?? 0;
      const last = (lens.points.length - 1) * lens.length;
      for (let position = 0; position < lens.length; position += 1) {
        const probabilities = softmax(logits.data.slice(position * width, (position + 1) * width));
        const best = probabilities.indexOf(Math.max(...probabilities));
        expect(lens.topIds[last + position]).toBe(best);
        expect(lens.topProbabilities[last + position]).toBeCloseTo(probabilities[best] ?? 0, 5);
        expect(lens.ranks[last + position]).toBe(1);
      }
      expect(lens.hasFinalNorm).toBe(config.norm.final);
    },
  );

  it('reads a state in the middle by the final norm and the head, as a model would that ends there', async () => {
    const whole = await ran(tinyDecoder);
    const lens = await whole.ask({ kind: 'lens', chosen: 'final' });
    // Layer 1 of 2 is the last layer of the shorter model.
    const short = await ran({ ...tinyDecoder, nDecoderLayers: 1 }, livelyWeights(tinyDecoder));
    const logits = await short.read('head.logits');
    const width = logits.shape[2] ?? 0;
    for (let position = 0; position < lens.length; position += 1) {
      const probabilities = softmax(logits.data.slice(position * width, (position + 1) * width));
      expect(lens.topProbabilities[lens.length + position]).toBeCloseTo(Math.max(...probabilities), 5);
    }
  });

  it('follows the token that comes next in a decoder, and says where there is none', async () => {
    const { ask } = await ran(tinyDecoder);
    const lens = await ask({ kind: 'lens', chosen: 'text' });
    expect([...lens.chosenIds]).toEqual([...ids.slice(1), -1]);
    expect(lens.ranks[lens.length - 1]).toBe(0);
  });

  it('lets positions compete where a span is looked for', async () => {
    const { ask, read } = await ran({ ...tinyEncoder, head: { kind: 'span' } });
    const lens = await ask({ kind: 'lens', chosen: 'end' });
    const { data } = await read('head.logits');
    const expected = softmax(data.filter((_, index) => index % 2 === 1));
    const last = lens.probabilities.slice(-lens.length);
    expected.forEach((probability, position) => expect(last[position]).toBeCloseTo(probability, 5));
    expect([...lens.ranks.slice(-lens.length)].sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });
});

describe('contributions to a logit', () => {
  it.each([...families, ...classifiers, ...tinyDecoderVariants, ['a capped logit', capped] as const])(
    'sum to it: %s',
    async (_, config) => {
      const { ask, read } = await ran(config);
      const answer = await ask({ kind: 'contributions', position: 4, id: 1 });
      const logits = await read('head.logits');
      const width = logits.shape[2] ?? 0;
      expect(answer.logit).toBe(logits.data[(answer.position ?? 0) * width + 1]);
      const sum = allTerms(answer).reduce((a, b) => a + b, 0) + answer.cap;
      const size = allTerms(answer).reduce((a, b) => a + Math.abs(b), 1);
      expect(Math.abs(answer.logit - sum)).toBeLessThan(1e-5 * size);
      expect(answer.remainder).toBeCloseTo(answer.logit - sum, 9);
      expect(answer.layers).toHaveLength(
        derive(config).hasDecoder ? config.nDecoderLayers : config.nEncoderLayers,
      );
    },
  );

  it('of a head are, without norms, what the logit loses when the head is silenced in the last layer', async () => {
    const config: ModelConfig = { ...tinyDecoder, norm: { ...tinyDecoder.norm, final: false } };
    await engine.putWeights('lively', config, livelyWeights(config));
    const request = {
      slot: 'A' as const,
      config: { ...config, block: { kind: 'parallel', norms: 'separate' } } as ModelConfig,
      weights: { kind: 'loaded', id: 'lively' } as const,
      input: inputFor(config, [ids]),
      reads: [{ name: 'head.logits' as const }],
    };
    const whole = await engine.run({ ...request, interventions: [] });
    const question = { kind: 'contributions', position: 5, id: 3 } as const;
    const answer = await engine.study({ slot: 'A', runId: whole.runId, row: 0, question });
    if (answer.kind !== 'contributions') throw new Error('another answer');
    const without = await engine.run({
      ...request,
      interventions: [
        {
          at: 'decoder.layers.1.selfAttention.headOutputs',
          where: { head: 2 },
          change: { kind: 'zero' },
        },
      ],
    });
    const width = config.vocabSize;
    const lost = (whole.arrays[0]?.data[5 * width + 3] ?? 0) - (without.arrays[0]?.data[5 * width + 3] ?? 0);
    expect(answer.layers[1]?.selfAttention[2]).toBeCloseTo(lost, 4);
  });

  it('hold norms where a model has them on the way, and say which', async () => {
    const pre = await (await ran(tinyDecoder)).ask({ kind: 'contributions', position: 1, id: null });
    expect(pre.frozen).toEqual({ layerNorms: false, finalNorm: true, gates: false });
    const post = await (await ran(tinyEncoder)).ask({ kind: 'contributions', position: 1, id: null });
    expect(post.frozen).toEqual({ layerNorms: true, finalNorm: false, gates: true });
    expect(post.id).toBe(post.candidates[0]?.id);
  });
});

describe('the residual stream', () => {
  it.each(families)('has the lengths of its vectors, and ends at itself: %s', async (_, config) => {
    const { ask, read } = await ran(config);
    const stack = derive(config).outputStack;
    const stream = await ask({ kind: 'stream', stack });
    const hasCross = config.family === 'encoder-decoder';
    const nLayers = stack === 'encoder' ? config.nEncoderLayers : config.nDecoderLayers;
    expect(stream.points).toHaveLength(1 + nLayers * (hasCross ? 3 : 2) + (config.norm.final ? 1 : 0));
    const last = (stream.points.length - 1) * stream.length;
    for (const [point, { name }] of stream.points.entries()) {
      const { data } = await read(name);
      const vector = data.slice(3 * config.dModel, 4 * config.dModel);
      expect(stream.norms[point * stream.length + 3]).toBeCloseTo(Math.hypot(...vector), 4);
    }
    for (let position = 0; position < stream.length; position += 1) {
      expect(stream.cosines[last + position]).toBeCloseTo(1, 6);
    }
  });
});

describe('feed-forward activations', () => {
  it('name the most active neuron of each position in each layer', async () => {
    const { ask, read } = await ran(tinyEncoderDecoder);
    const answer = await ask({ kind: 'neurons', stack: 'decoder', layer: 2, top: 6 });
    for (let layer = 0; layer < answer.nLayers; layer += 1) {
      const { data } = await read(`decoder.layers.${layer}.feedForward.hidden`);
      for (let position = 0; position < answer.length; position += 1) {
        const row = [...data.slice(position * answer.dFf, (position + 1) * answer.dFf)];
        const most = Math.max(...row.map(Math.abs));
        const cell = layer * answer.length + position;
        expect(Math.abs(answer.activations[cell] ?? 0)).toBe(most);
        expect(row[answer.strongest[cell] ?? -1]).toBe(answer.activations[cell]);
        expect(answer.shares[cell]).toBeCloseTo(row.filter((value) => value > 0).length / row.length, 6);
        if (layer !== answer.layer) continue;
        answer.neurons.forEach((neuron, index) =>
          expect(answer.ofLayer[position * answer.neurons.length + index]).toBe(row[neuron]),
        );
      }
    }
  });
});

describe('positions', () => {
  it('are the biases that the model adds to its scores', async () => {
    const t5 = tinyDecoderVariants.find(([, { position }]) => position.kind === 't5')?.[1];
    if (!t5) throw new Error('no tiny model has T5 buckets');
    const { ask, read } = await ran(t5);
    const { encoding } = await ask({ kind: 'positions', stack: 'decoder', layer: 0 });
    if (encoding.kind !== 'bias') throw new Error('T5 has biases');
    const name = 'decoder.layers.0.selfAttention';
    const [scores, q, k] = [await read(`${name}.scores`), await read(`${name}.q`), await read(`${name}.k`)];
    const length = ids.length;
    const perGroup = t5.nHeads / t5.nKvHeads;
    for (let head = 0; head < t5.nHeads; head += 1) {
      for (let query = 0; query < length; query += 1) {
        for (let key = 0; key <= query; key += 1) {
          let product = 0;
          for (let index = 0; index < t5.dHead; index += 1) {
            const group = Math.floor(head / perGroup);
            product +=
              (q.data[(head * length + query) * t5.dHead + index] ?? 0) *
              (k.data[(group * length + key) * t5.dHead + index] ?? 0);
          }
          const added = (scores.data[(head * length + query) * length + key] ?? 0) - product;
          const row = encoding.distances.indexOf(key - query);
          expect(encoding.values[row * t5.nHeads + head]).toBeCloseTo(added, 4);
        }
      }
    }
  });

  it('are vectors, angles, or nothing', async () => {
    const kindOf = async (config: ModelConfig): Promise<string> => {
      const { ask } = await ran(config);
      return (await ask({ kind: 'positions', stack: 'decoder', layer: 0 })).encoding.kind;
    };
    expect(await kindOf(tinyDecoder)).toBe('vectors');
    expect(await kindOf(tinyEncoderDecoder)).toBe('vectors');
    expect(await kindOf({ ...tinyDecoder, position: { kind: 'none' } })).toBe('none');
    const rotary = tinyDecoderVariants.find(([, { position }]) => position.kind === 'rotary')?.[1];
    expect(rotary && (await kindOf(rotary))).toBe('angles');
  });
});

describe('studies', () => {
  it('leave no tensor behind', async () => {
    const { ask } = await ran(tinyEncoderDecoder);
    await ask({ kind: 'stream', stack: 'encoder' });
    const before = tf.memory().numTensors;
    await ask({ kind: 'lens', chosen: 'text' });
    await ask({ kind: 'contributions', position: 2, id: null });
    await ask({ kind: 'neurons', stack: 'encoder', layer: 0, top: 3 });
    await ask({ kind: 'embeddings', stack: 'decoder', most: 50 });
    await ask({ kind: 'positions', stack: 'encoder', layer: 0 });
    await ask({ kind: 'distribution', top: 4 });
    expect(tf.memory().numTensors).toBe(before);
  });

  it('of a run that a newer one replaced are refused', async () => {
    await ran(tinyDecoder);
    const question = { kind: 'distribution', top: 3 } as const;
    await expect(engine.study({ slot: 'A', runId: 99, row: 0, question })).rejects.toThrow(/gone/);
  });
});
