import type { MaskPattern, ModelConfig } from '../../model/config/types';
import { unsupported, type ConfigReader } from '../configReader';
import { asIs, linear, norm, rowsOf, type NameMap, type Rule } from '../nameMap';
import {
  activationOf,
  decoderBase,
  languageModelHead,
  noBiases,
  type Family,
  type FileFacts,
} from './family';
import { layersOfType, rotaryOf } from './rotary';

const layer = 'decoder.layers.*';
const causal: MaskPattern = { kind: 'causal' };

const attentionRules: readonly Rule[] = [
  ...['q', 'k', 'v'].flatMap((part) =>
    linear(`${layer}.selfAttention.${part}`, `layers.*.self_attn.${part}_proj`),
  ),
  ...linear(`${layer}.selfAttention.output`, 'layers.*.self_attn.o_proj'),
  ...norm(`${layer}.selfAttention.qNorm`, 'layers.*.self_attn.q_norm'),
  ...norm(`${layer}.selfAttention.kNorm`, 'layers.*.self_attn.k_norm'),
];

const feedForwardRules: readonly Rule[] = ['gate', 'up', 'down'].flatMap((part) =>
  linear(`${layer}.feedForward.${part}`, `layers.*.mlp.${part}_proj`),
);

const outerRules: readonly Rule[] = [
  ['decoder.embedding.token.weight', 'embed_tokens.weight', asIs],
  ...norm('decoder.finalNorm', 'norm'),
  ...linear('head.output', 'lm_head'),
];

const twoNorms: readonly Rule[] = [
  ...norm(`${layer}.selfAttentionNorm`, 'layers.*.input_layernorm'),
  ...norm(`${layer}.feedForwardNorm`, 'layers.*.post_attention_layernorm'),
];

const fourNorms: readonly Rule[] = [
  ...norm(`${layer}.selfAttentionNorm`, 'layers.*.input_layernorm'),
  ...norm(`${layer}.selfAttentionOutputNorm`, 'layers.*.post_attention_layernorm'),
  ...norm(`${layer}.feedForwardNorm`, 'layers.*.pre_feedforward_layernorm'),
  ...norm(`${layer}.feedForwardOutputNorm`, 'layers.*.post_feedforward_layernorm'),
];

function mapOf(...rules: readonly (readonly Rule[])[]): NameMap {
  return {
    rules: rules.flat(),
    ignore: [/^lm_head\.weight$/],
    prefixes: ['model.', 'language_model.model.'],
  };
}

const llamaMap = mapOf(outerRules, attentionRules, feedForwardRules, twoNorms);

/** What the configuration class of a family takes for an entry that is absent. */
interface Usual {
  readonly nKvHeads?: number;
  readonly epsilon?: number;
}

/** The settings that all of LLaMA's descendants share: RMSNorm, rotary positions, a gated feed-forward, no biases. */
function shared(reader: ConfigReader, facts: FileFacts, usual: Usual = {}): ModelConfig {
  const dModel = reader.number('hidden_size');
  const nHeads = reader.number('num_attention_heads');
  const vocabSize = reader.number('vocab_size');
  return {
    ...decoderBase,
    nDecoderLayers: reader.number('num_hidden_layers'),
    dModel,
    nHeads,
    nKvHeads: reader.nullableNumber('num_key_value_heads', usual.nKvHeads ?? nHeads) ?? nHeads,
    dHead: reader.number('head_dim', Math.floor(dModel / nHeads)),
    dFf: reader.number('intermediate_size'),
    vocabSize,
    targetVocabSize: vocabSize,
    contextLength: reader.number('max_position_embeddings'),
    norm: {
      ...decoderBase.norm,
      kind: 'rmsNorm',
      epsilon: reader.number('rms_norm_eps', usual.epsilon ?? 1e-6),
    },
    position: rotaryOf(reader, { base: 10000 }),
    feedForward: { activation: activationOf(reader.text('hidden_act', 'silu'), 'hidden_act'), gated: true },
    bias: noBiases,
    head: languageModelHead(facts, 'lm_head.weight', 'embed_tokens.weight'),
  };
}

function withWindow(config: ModelConfig, window: number | null, layers: readonly number[]): ModelConfig {
  if (window === null || layers.length === 0) return config;
  const all = layers.length === config.nDecoderLayers;
  return {
    ...config,
    attention: {
      ...config.attention,
      decoderMask: { kind: 'slidingWindow', window, causal: true },
      windowLayers: all ? null : layers,
    },
  };
}

export const llama: Family = (reader, facts) => {
  const attentionBias = reader.flag('attention_bias', false);
  const config = shared(reader, facts);
  const bias = {
    ...noBiases,
    queryKeyValue: attentionBias,
    attentionOutput: attentionBias,
    feedForward: reader.flag('mlp_bias', false),
  };
  return { config: { ...config, bias }, map: llamaMap };
};

export const mistral: Family = (reader, facts) => {
  const config = shared(reader, facts, { nKvHeads: 8 });
  const window = reader.nullableNumber('sliding_window', 4096);
  // Transformers reads no layer_types here.
  const layers = Array.from({ length: config.nDecoderLayers }, (_, index) => index);
  return { config: withWindow(config, window, layers), map: llamaMap };
};

/** Qwen 2: biases on q, k and v alone; a window, if used at all, from some layer on. */
export const qwen2: Family = (reader, facts) => {
  const config = {
    ...shared(reader, facts, { nKvHeads: 32 }),
    bias: { ...noBiases, queryKeyValue: true },
  };
  return { config: withQwenWindow(reader, config), map: llamaMap };
};

/** Qwen 3: no biases, a norm on the queries and keys of each head. */
export const qwen3: Family = (reader, facts) => {
  const base = shared(reader, facts, { nKvHeads: 32 });
  const attentionBias = reader.flag('attention_bias', false);
  const config: ModelConfig = {
    ...base,
    dHead: reader.number('head_dim', 128),
    norm: { ...base.norm, queryKey: true },
    bias: { ...noBiases, queryKeyValue: attentionBias, attentionOutput: attentionBias },
  };
  return { config: withQwenWindow(reader, config), map: llamaMap };
};

function withQwenWindow(reader: ConfigReader, config: ModelConfig): ModelConfig {
  if (!reader.flag('use_sliding_window', false)) return config;
  const first = reader.number('max_window_layers', 28);
  const layers = layersOfType(reader, 'sliding_attention', config.nDecoderLayers, (index) => index >= first);
  return withWindow(config, reader.nullableNumber('sliding_window', 4096), layers);
}

/** What Gemma has of its own: norms as 1 + w, scaled embeddings, the tanh form of GELU whatever older files say. */
function gemmaShared(reader: ConfigReader, facts: FileFacts, nKvHeads: number): ModelConfig {
  if (reader.flag('use_bidirectional_attention', false)) {
    throw unsupported(
      'Gemma with attention in both directions is not supported.',
      'use_bidirectional_attention',
    );
  }
  const base = shared(reader, facts, { nKvHeads });
  const named = reader.text(['hidden_activation', 'hidden_act'], 'gelu_pytorch_tanh');
  const attentionBias = reader.flag('attention_bias', false);
  return {
    ...base,
    dHead: reader.number('head_dim', 256),
    norm: { ...base.norm, onePlusWeight: true },
    feedForward: {
      activation: named === 'gelu' ? 'geluTanh' : activationOf(named, 'hidden_activation'),
      gated: true,
    },
    embedding: { ...base.embedding, scaled: true },
    bias: { ...noBiases, queryKeyValue: attentionBias, attentionOutput: attentionBias },
  };
}

export const gemma: Family = (reader, facts) => ({ config: gemmaShared(reader, facts, 16), map: llamaMap });

const gemmaMap = mapOf(outerRules, attentionRules, feedForwardRules, fourNorms);

/** Gemma 2: norms on both sides, soft caps, every second layer with a window. */
export const gemma2: Family = (reader, facts) => {
  const base = gemmaShared(reader, facts, 4);
  const config: ModelConfig = {
    ...base,
    norm: { ...base.norm, placement: 'both' },
    attention: {
      ...base.attention,
      scoreScale: reader.number('query_pre_attn_scalar', 256) ** -0.5,
      softCap: reader.nullableNumber('attn_logit_softcapping', 50),
    },
    head: languageModelHead(facts, 'lm_head.weight', 'embed_tokens.weight', {
      softCap: reader.nullableNumber('final_logit_softcapping', 30),
    }),
  };
  const layers = layersOfType(reader, 'sliding_attention', config.nDecoderLayers, (index) => index % 2 === 0);
  return { config: withWindow(config, reader.nullableNumber('sliding_window', 4096), layers), map: gemmaMap };
};

/** Gemma 3 (text): norms on queries and keys, a base of its own for the layers with a window. */
export const gemma3: Family = (reader, facts) => {
  const base = gemmaShared(reader, facts, 4);
  const local = reader.record('rope_parameters')?.['sliding_attention'];
  const localBase =
    local !== null &&
    typeof local === 'object' &&
    'rope_theta' in local &&
    typeof local.rope_theta === 'number'
      ? local.rope_theta
      : reader.number('rope_local_base_freq', 10000);
  const pattern = reader.number(['sliding_window_pattern', '_sliding_window_pattern'], 6);
  const config: ModelConfig = {
    ...base,
    norm: { ...base.norm, placement: 'both', queryKey: true },
    position: { ...rotaryOf(reader, { base: 1_000_000, layerType: 'full_attention' }), localBase },
    attention: {
      ...base.attention,
      decoderMask: causal,
      scoreScale: reader.number('query_pre_attn_scalar', 256) ** -0.5,
      softCap: reader.optionalNumber('attn_logit_softcapping'),
    },
    head: languageModelHead(facts, 'lm_head.weight', 'embed_tokens.weight', {
      softCap: reader.optionalNumber('final_logit_softcapping'),
    }),
  };
  const layers = layersOfType(
    reader,
    'sliding_attention',
    config.nDecoderLayers,
    (index) => (index + 1) % pattern !== 0,
  );
  return { config: withWindow(config, reader.nullableNumber('sliding_window', 4096), layers), map: gemmaMap };
};

/** Phi 3: LLaMA with q, k, v and gate, up stored as one matrix each. */
export const phi3: Family = (reader, facts) => {
  const config = shared(reader, facts, { epsilon: 1e-5 });
  const { position, nHeads, nKvHeads, dHead, dFf } = config;
  // Old files call their two lists of factors "su" or "yarn"; none of the other kinds exists for Phi 3.
  if (position.kind === 'rotary' && position.scaling !== null)
    throw unsupported('Phi 3 with scaled rotary positions is not supported.', 'rope_scaling');
  const sizes = [nHeads * dHead, nKvHeads * dHead, nKvHeads * dHead];
  const packed: Rule[] = [
    ...['q', 'k', 'v'].flatMap((part, index) =>
      linear(`${layer}.selfAttention.${part}`, 'layers.*.self_attn.qkv_proj', rowsOf(sizes, index)),
    ),
    ...linear(`${layer}.selfAttention.output`, 'layers.*.self_attn.o_proj'),
    ...['gate', 'up'].flatMap((part, index) =>
      linear(`${layer}.feedForward.${part}`, 'layers.*.mlp.gate_up_proj', rowsOf([dFf, dFf], index)),
    ),
    ...linear(`${layer}.feedForward.down`, 'layers.*.mlp.down_proj'),
  ];
  const window = reader.nullableNumber('sliding_window', null);
  const layers = Array.from({ length: config.nDecoderLayers }, (_, index) => index);
  return { config: withWindow(config, window, layers), map: mapOf(outerRules, packed, twoNorms) };
};
