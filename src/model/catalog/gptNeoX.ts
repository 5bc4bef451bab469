import { presetOf } from '../config/presets';
import type { ModelConfig } from '../config/types';
import { type PublishedModel, sized } from './types';

const { config: gpt2 } = presetOf('gpt2');

/** GPT-NeoX: attention and feed-forward side by side with a norm each, a quarter of each head rotated, output not tied. */
const gptNeoX: ModelConfig = {
  ...gpt2,
  position: {
    kind: 'rotary',
    base: 10_000,
    fraction: 0.25,
    pairing: 'halves',
    scaling: null,
    localBase: null,
  },
  feedForward: { activation: 'gelu', gated: false },
  block: { kind: 'parallel', norms: 'separate' },
  head: { kind: 'languageModel', tied: false, scale: 1, softCap: null },
};

export const gptNeoXModels: readonly PublishedModel[] = [
  {
    id: 'pythia-70m',
    name: 'Pythia 70M',
    config: sized(gptNeoX, {
      nLayers: 6,
      dModel: 512,
      nHeads: 8,
      dFf: 2048,
      vocabSize: 50_304,
      contextLength: 2048,
    }),
    source: 'Biderman et al. 2023, table 1; config.json of EleutherAI/pythia-70m',
  },
];
