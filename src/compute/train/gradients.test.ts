import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { useCpu } from '../../../tests/support/onBackend';
import { tinyDecoder, tinyEncoder, tinyEncoderDecoder } from '../../../tests/support/tinyConfig';
import type { Activation, ModelConfig, NormConfig, Position } from '../../model/config/types';
import { validate } from '../../model/config/validate';
import { parameters, sizeOf } from '../../model/parameters';
import type { StackInput } from '../../model/input';
import { NOT_COUNTED, type TargetIds, type TrainingBatch } from '../../model/training';
import { createNormal, createRandom } from '../../shared/random';
import type { HostWeights, Weights } from '../tensors';
import { disposeWeights, uploadWeights } from '../weights';
import { lossAndGradients } from './gradients';
import { lossOf } from './loss';

interface Case {
  readonly name: string;
  readonly config: ModelConfig;
  readonly labelSmoothing?: number;
  readonly padded?: boolean;
  /** Parameters that the loss truly does not depend on. */
  readonly unused?: readonly string[];
}

/** As small as the grouped heads allow: the slope in every parameter is measured. */
const small = { dModel: 12, nHeads: 4, nKvHeads: 2, dHead: 4, dFf: 10, contextLength: 8 } as const;
const decoder: ModelConfig = {
  ...tinyDecoder,
  ...small,
  nDecoderLayers: 2,
  vocabSize: 9,
  targetVocabSize: 9,
};
const encoder: ModelConfig = {
  ...tinyEncoder,
  ...small,
  nEncoderLayers: 2,
  vocabSize: 9,
  targetVocabSize: 9,
};
const both: ModelConfig = {
  ...tinyEncoderDecoder,
  ...small,
  nEncoderLayers: 1,
  nDecoderLayers: 1,
  vocabSize: 9,
  targetVocabSize: 7,
};

const withNorm = (config: ModelConfig, norm: Partial<NormConfig>): ModelConfig => ({
  ...config,
  norm: { ...config.norm, ...norm },
});
const rotary = (
  rest: Partial<Extract<Position, { kind: 'rotary' }>> = {},
): Extract<Position, { kind: 'rotary' }> => ({
  kind: 'rotary',
  base: 100,
  fraction: 1,
  pairing: 'halves',
  scaling: null,
  localBase: null,
  ...rest,
});
const unbiased: ModelConfig['bias'] = {
  queryKeyValue: false,
  attentionOutput: false,
  feedForward: false,
  norm: false,
  head: false,
};
const languageModel = { kind: 'languageModel', tied: true, scale: 1, softCap: null } as const;

const norms = (['layerNorm', 'rmsNorm'] as const).flatMap((kind) =>
  (['pre', 'post', 'both'] as const).map((placement): Case => ({
    name: `${kind}, placed ${placement}`,
    config: withNorm(decoder, { kind, placement }),
  })),
);

const positions: readonly (readonly [string, Position])[] = [
  ['no positions', { kind: 'none' }],
  ['learned positions with an offset', { kind: 'learned', offset: 2, skipPadding: false }],
  ['learned positions that skip padding', { kind: 'learned', offset: 1, skipPadding: true }],
  ['sinusoidal positions', { kind: 'sinusoidal', order: 'interleaved' }],
  ['rotary positions in halves', rotary()],
  ['rotary positions, interleaved', rotary({ pairing: 'interleaved' })],
  ['partial rotary positions in halves', rotary({ fraction: 0.5 })],
  ['partial rotary positions, interleaved', rotary({ fraction: 0.5, pairing: 'interleaved' })],
  ['ALiBi', { kind: 'alibi' }],
  ['T5 buckets', { kind: 't5', buckets: 4, maxDistance: 5 }],
];

const activations = (['relu', 'gelu', 'geluTanh', 'silu'] as const).flatMap((activation: Activation) =>
  [false, true].map((gated): Case => ({
    name: `${activation}${gated ? ' with a gate' : ''}`,
    config: { ...decoder, feedForward: { activation, gated } },
  })),
);

const transform = { activation: 'tanh', bias: true, norm: true } as const;

const heads: readonly (readonly [string, ModelConfig['head']])[] = [
  ['a masked language model with a transform', tinyEncoder.head],
  ['a masked language model without', { kind: 'maskedLanguageModel', tied: true, transform: null }],
  [
    'a masked language model with a matrix of its own',
    { kind: 'maskedLanguageModel', tied: false, transform: { activation: 'silu', bias: false } },
  ],
  ['token classification', { kind: 'tokenClassification', labels: 3, transform: null }],
  ['token classification with a transform', { kind: 'tokenClassification', labels: 3, transform }],
  ['span', { kind: 'span' }],
  ...(['first', 'mean', 'last'] as const).map((pooling): readonly [string, ModelConfig['head']] => [
    `sequence classification by the ${pooling}`,
    { kind: 'sequenceClassification', labels: 3, pooling, transform: pooling === 'mean' ? null : transform },
  ]),
];

const cases: readonly Case[] = [
  { name: 'a decoder of two layers', config: { ...decoder, nDecoderLayers: 2 } },
  { name: 'an encoder of two layers', config: { ...encoder, nEncoderLayers: 2 } },
  {
    name: 'an encoder with a decoder, two layers each',
    config: { ...both, nEncoderLayers: 2, nDecoderLayers: 2 },
  },
  { name: 'an encoder with a decoder, both padded', config: both, padded: true },
  { name: 'label smoothing', config: decoder, labelSmoothing: 0.1 },
  { name: 'label smoothing of classes', config: { ...encoder, head: heads.at(-1)![1] }, labelSmoothing: 0.2 },
  ...norms,
  { name: '1 + w', config: withNorm(decoder, { kind: 'rmsNorm', onePlusWeight: true }) },
  { name: 'LayerNorm as 1 + w', config: withNorm(decoder, { onePlusWeight: true }) },
  { name: 'norms on queries and keys', config: withNorm(decoder, { queryKey: true }) },
  {
    name: 'RMS norms on queries and keys that are rotated',
    config: { ...withNorm(decoder, { queryKey: true, kind: 'rmsNorm' }), position: rotary() },
  },
  { name: 'a norm of the embedding', config: withNorm(decoder, { embedding: true }) },
  { name: 'no norm of the embedding', config: withNorm(encoder, { embedding: false }) },
  {
    name: 'no norm before the first attention',
    config: { ...withNorm(decoder, { skipFirst: true }), nDecoderLayers: 2 },
  },
  { name: 'no final norm', config: withNorm(decoder, { final: false }) },
  ...positions.map(([name, position]): Case => ({ name, config: { ...decoder, position }, padded: true })),
  {
    name: 'T5 buckets in both stacks, scores not scaled',
    config: {
      ...both,
      position: { kind: 't5', buckets: 4, maxDistance: 5 },
      attention: { ...both.attention, scoreScale: 1 },
    },
  },
  { name: 'ALiBi in an encoder', config: { ...encoder, position: { kind: 'alibi' } } },
  ...activations,
  {
    name: 'a parallel block with one norm',
    config: { ...decoder, block: { kind: 'parallel', norms: 'shared' } },
  },
  {
    name: 'a parallel block with two',
    config: { ...decoder, block: { kind: 'parallel', norms: 'separate' } },
  },
  {
    name: 'a parallel block with cross-attention, normed on both sides',
    config: { ...withNorm(both, { placement: 'both' }), block: { kind: 'parallel', norms: 'shared' } },
  },
  { name: 'as many heads of keys as of queries', config: { ...decoder, nKvHeads: 4 } },
  { name: 'one head of keys', config: { ...decoder, nKvHeads: 1 } },
  { name: 'one head of keys in cross-attention', config: { ...both, nKvHeads: 1 } },
  {
    name: 'soft caps of scores and logits',
    config: {
      ...decoder,
      attention: { ...decoder.attention, softCap: 2 },
      head: { ...languageModel, softCap: 3 },
    },
  },
  {
    name: 'a sliding window in one layer, with rotary positions of its own',
    config: {
      ...decoder,
      nDecoderLayers: 2,
      position: rotary({ localBase: 10 }),
      attention: {
        ...decoder.attention,
        decoderMask: { kind: 'slidingWindow', window: 2, causal: true },
        windowLayers: [1],
      },
    },
  },
  {
    name: 'a prefix that sees itself',
    config: { ...decoder, attention: { ...decoder.attention, decoderMask: { kind: 'prefix', length: 2 } } },
  },
  {
    name: 'a matrix of its own before the logits',
    config: { ...decoder, head: { ...languageModel, tied: false } },
  },
  { name: 'scaled logits', config: { ...decoder, head: { ...languageModel, scale: 0.3 } } },
  { name: 'scaled embeddings', config: { ...decoder, embedding: { ...decoder.embedding, scaled: true } } },
  {
    name: 'narrow token vectors',
    config: {
      ...decoder,
      embedding: { scaled: true, shared: false, factorization: { dEmbedding: 5, place: 'tokens' } },
    },
  },
  {
    name: 'a narrow sum of embeddings',
    config: {
      ...encoder,
      embedding: { scaled: false, shared: false, factorization: { dEmbedding: 5, place: 'sum' } },
    },
  },
  {
    name: 'one table for source and target, tied to the logits',
    config: { ...both, targetVocabSize: 9, embedding: { ...both.embedding, shared: true } },
  },
  {
    name: 'one table for source and target, not tied',
    config: {
      ...both,
      targetVocabSize: 9,
      embedding: { ...both.embedding, shared: true },
      head: { ...languageModel, tied: false },
    },
  },
  { name: 'no segments', config: { ...encoder, nSegments: 0 } },
  { name: 'no biases', config: { ...decoder, bias: unbiased } },
  { name: 'no biases in an encoder with a decoder', config: { ...both, bias: unbiased } },
  ...heads.flatMap(([name, head]): Case[] => [
    { name, config: { ...encoder, head } },
    { name: `${name}, padded`, config: { ...encoder, head }, padded: true },
  ]),
  {
    name: 'a decoder that classifies by its last token',
    config: {
      ...decoder,
      head: { kind: 'sequenceClassification', labels: 3, pooling: 'last', transform: null },
    },
    padded: true,
  },
  {
    name: 'LLaMA',
    config: {
      ...withNorm(decoder, { kind: 'rmsNorm' }),
      position: rotary(),
      feedForward: { activation: 'silu', gated: true },
      bias: unbiased,
      head: { ...languageModel, tied: false },
    },
    padded: true,
  },
];

/** Ids that leave no word out, so that every row of a table has a slope. */
function rowsOf(vocabSize: number, length: number, padded: boolean, segments: boolean): StackInput {
  const ids = [0, 1].map((row) =>
    Array.from({ length }, (_, at) => (3 * row + 2 * at + row * at) % vocabSize),
  );
  const mask = [0, 1].map((row) =>
    Array.from({ length }, (_, at) => (row === 1 && at >= length - 2 ? 0 : 1)),
  );
  return {
    ids,
    ...(padded ? { attentionMask: mask } : {}),
    ...(segments ? { segmentIds: ids.map((row) => row.map((_, at) => (at > 2 ? 1 : 0))) } : {}),
  };
}

function batchOf({ config, padded = false }: Case): TrainingBatch {
  const source = rowsOf(config.vocabSize, 6, padded, config.nSegments > 0);
  const target = rowsOf(config.targetVocabSize, 5, padded, false);
  const input =
    config.family === 'encoder-only'
      ? { encoder: source }
      : config.family === 'decoder-only'
        ? { decoder: target }
        : { encoder: source, decoder: target };
  const output = config.family === 'encoder-only' ? source : target;
  return { input, targets: targetsOf(config, output) };
}

function targetsOf({ head, targetVocabSize }: ModelConfig, { ids, attentionMask }: StackInput): TargetIds {
  if (head.kind === 'span') return { kind: 'span', start: [1, 0], end: [3, 2] };
  if (head.kind === 'sequenceClassification') return { kind: 'class', ids: [2, 0] };
  const nClasses = head.kind === 'tokenClassification' ? head.labels : targetVocabSize;
  return {
    kind: 'tokens',
    ids: ids.map((row, batch) =>
      // The second position does not count: the head is computed at some rows only.
      row.map((id, at) =>
        at === 1 || attentionMask?.[batch]?.[at] === 0 ? NOT_COUNTED : (id * 2 + at) % nClasses,
      ),
    ),
  };
}

/** Weights far from 0, where norms bend little: there a slope can be measured in float32. */
function smoothWeights(config: ModelConfig): HostWeights {
  const normal = createNormal(createRandom(5));
  return new Map(
    parameters(config).map((spec) => {
      const isMatrix = spec.shape.length > 1;
      const deviation = spec.group === 'embeddings' ? 1 : isMatrix ? 0.7 / Math.sqrt(spec.shape[0]!) : 0.2;
      const mean = spec.initialisation === 'ones' ? 1 : 0;
      return [spec.name, Float32Array.from({ length: sizeOf(spec) }, () => mean + deviation * normal())];
    }),
  );
}

/** A shorter step where the first crosses a bend; a wrong gradient is the slope at no step. */
const STEPS = [1e-2, 2e-3] as const;
/** What rounding leaves uncertain in a loss of some 3, and with it, divided by the step, in a slope. */
const ROUNDING = 2e-6;

describe('the gradient is the slope of the loss', () => {
  beforeAll(useCpu);

  it.each(cases.map((one) => [one.name, one] as const))('%s', (_, one) => {
    const { config, labelSmoothing = 0, unused = [] } = one;
    expect(validate(config, { headsSplitModel: false })).toEqual([]);
    const before = tf.memory().numTensors;
    const batch = batchOf(one);
    const host = smoothWeights(config);
    const weights = uploadWeights(config, host);
    const { gradients, ...measured } = lossAndGradients(config, weights, batch, labelSmoothing, (__, x) => x);
    const found = new Map(
      [...gradients].map(([name, tensor]) => [name, Float32Array.from(tensor.dataSync())]),
    );
    expect([...host.keys()].filter((name) => !found.has(name))).toEqual(unused);

    const lossWith = (changed: Weights): number =>
      tf.tidy(() => lossOf(config, changed, batch, labelSmoothing, (__, x) => x).loss.dataSync()[0] ?? NaN);
    const movedLoss = (directions: ReadonlyMap<string, Float32Array>, by: number): number => {
      const tensors = new Map(weights);
      const own: tf.Tensor[] = [];
      for (const [name, direction] of directions) {
        const tensor = weights.get(name)!;
        const moved = tf.tensor(
          host.get(name)!.map((value, index) => value + by * direction[index]!),
          tensor.shape,
        );
        tensors.set(name, moved);
        own.push(moved);
      }
      const loss = lossWith(tensors);
      for (const tensor of own) tensor.dispose();
      return loss;
    };
    const slopeAlong = (directions: ReadonlyMap<string, Float32Array>, step: number): number => {
      const central = (by: number): number =>
        (movedLoss(directions, by) - movedLoss(directions, -by)) / (2 * by);
      // Richardson's extrapolation: what grows with the square of the step cancels.
      return (4 * central(step) - central(2 * step)) / 3;
    };

    /** The smallest share of what float32 allows between the slope and the gradient. */
    const gap = (directions: ReadonlyMap<string, Float32Array>): number => {
      let expected = 0;
      for (const [name, direction] of directions) {
        const gradient = found.get(name)!;
        expected += direction.reduce((sum, value, index) => sum + value * gradient[index]!, 0);
      }
      let smallest = Infinity;
      for (const step of STEPS) {
        const allowed = 1e-3 * Math.abs(expected) + ROUNDING / step;
        smallest = Math.min(smallest, Math.abs(slopeAlong(directions, step) - expected) / allowed);
        if (smallest < 1) break;
      }
      return smallest;
    };

    const normal = createNormal(createRandom(11));
    const all = new Map<string, Float32Array>();
    for (const [name, gradient] of found) {
      // A random direction of length one, and the gradient's own, in which a wrong size shows most.
      const draw = gradient.map(() => normal());
      const size = Math.hypot(...gradient) || 1;
      const length = Math.hypot(...draw);
      const direction = draw.map((value, index) => value / length + gradient[index]! / size);
      expect(gap(new Map([[name, direction]])), name).toBeLessThan(1);
      all.set(
        name,
        direction.map((value) => value / 4),
      );
    }
    expect(gap(all), 'all together').toBeLessThan(1);

    // Without a gradient, a parameter may be anything.
    const anything = new Map(unused.map((name) => [name, host.get(name)!.map(() => normal())]));
    expect(movedLoss(anything, 1)).toBe(lossWith(weights));

    for (const tensor of [measured.loss, measured.nCorrect, ...gradients.values()]) tensor.dispose();
    disposeWeights(weights);
    expect(tf.memory().numTensors).toBe(before);
  });
});
