import { presetOf } from '../config/presets';
import type { ModelConfig } from '../config/types';
import { type PublishedModel, sized } from './types';

const dModel = 512;
const { config: preset } = presetOf('t5');
const t5: ModelConfig = {
  ...preset,
  head: { kind: 'languageModel', tied: true, scale: dModel ** -0.5, softCap: null },
};

export const t5Models: readonly PublishedModel[] = [
  {
    id: 't5-small',
    name: 'T5 small',
    config: sized(t5, {
      nLayers: 6,
      dModel,
      nHeads: 8,
      dFf: 2048,
      vocabSize: 32_128,
      contextLength: 512,
    }),
    source: 'Raffel et al. 2019, section 3.7; config.json of google-t5/t5-small',
  },
];
