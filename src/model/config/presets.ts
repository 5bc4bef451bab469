import type { Family, ModelConfig } from './types';
import { VARIABLE_RANGE } from './variables';

/** Small runnable models in the shape of the published ones. */
export type PresetId = 'originalTransformer' | 'bert' | 'gpt2' | 't5' | 'llama';

export interface Preset {
  readonly id: PresetId;
  /** Proper name, the same in every language. */
  readonly name: string;
  readonly config: ModelConfig;
}

/** "Attention is all you need" (Vaswani 2017): post-norm, sinusoids, ReLU, one table for source, target and output. */
const originalTransformer: ModelConfig = {
  family: 'encoder-decoder',
  nEncoderLayers: 2,
  nDecoderLayers: 2,
  dModel: 128,
  nHeads: 4,
  nKvHeads: 4,
  dHead: 32,
  dFf: 512,
  vocabSize: 1000,
  targetVocabSize: 1000,
  contextLength: 64,
  batchSize: 1,
  nSegments: 0,
  norm: {
    kind: 'layerNorm',
    placement: 'post',
    epsilon: 1e-5,
    onePlusWeight: false,
    embedding: false,
    final: false,
    queryKey: false,
    skipFirst: false,
  },
  position: { kind: 'sinusoidal', order: 'interleaved' },
  feedForward: { activation: 'relu', gated: false },
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
  embedding: { scaled: true, shared: true, factorization: null },
  bias: { queryKeyValue: true, attentionOutput: true, feedForward: true, norm: true, head: false },
  head: { kind: 'languageModel', tied: true, scale: 1, softCap: null },
};

/** BERT (Devlin 2018): learned positions, two segments, a norm after the embedding, exact GELU, a transform before the output. */
const bert: ModelConfig = {
  ...originalTransformer,
  family: 'encoder-only',
  nEncoderLayers: 4,
  nDecoderLayers: 0,
  nSegments: 2,
  norm: { ...originalTransformer.norm, epsilon: 1e-12, embedding: true },
  position: { kind: 'learned', offset: 0, skipPadding: false },
  feedForward: { activation: 'gelu', gated: false },
  embedding: { scaled: false, shared: false, factorization: null },
  bias: { ...originalTransformer.bias, head: true },
  head: { kind: 'maskedLanguageModel', tied: true, transform: { activation: 'gelu', bias: true } },
};

/** GPT-2 (Radford 2019): pre-norm with a final norm, learned positions, GELU by tanh, tied output. */
const gpt2: ModelConfig = {
  ...originalTransformer,
  family: 'decoder-only',
  nEncoderLayers: 0,
  nDecoderLayers: 4,
  norm: { ...originalTransformer.norm, placement: 'pre', final: true },
  position: { kind: 'learned', offset: 0, skipPadding: false },
  feedForward: { activation: 'geluTanh', gated: false },
  embedding: { scaled: false, shared: false, factorization: null },
};

/** T5 (Raffel 2020): RMSNorm before each part, relative buckets, no biases, scores not scaled. */
const t5: ModelConfig = {
  ...originalTransformer,
  norm: { ...originalTransformer.norm, kind: 'rmsNorm', placement: 'pre', epsilon: 1e-6, final: true },
  position: { kind: 't5', buckets: 32, maxDistance: 128 },
  attention: { ...originalTransformer.attention, scoreScale: 1 },
  embedding: { scaled: false, shared: true, factorization: null },
  bias: { queryKeyValue: false, attentionOutput: false, feedForward: false, norm: false, head: false },
  head: { kind: 'languageModel', tied: true, scale: 128 ** -0.5, softCap: null },
};

/** LLaMA (Touvron 2023; grouped-query attention as in LLaMA 3): RMSNorm, rotary positions, gated SiLU, no biases. */
const llama: ModelConfig = {
  ...gpt2,
  nKvHeads: 2,
  dFf: 344,
  norm: { ...gpt2.norm, kind: 'rmsNorm' },
  position: { kind: 'rotary', base: 10000, fraction: 1, pairing: 'halves', scaling: null, localBase: null },
  feedForward: { activation: 'silu', gated: true },
  bias: t5.bias,
  head: { kind: 'languageModel', tied: false, scale: 1, softCap: null },
};

export const presets: readonly Preset[] = [
  { id: 'originalTransformer', name: 'Transformer 2017', config: originalTransformer },
  { id: 'bert', name: 'BERT', config: bert },
  { id: 'gpt2', name: 'GPT-2', config: gpt2 },
  { id: 't5', name: 'T5', config: t5 },
  { id: 'llama', name: 'LLaMA', config: llama },
];

/** The page opens with cross-attention. */
export const DEFAULT_PRESET: PresetId = 'originalTransformer';

export function presetOf(id: PresetId): Preset {
  const preset = presets.find((candidate) => candidate.id === id);
  if (!preset) throw new Error(`There is no preset ${id}.`);
  return preset;
}

/** The preset that a family stands for. */
export function familyPreset(family: Family): PresetId {
  return family === 'encoder-only' ? 'bert' : family === 'decoder-only' ? 'gpt2' : 'originalTransformer';
}

/**
 * The same model with its parts arranged for another family: every setting that still makes sense stays, so that one
 * sees what the families share. Layers move to the stacks that exist; the head becomes the family's own; an encoder
 * alone gets two segments, as BERT has, and loses them again.
 */
export function switchFamily(config: ModelConfig, family: Family): ModelConfig {
  if (config.family === family) return config;
  const nLayers = Math.min(nLayersTotal(config), VARIABLE_RANGE.nLayers.max);
  const perStack = Math.max(1, Math.round(nLayersTotal(config) / 2));
  const tied = 'tied' in config.head ? config.head.tied : true;
  const scale = config.head.kind === 'languageModel' ? config.head.scale : 1;
  const common: ModelConfig = {
    ...config,
    family,
    attention: { ...config.attention, memory: 'read' },
    targetVocabSize: config.vocabSize,
    embedding: { ...config.embedding, shared: family === 'encoder-decoder' },
  };
  switch (family) {
    case 'encoder-only':
      return {
        ...common,
        nEncoderLayers: nLayers,
        nDecoderLayers: 0,
        nSegments: 2,
        bias: { ...config.bias, head: config.bias.norm },
        head: {
          kind: 'maskedLanguageModel',
          tied,
          transform: { activation: config.feedForward.activation, bias: config.bias.feedForward },
        },
      };
    case 'decoder-only':
    case 'encoder-decoder':
      return {
        ...common,
        nEncoderLayers: family === 'decoder-only' ? 0 : perStack,
        nDecoderLayers: family === 'decoder-only' ? nLayers : perStack,
        nSegments: 0,
        bias: { ...config.bias, head: false },
        head: { kind: 'languageModel', tied, scale, softCap: null },
      };
  }
}

/** Layers of all stacks together. */
export function nLayersTotal(config: ModelConfig): number {
  return config.nEncoderLayers + config.nDecoderLayers;
}
