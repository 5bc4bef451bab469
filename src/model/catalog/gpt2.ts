import { presetOf } from '../config/presets';
import { type PublishedModel, sized } from './types';

const { config: gpt2 } = presetOf('gpt2');
const common = { vocabSize: 50_257, contextLength: 1024 } as const;

export const gpt2Models: readonly PublishedModel[] = [
  {
    id: 'gpt2',
    name: 'GPT-2 small',
    config: sized(gpt2, { ...common, nLayers: 12, dModel: 768, nHeads: 12, dFf: 3072 }),
    source: 'Radford et al. 2019, table 2; config.json of openai-community/gpt2',
  },
  {
    id: 'gpt2-xl',
    name: 'GPT-2 XL',
    config: sized(gpt2, { ...common, nLayers: 48, dModel: 1600, nHeads: 25, dFf: 6400 }),
    source: 'Radford et al. 2019, table 2; config.json of openai-community/gpt2-xl',
  },
];
