import { presetOf } from '../../model/config/presets';
import type { Activation, BiasConfig, Head, ModelConfig, NormConfig } from '../../model/config/types';
import { unsupported, type ConfigReader } from '../configReader';
import type { NameMap } from '../nameMap';

/** What a family gives for a checkpoint: the configuration, the table of names, and how it is used. */
export interface FamilyImport {
  readonly config: ModelConfig;
  readonly map: NameMap;
  /** Positions count only ids that are not padding (RoBERTa), whatever the mask says. */
  readonly positionsSkipPadId?: boolean;
}

/** What a family may look at beside the configuration: which tensors there are, by canonical name. */
export interface FileFacts {
  /** The class that the file was made for: `BertForMaskedLM`; empty where it is not said. */
  readonly architecture: string;
  has(name: string): boolean;
  /** Whether two tensors hold the same bytes. */
  same(a: string, b: string): boolean;
}

export type Family = (reader: ConfigReader, facts: FileFacts) => FamilyImport;

/** GPT-2's settings, from which decoders differ. */
export const decoderBase: ModelConfig = presetOf('gpt2').config;
/** BERT's settings, from which encoders differ. */
export const encoderBase: ModelConfig = presetOf('bert').config;
/** The original Transformer's settings, from which encoder-decoders differ. */
export const encoderDecoderBase: ModelConfig = presetOf('originalTransformer').config;

export const noBiases: BiasConfig = {
  queryKeyValue: false,
  attentionOutput: false,
  feedForward: false,
  norm: false,
  head: false,
};

export const allBiases: BiasConfig = {
  queryKeyValue: true,
  attentionOutput: true,
  feedForward: true,
  norm: true,
  head: true,
};

export const plainNorm: NormConfig = decoderBase.norm;

const activations: Readonly<Record<string, Activation>> = {
  relu: 'relu',
  gelu: 'gelu',
  gelu_python: 'gelu',
  gelu_new: 'geluTanh',
  gelu_fast: 'geluTanh',
  gelu_pytorch_tanh: 'geluTanh',
  silu: 'silu',
  swish: 'silu',
};

export function activationOf(name: string, field: string): Activation {
  const activation = Object.hasOwn(activations, name) ? activations[name] : undefined;
  if (!activation) throw unsupported(`The activation ${name} is not supported.`, field);
  return activation;
}

/** A head over the vocabulary; a stored matrix counts, unless it is the embedding's copy. */
export function languageModelHead(
  facts: FileFacts,
  stored: string,
  embedding: string,
  parts: { readonly scale?: number; readonly softCap?: number | null } = {},
): Extract<Head, { kind: 'languageModel' }> {
  const tied = !facts.has(stored) || facts.same(stored, embedding);
  return { kind: 'languageModel', tied, scale: parts.scale ?? 1, softCap: parts.softCap ?? null };
}

/** Number of labels: said, or counted from the names of labels; Hugging Face's own default is 2. */
export function labelsOf(reader: ConfigReader): number {
  return (
    reader.optionalNumber('num_labels') ?? Object.keys(reader.record('id2label') ?? { a: 1, b: 2 }).length
  );
}

/** Head rules for a matrix to the vocabulary. */
export const unusedHead = /^(?:lm_head|embed_out)\.weight$/;
