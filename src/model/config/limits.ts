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

/**
 * Parameters of a model that the page builds: 1.4 GB in 32-bit floats. A tab that uses more than about 1.5 GB is likely to
 * be ended, and activations need their part.
 */
export const MAX_PARAMETERS = 350_000_000;

/** Most labels of a classification head. */
export const MAX_LABELS = 10_000;

/** Real numbers beyond this overflow 32-bit floats within a few steps. */
export const MAX_FACTOR = 1e4;

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
