import { describe, expect, it } from 'vitest';
import type { ModelConfig } from '../../model/config/types';
import { readConfig } from '../configReader';
import { families } from './index';

/** A configuration alone, as if the file had no tensors: what it says decides. */
function configOf(json: Record<string, unknown>, architecture = ''): ModelConfig {
  const reader = readConfig(json);
  const family = families.get(reader.modelType);
  if (!family) throw new Error(`${reader.modelType} is missing`);
  return family(reader, { architecture, has: () => false, same: () => false }).config;
}

const sizes = {
  vocab_size: 120,
  hidden_size: 32,
  num_hidden_layers: 4,
  num_attention_heads: 4,
  num_key_value_heads: 2,
  intermediate_size: 48,
  max_position_embeddings: 48,
};
const window = (config: ModelConfig): number | null =>
  config.attention.decoderMask.kind === 'slidingWindow' ? config.attention.decoderMask.window : null;

describe('an entry that is absent means what the class of the family means, not none', () => {
  it.each(['mistral', 'gemma2', 'gemma3_text'])('%s has a window of 4096, unless it is null', (type) => {
    const json = { model_type: type, ...sizes, query_pre_attn_scalar: 8 };
    expect(window(configOf(json))).toBe(4096);
    expect(window(configOf({ ...json, sliding_window: null }))).toBe(null);
    expect(window(configOf({ ...json, sliding_window: 5 }))).toBe(5);
  });

  it('Gemma 2 caps scores at 50 and logits at 30, unless they are null', () => {
    const json = { model_type: 'gemma2', ...sizes };
    const { attention, head } = configOf(json);
    expect([attention.softCap, head]).toEqual([50, expect.objectContaining({ softCap: 30 })]);
    const open = configOf({ ...json, attn_logit_softcapping: null, final_logit_softcapping: null });
    expect([open.attention.softCap, open.head]).toEqual([null, expect.objectContaining({ softCap: null })]);
  });

  it.each([
    ['llama', 1e-6],
    ['phi3', 1e-5],
    ['phi', 1e-5],
    ['gpt_neox', 1e-5],
    ['bert', 1e-12],
    ['roberta', 1e-12],
    ['modernbert', 1e-5],
  ])('%s has an epsilon of %d', (type, epsilon) => {
    expect(configOf({ model_type: type, ...sizes }).norm.epsilon).toBe(epsilon);
  });

  it.each([
    ['mistral', 8],
    ['gemma', 16],
    ['gemma2', 4],
    ['qwen2', 32],
    ['llama', 4],
  ])('%s has %d heads of keys and values', (type, nKvHeads) => {
    const { num_key_value_heads: _, ...rest } = sizes;
    expect(configOf({ model_type: type, ...rest }).nKvHeads).toBe(nKvHeads);
  });

  it('mT5 is gated, T5 is not', () => {
    const json = { vocab_size: 120, d_model: 32, d_kv: 8, d_ff: 44, num_layers: 2, num_heads: 4 };
    expect(configOf({ model_type: 'mt5', ...json }).feedForward).toEqual({
      activation: 'geluTanh',
      gated: true,
    });
    expect(configOf({ model_type: 't5', ...json }).feedForward).toEqual({ activation: 'relu', gated: false });
  });
});

describe('a window of Qwen', () => {
  const json = { model_type: 'qwen2', ...sizes, sliding_window: 4, max_window_layers: 1 };

  it('is not used unless the file says so', () => {
    expect(window(configOf(json))).toBe(null);
  });

  it('begins at its first layer in older files, and is where newer files say', () => {
    const older = configOf({ ...json, use_sliding_window: true });
    expect(older.attention.windowLayers).toEqual([1, 2, 3]);
    const types = ['full_attention', 'full_attention', 'sliding_attention', 'full_attention'];
    const newer = configOf({ ...json, use_sliding_window: true, layer_types: types });
    expect(newer.attention.windowLayers).toEqual([2]);
  });
});

describe('what cannot be computed here is refused, with the field that says so', () => {
  const bart = {
    model_type: 'bart',
    vocab_size: 120,
    d_model: 32,
    encoder_layers: 2,
    decoder_layers: 2,
    encoder_attention_heads: 4,
    encoder_ffn_dim: 40,
    max_position_embeddings: 48,
  };
  it.each([
    ['bloom', { apply_residual_connection_post_layernorm: true, n_head: 4 }],
    ['bert', { position_embedding_type: 'relative_key' }],
    ['bert', { is_decoder: true }],
    ['llama', { rope_scaling: { type: 'longrope', factor: 2 } }],
    ['phi3', { rope_scaling: { type: 'yarn', factor: 2 } }],
    ['phi3', { rope_scaling: { type: 'su', short_factor: [1], long_factor: [1] } }],
    ['gemma', { use_bidirectional_attention: true }],
    ['gemma2', { use_bidirectional_attention: true }],
    ['gemma3_text', { use_bidirectional_attention: true }],
    ['opt', { layer_norm_elementwise_affine: false, ffn_dim: 48 }],
    ['llama', { hidden_act: 'mish' }],
    ['falcon', { alibi: true }],
    ['bart', { ...bart, decoder_attention_heads: 8, decoder_ffn_dim: 40 }],
    ['bart', { ...bart, decoder_attention_heads: 4, decoder_ffn_dim: 44 }],
  ])('%s with %j', (type, change) => {
    const attempt = (): ModelConfig => configOf({ model_type: type, ...sizes, ...change });
    expect(attempt).toThrow(expect.objectContaining({ code: 'unsupportedModel' }));
    const fields = Object.keys(change);
    expect(attempt).toThrow(
      expect.objectContaining({ path: expect.toSatisfy((path: string) => fields.includes(path)) }),
    );
  });
});

describe('without a class in the file, the head is what the tensors are for', () => {
  const headOf = (type: string, ...tensors: string[]): string => {
    const reader = readConfig({ model_type: type, ...sizes });
    const facts = { architecture: '', has: (name: string) => tensors.includes(name), same: () => false };
    return families.get(type)?.(reader, facts).config.head.kind ?? '';
  };
  it.each([
    ['bert', ['qa_outputs.weight'], 'span'],
    ['bert', ['classifier.weight'], 'tokenClassification'],
    ['bert', ['classifier.weight', 'pooler.dense.weight'], 'sequenceClassification'],
    ['roberta', ['classifier.out_proj.weight', 'classifier.dense.weight'], 'sequenceClassification'],
    ['bert', ['cls.predictions.bias'], 'maskedLanguageModel'],
  ])('%s with %j', (type, tensors, kind) => {
    expect(headOf(type, ...tensors)).toBe(kind);
  });
});
