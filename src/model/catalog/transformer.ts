import { presetOf } from '../config/presets';
import type { ModelConfig } from '../config/types';
import { type PublishedModel, sized } from './types';

const { config: preset } = presetOf('originalTransformer');

/** Projections without biases, as the paper's formulas have them (section 3.2.2); implementations often add them. */
const base: ModelConfig = {
  ...preset,
  bias: { ...preset.bias, queryKeyValue: false, attentionOutput: false },
};

/** The paper gives no longest text; its batches were of some 25,000 tokens. Sinusoids need no table. */
const contextLength = 512;
const source = 'Vaswani et al. 2017, "Attention is all you need", table 3; shared vocabulary: section 5.1';

export const transformerModels: readonly PublishedModel[] = [
  {
    id: 'transformer-base',
    name: 'Transformer base',
    config: sized(base, { nLayers: 6, dModel: 512, nHeads: 8, dFf: 2048, vocabSize: 37_000, contextLength }),
    source,
  },
  {
    id: 'transformer-big',
    name: 'Transformer big',
    config: sized(base, {
      nLayers: 6,
      dModel: 1024,
      nHeads: 16,
      dFf: 4096,
      vocabSize: 37_000,
      contextLength,
    }),
    source,
  },
];
