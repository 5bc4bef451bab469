import type { MaskPattern, ModelConfig, Position, Stack } from './types';

/** What follows from a configuration and is therefore never stored in it. */
export interface Derived {
  readonly hasEncoder: boolean;
  readonly hasDecoder: boolean;
  /** Whether the decoder's layers have a cross-attention sub-layer. */
  readonly hasCross: boolean;
  /** Width of all query heads together. */
  readonly dQuery: number;
  /** Width of all key (or value) heads together. */
  readonly dKeyValue: number;
  /** Query heads that share one key-value head. */
  readonly headsPerGroup: number;
  /** Width of token vectors before a factorised embedding is projected. */
  readonly dEmbedding: number;
  readonly scoreScale: number;
  /** The stack whose output the head reads. */
  readonly outputStack: Stack;
  /** Rows of the output distribution: vocabulary or labels. */
  readonly nOutputs: number;
  readonly hasNormBias: boolean;
}

const cache = new WeakMap<ModelConfig, Derived>();

/** Values that follow from a configuration; computed once for each object. */
export function derive(config: ModelConfig): Derived {
  const known = cache.get(config);
  if (known) return known;
  const hasDecoder = config.family !== 'encoder-only';
  const derived: Derived = {
    hasEncoder: config.family !== 'decoder-only',
    hasDecoder,
    hasCross: config.family === 'encoder-decoder' && config.attention.memory === 'read',
    dQuery: config.nHeads * config.dHead,
    dKeyValue: config.nKvHeads * config.dHead,
    headsPerGroup: config.nHeads / config.nKvHeads,
    dEmbedding: config.embedding.factorization?.dEmbedding ?? config.dModel,
    scoreScale: config.attention.scoreScale ?? 1 / Math.sqrt(config.dHead),
    outputStack: hasDecoder ? 'decoder' : 'encoder',
    nOutputs: nOutputs(config),
    hasNormBias: config.norm.kind === 'layerNorm' && config.bias.norm,
  };
  cache.set(config, derived);
  return derived;
}

function nOutputs(config: ModelConfig): number {
  switch (config.head.kind) {
    case 'none':
      return config.dModel;
    case 'span':
      return 2;
    case 'tokenClassification':
    case 'sequenceClassification':
      return config.head.labels;
    case 'languageModel':
    case 'maskedLanguageModel':
      return config.family === 'encoder-decoder' ? config.targetVocabSize : config.vocabSize;
  }
}

/** The vocabulary whose tokens a stack reads. */
export function stackVocabSize(config: ModelConfig, stack: Stack): number {
  return stack === 'decoder' && config.family === 'encoder-decoder'
    ? config.targetVocabSize
    : config.vocabSize;
}

export function nLayersOf(config: ModelConfig, stack: Stack): number {
  return stack === 'encoder' ? config.nEncoderLayers : config.nDecoderLayers;
}

/** The self-attention mask of one layer: a sliding window may apply to some layers only. */
export function layerMask(config: ModelConfig, stack: Stack, layer: number): MaskPattern {
  const pattern = stack === 'encoder' ? config.attention.encoderMask : config.attention.decoderMask;
  if (pattern.kind !== 'slidingWindow' || isWindowLayer(config, layer)) return pattern;
  return pattern.causal ? { kind: 'causal' } : { kind: 'full' };
}

function isWindowLayer(config: ModelConfig, layer: number): boolean {
  return config.attention.windowLayers === null || config.attention.windowLayers.includes(layer);
}

/** The rotary settings of one layer; layers with a sliding window may have a base of their own and no scaling. */
export function layerRotary(
  config: ModelConfig,
  stack: Stack,
  layer: number,
): Extract<Position, { kind: 'rotary' }> | null {
  const { position } = config;
  if (position.kind !== 'rotary') return null;
  const local = layerMask(config, stack, layer).kind === 'slidingWindow';
  return local && position.localBase !== null
    ? { ...position, base: position.localBase, scaling: null }
    : position;
}
