import type { ModelConfig } from './types';

/** Fields of a configuration that are whole numbers within limits. */
export type LimitedField =
  | 'vocabSize'
  | 'targetVocabSize'
  | 'dModel'
  | 'contextLength'
  | 'nHeads'
  | 'nKvHeads'
  | 'dHead'
  | 'dFf'
  | 'nEncoderLayers'
  | 'nDecoderLayers'
  | 'batchSize'
  | 'nSegments';

/** What any model may have, published ones included. The sliders' narrower ranges are in `variables`. */
export const LIMITS: Readonly<Record<LimitedField, { readonly min: number; readonly max: number }>> = {
  vocabSize: { min: 1, max: 300_000 },
  targetVocabSize: { min: 1, max: 300_000 },
  dModel: { min: 1, max: 16_384 },
  contextLength: { min: 1, max: 1_048_576 },
  nHeads: { min: 1, max: 128 },
  nKvHeads: { min: 1, max: 128 },
  dHead: { min: 1, max: 1024 },
  dFf: { min: 1, max: 65_536 },
  nEncoderLayers: { min: 0, max: 128 },
  nDecoderLayers: { min: 0, max: 128 },
  batchSize: { min: 1, max: 64 },
  nSegments: { min: 0, max: 16 },
} satisfies Partial<Record<keyof ModelConfig, unknown>>;
