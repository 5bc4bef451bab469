import { presetOf } from '../config/presets';
import type { ModelConfig } from '../config/types';
import { type PublishedModel, sized } from './types';

const { config: llama } = presetOf('llama');

/** Gemma: norm weights stored as w and used as 1 + w, embeddings scaled, GELU by tanh, one head of k and v, tied output. */
const gemma: ModelConfig = {
  ...llama,
  norm: { ...llama.norm, epsilon: 1e-6, onePlusWeight: true },
  feedForward: { activation: 'geluTanh', gated: true },
  embedding: { ...llama.embedding, scaled: true },
  head: { kind: 'languageModel', tied: true, scale: 1, softCap: null },
};

export const gemmaModels: readonly PublishedModel[] = [
  {
    id: 'gemma-2b',
    name: 'Gemma 2B',
    config: sized(gemma, {
      nLayers: 18,
      dModel: 2048,
      nHeads: 8,
      nKvHeads: 1,
      dHead: 256,
      dFf: 16_384,
      vocabSize: 256_000,
      contextLength: 8192,
    }),
    source: 'Gemma Team 2024, table 1; config.json of google/gemma-2b',
  },
];
