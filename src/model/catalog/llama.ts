import { presetOf } from '../config/presets';
import type { ModelConfig } from '../config/types';
import { type PublishedModel, sized } from './types';

const { config: preset } = presetOf('llama');

interface Settings {
  readonly base: number;
  readonly epsilon: number;
}

/** The family's settings: the base of the rotary positions grew with the context. */
function llama({ base, epsilon }: Settings): ModelConfig {
  return {
    ...preset,
    norm: { ...preset.norm, epsilon },
    position: { kind: 'rotary', base, fraction: 1, pairing: 'halves', scaling: null, localBase: null },
  };
}

const llama2023 = llama({ base: 10_000, epsilon: 1e-6 });
const llama3 = llama({ base: 500_000, epsilon: 1e-5 });

const mistralBase = llama({ base: 10_000, epsilon: 1e-5 });
/** Mistral 7B: each layer looks back 4,096 tokens at most. */
const mistral: ModelConfig = {
  ...mistralBase,
  attention: {
    ...mistralBase.attention,
    decoderMask: { kind: 'slidingWindow', window: 4096, causal: true },
  },
};

const qwenBase = llama({ base: 1_000_000, epsilon: 1e-6 });
/** Qwen 2.5: biases on q, k and v only; small models tie their output. */
const qwen: ModelConfig = {
  ...qwenBase,
  bias: { ...qwenBase.bias, queryKeyValue: true },
  head: { kind: 'languageModel', tied: true, scale: 1, softCap: null },
};

export const llamaModels: readonly PublishedModel[] = [
  {
    id: 'llama-7b',
    name: 'LLaMA 7B',
    config: sized(llama2023, {
      nLayers: 32,
      dModel: 4096,
      nHeads: 32,
      dFf: 11_008,
      vocabSize: 32_000,
      contextLength: 2048,
    }),
    source: 'Touvron et al. 2023, table 2; config.json of huggyllama/llama-7b',
  },
  {
    id: 'llama-3-8b',
    name: 'Llama 3 8B',
    config: sized(llama3, {
      nLayers: 32,
      dModel: 4096,
      nHeads: 32,
      nKvHeads: 8,
      dFf: 14_336,
      vocabSize: 128_256,
      contextLength: 8192,
    }),
    source: 'config.json of meta-llama/Meta-Llama-3-8B',
  },
  {
    id: 'mistral-7b',
    name: 'Mistral 7B',
    config: sized(mistral, {
      nLayers: 32,
      dModel: 4096,
      nHeads: 32,
      nKvHeads: 8,
      dFf: 14_336,
      vocabSize: 32_000,
      contextLength: 32_768,
    }),
    source: 'Jiang et al. 2023, table 1; config.json of mistralai/Mistral-7B-v0.1',
  },
  {
    id: 'qwen2.5-0.5b',
    name: 'Qwen 2.5 0.5B',
    config: sized(qwen, {
      nLayers: 24,
      dModel: 896,
      nHeads: 14,
      nKvHeads: 2,
      dFf: 4864,
      vocabSize: 151_936,
      contextLength: 32_768,
    }),
    source: 'config.json of Qwen/Qwen2.5-0.5B',
  },
];
