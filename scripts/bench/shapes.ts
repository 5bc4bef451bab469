import type { ModelConfig } from '../../src/model/config/types';

export interface Shape {
  readonly name: string;
  readonly vocabSize: number;
  readonly dModel: number;
  readonly nHeads: number;
  readonly dFf: number;
  readonly nLayers: number;
  readonly nTokens: number;
}

/** The sizes at which speed is measured: a small model, a middle one, and the shape of GPT-2 small. */
export const shapes: readonly Shape[] = [
  { name: 'small', vocabSize: 1000, dModel: 128, nHeads: 4, dFf: 512, nLayers: 4, nTokens: 64 },
  { name: 'middle', vocabSize: 8192, dModel: 384, nHeads: 6, dFf: 1536, nLayers: 6, nTokens: 128 },
  { name: 'GPT-2 small', vocabSize: 50257, dModel: 768, nHeads: 12, dFf: 3072, nLayers: 12, nTokens: 64 },
];

/** A decoder in the form of GPT-2 with the sizes of a shape. */
export function decoderOf(shape: Shape): ModelConfig {
  const { vocabSize, dModel, nHeads, dFf, nLayers, nTokens } = shape;
  return {
    family: 'decoder-only',
    nEncoderLayers: 0,
    nDecoderLayers: nLayers,
    dModel,
    nHeads,
    nKvHeads: nHeads,
    dHead: dModel / nHeads,
    dFf,
    vocabSize,
    targetVocabSize: vocabSize,
    contextLength: nTokens + 32,
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
    feedForward: { activation: 'geluTanh', gated: false },
    block: { kind: 'sequential' },
    attention: {
      encoderMask: { kind: 'full' },
      crossMask: { kind: 'full' },
      memory: 'read',
      decoderMask: { kind: 'causal' },
      windowLayers: null,
      scoreScale: null,
      softCap: null,
    },
    embedding: { scaled: false, shared: false, factorization: null },
    bias: { queryKeyValue: true, attentionOutput: true, feedForward: true, norm: true, head: false },
    head: { kind: 'languageModel', tied: true, scale: 1, softCap: null },
  };
}
