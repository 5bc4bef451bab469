import type { ModelConfig } from '../../src/model/config/types';

/** A small decoder whose sizes all differ, so that a swapped axis cannot pass. */
export const tinyDecoder: ModelConfig = {
  family: 'decoder-only',
  nEncoderLayers: 0,
  nDecoderLayers: 2,
  dModel: 24,
  nHeads: 6,
  nKvHeads: 2,
  dHead: 4,
  dFf: 40,
  vocabSize: 11,
  targetVocabSize: 11,
  contextLength: 16,
  batchSize: 1,
  nSegments: 0,
  norm: {
    kind: 'layerNorm',
    placement: 'pre',
    epsilon: 1e-5,
    onePlusWeight: false,
    embedding: false,
    final: true,
    queryKey: false,
    skipFirst: false,
  },
  position: { kind: 'learned', offset: 0, skipPadding: false },
  feedForward: { activation: 'gelu', gated: false },
  block: { kind: 'sequential' },
  attention: {
    encoderMask: { kind: 'full' },
    decoderMask: { kind: 'causal' },
    crossMask: { kind: 'full' },
    memory: 'read',
    windowLayers: null,
    scoreScale: null,
    softCap: null,
  },
  embedding: { scaled: false, shared: false, factorization: null },
  bias: { queryKeyValue: true, attentionOutput: true, feedForward: true, norm: true, head: true },
  head: { kind: 'languageModel', tied: true, scale: 1, softCap: null },
};

export const tinyEncoder: ModelConfig = {
  ...tinyDecoder,
  family: 'encoder-only',
  nEncoderLayers: 3,
  nDecoderLayers: 0,
  nSegments: 2,
  norm: { ...tinyDecoder.norm, placement: 'post', embedding: true, final: false },
  head: { kind: 'maskedLanguageModel', tied: true, transform: { activation: 'gelu', bias: true } },
};

export const tinyEncoderDecoder: ModelConfig = {
  ...tinyDecoder,
  family: 'encoder-decoder',
  nEncoderLayers: 2,
  nDecoderLayers: 3,
  targetVocabSize: 13,
  position: { kind: 'sinusoidal', order: 'interleaved' },
  norm: { ...tinyDecoder.norm, placement: 'post', final: false },
  embedding: { scaled: true, shared: false, factorization: null },
};

/** One configuration of each family. */
export const tinyFamilies = [tinyEncoder, tinyDecoder, tinyEncoderDecoder] as const;

/** Decoder-only settings that together touch every option of the forward pass. */
export const tinyDecoderVariants: readonly (readonly [string, ModelConfig])[] = [
  ['learned positions, pre-norm, grouped-query attention', tinyDecoder],
  ['multi-query attention', { ...tinyDecoder, nKvHeads: 1 }],
  [
    'post-norm, sinusoidal positions in halves',
    {
      ...tinyDecoder,
      norm: { ...tinyDecoder.norm, placement: 'post' },
      position: { kind: 'sinusoidal', order: 'halves' },
    },
  ],
  [
    'rotary positions, RMSNorm, gated SiLU',
    {
      ...tinyDecoder,
      norm: { ...tinyDecoder.norm, kind: 'rmsNorm' },
      position: { kind: 'rotary', base: 100, fraction: 1, pairing: 'halves', scaling: null, localBase: null },
      feedForward: { activation: 'silu', gated: true },
    },
  ],
  [
    'partial interleaved rotary positions in a parallel block with one norm',
    {
      ...tinyDecoder,
      block: { kind: 'parallel', norms: 'shared' },
      position: {
        kind: 'rotary',
        base: 100,
        fraction: 0.5,
        pairing: 'interleaved',
        scaling: null,
        localBase: null,
      },
    },
  ],
  [
    'ALiBi in a parallel block with two norms',
    {
      ...tinyDecoder,
      block: { kind: 'parallel', norms: 'separate' },
      position: { kind: 'alibi' },
    },
  ],
  [
    'T5 buckets, scores not scaled, RMSNorm as 1 + w',
    {
      ...tinyDecoder,
      norm: { ...tinyDecoder.norm, kind: 'rmsNorm', onePlusWeight: true },
      position: { kind: 't5', buckets: 6, maxDistance: 9 },
      attention: { ...tinyDecoder.attention, scoreScale: 1 },
    },
  ],
  [
    'norms on both sides, on queries and keys, soft caps, sliding window in one layer',
    {
      ...tinyDecoder,
      norm: { ...tinyDecoder.norm, placement: 'both', queryKey: true },
      attention: {
        ...tinyDecoder.attention,
        decoderMask: { kind: 'slidingWindow', window: 3, causal: true },
        windowLayers: [0],
        softCap: 5,
      },
      head: { kind: 'languageModel', tied: false, scale: 0.5, softCap: 8 },
    },
  ],
  [
    'a parallel block with norms on both sides, one of them shared',
    {
      ...tinyDecoder,
      norm: { ...tinyDecoder.norm, placement: 'both' },
      block: { kind: 'parallel', norms: 'shared' },
    },
  ],
  [
    'prefix mask',
    {
      ...tinyDecoder,
      attention: { ...tinyDecoder.attention, decoderMask: { kind: 'prefix', length: 3 } },
    },
  ],
  [
    'token vectors of another width',
    {
      ...tinyDecoder,
      embedding: { scaled: true, shared: false, factorization: { dEmbedding: 10, place: 'tokens' } },
    },
  ],
];
