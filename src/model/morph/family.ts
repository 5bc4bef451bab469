import type { Head, ModelConfig } from '../config/types';
import { VARIABLE_RANGE } from '../config/variables';
import type { MorphOptions, MorphStep } from './paths';

export type LanguageModelHead = Extract<Head, { kind: 'languageModel' }>;

/**
 * From encoder to decoder to encoder-decoder. Every stack has as many layers as the deepest of the model, so that with
 * the same seed and stacks alike the weights of a stack are the same at every step that has it:
 * 1. bidirectional: an encoder without a head;
 * 2. causal: the same weights under a causal mask;
 * 3. output: that stack is a decoder (with T5 positions its buckets of distances are a decoder's); a head turns its output into a distribution, so that it can write;
 * 4. memory: an encoder beside it makes its memory, which nothing reads;
 * 5. cross: each decoder layer gets a cross-attention sub-layer that reads it.
 */
export function familySteps(
  base: ModelConfig,
  { head, keepsOwn = false }: MorphOptions,
): readonly MorphStep[] {
  const nLayers = Math.max(base.nEncoderLayers, base.nDecoderLayers);
  const common = commonParts(base);
  const keeps = (family: ModelConfig['family']): boolean => keepsOwn && base.family === family;
  const encoder: ModelConfig = keeps('encoder-only')
    ? { ...base, attention: { ...base.attention, encoderMask: { kind: 'full' } } }
    : {
        ...common,
        family: 'encoder-only',
        nEncoderLayers: nLayers,
        nDecoderLayers: 0,
        head: { kind: 'none', pooler: false },
      };
  const causal: ModelConfig = {
    ...encoder,
    attention: { ...encoder.attention, encoderMask: { kind: 'causal' } },
  };
  const output = base.head.kind === 'languageModel' ? base.head : head;
  const decoder: ModelConfig = keeps('decoder-only')
    ? base
    : { ...common, family: 'decoder-only', nEncoderLayers: 0, nDecoderLayers: nLayers, head: output };
  const both: ModelConfig = keeps('encoder-decoder')
    ? base
    : {
        ...common,
        family: 'encoder-decoder',
        nEncoderLayers: nLayers,
        nDecoderLayers: nLayers,
        // One table for both stacks, as in the 2017 paper: the encoder brings its layers and nothing else.
        embedding: { ...common.embedding, shared: true },
        head: output,
      };
  return [
    { id: 'bidirectional', config: encoder },
    { id: 'causal', config: causal },
    { id: 'output', config: decoder },
    { id: 'memory', config: { ...both, attention: { ...both.attention, memory: 'unread' } } },
    { id: 'cross', config: both },
  ];
}

/** What all steps have alike: one vocabulary, which splits any text, usual masks, no segments. */
function commonParts(base: ModelConfig): ModelConfig {
  const vocabSize = Math.max(VARIABLE_RANGE.vocabSize.min, base.vocabSize);
  return {
    ...base,
    vocabSize,
    targetVocabSize: vocabSize,
    nSegments: 0,
    attention: {
      ...base.attention,
      encoderMask: { kind: 'full' },
      decoderMask: { kind: 'causal' },
      crossMask: { kind: 'full' },
      memory: 'read',
    },
    embedding: { ...base.embedding, shared: false },
  };
}
