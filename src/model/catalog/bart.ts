import { presetOf } from '../config/presets';
import type { ModelConfig } from '../config/types';
import { type PublishedModel, sized } from './types';

const { config: original } = presetOf('originalTransformer');

/** BART: the original Transformer with learned positions, GELU and a norm after the embedding. */
const bart: ModelConfig = {
  ...original,
  norm: { ...original.norm, embedding: true },
  position: { kind: 'learned', offset: 2, skipPadding: false },
  feedForward: { activation: 'gelu', gated: false },
  embedding: { ...original.embedding, scaled: false },
};

export const bartModels: readonly PublishedModel[] = [
  {
    id: 'bart-base',
    name: 'BART base',
    config: sized(bart, {
      nLayers: 6,
      dModel: 768,
      nHeads: 12,
      dFf: 3072,
      vocabSize: 50_265,
      contextLength: 1024,
    }),
    source: 'Lewis et al. 2019; config.json of facebook/bart-base',
  },
];
