import type { ModelConfig } from '../config/types';

/** A published model: its shape, not its weights. */
export interface PublishedModel {
  readonly id: PublishedModelId;
  /** Proper name, the same in every language. */
  readonly name: string;
  readonly config: ModelConfig;
  /** Where the numbers come from. */
  readonly source: string;
}

export type PublishedModelId =
  | 'transformer-base'
  | 'transformer-big'
  | 'bert-base-uncased'
  | 'bert-large-uncased'
  | 'roberta-base'
  | 'gpt2'
  | 'gpt2-xl'
  | 'pythia-70m'
  | 'llama-7b'
  | 'llama-3-8b'
  | 'mistral-7b'
  | 'qwen2.5-0.5b'
  | 'gemma-2b'
  | 't5-small'
  | 'bart-base';

/** The sizes in which models of one family differ. */
export interface Sizes {
  readonly nLayers: number;
  readonly dModel: number;
  readonly nHeads: number;
  /** Absent: as many as heads. */
  readonly nKvHeads?: number;
  /** Absent: dModel / nHeads. */
  readonly dHead?: number;
  readonly dFf: number;
  readonly vocabSize: number;
  readonly contextLength: number;
}

/** A configuration in other sizes; each stack that it has gets `nLayers`. */
export function sized(base: ModelConfig, sizes: Sizes): ModelConfig {
  const { nLayers, dModel, nHeads, nKvHeads = nHeads, dHead = dModel / nHeads, ...others } = sizes;
  return {
    ...base,
    ...others,
    nEncoderLayers: base.family === 'decoder-only' ? 0 : nLayers,
    nDecoderLayers: base.family === 'encoder-only' ? 0 : nLayers,
    targetVocabSize: sizes.vocabSize,
    dModel,
    nHeads,
    nKvHeads,
    dHead,
  };
}
