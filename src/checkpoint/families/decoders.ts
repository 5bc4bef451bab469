import { unsupported } from '../configReader';
import { asIs, linear, norm, rowsPerGroup, type Rule } from '../nameMap';
import { activationOf, allBiases, decoderBase, languageModelHead, noBiases, type Family } from './family';
import { rotaryOf } from './rotary';

const layer = 'decoder.layers.*';

/** OPT: learned positions that skip padding and start at row 2; a layer's `final_layer_norm` is its second norm. */
export const opt: Family = (reader, facts) => {
  const dModel = reader.number('hidden_size');
  const nHeads = reader.number('num_attention_heads');
  const vocabSize = reader.number('vocab_size');
  const dEmbedding = reader.number('word_embed_proj_dim', dModel);
  const bias = reader.flag('enable_bias', true);
  if (!reader.flag('layer_norm_elementwise_affine', true)) {
    throw unsupported('OPT without weights in its norms is not supported.', 'layer_norm_elementwise_affine');
  }
  const isPreNorm = reader.flag('do_layer_norm_before', true);
  return {
    config: {
      ...decoderBase,
      nDecoderLayers: reader.number('num_hidden_layers'),
      dModel,
      nHeads,
      nKvHeads: nHeads,
      dHead: dModel / nHeads,
      dFf: reader.number('ffn_dim'),
      vocabSize,
      targetVocabSize: vocabSize,
      contextLength: reader.number('max_position_embeddings'),
      norm: {
        ...decoderBase.norm,
        placement: isPreNorm ? 'pre' : 'post',
        final: isPreNorm && !reader.flag('_remove_final_layer_norm', false),
      },
      position: { kind: 'learned', offset: 2, skipPadding: true },
      feedForward: {
        activation: activationOf(reader.text('activation_function', 'relu'), 'activation_function'),
        gated: false,
      },
      embedding: {
        ...decoderBase.embedding,
        factorization: dEmbedding === dModel ? null : { dEmbedding, place: 'tokens' },
      },
      bias: { ...(bias ? allBiases : noBiases), norm: true, head: false },
      head: languageModelHead(facts, 'lm_head.weight', 'embed_tokens.weight'),
    },
    map: {
      rules: [
        ['decoder.embedding.token.weight', 'embed_tokens.weight', asIs],
        ['decoder.embedding.position.weight', 'embed_positions.weight', asIs],
        ...linear('decoder.embedding.projection', 'project_in'),
        ...linear('head.inputProjection', 'project_out'),
        ...['q', 'k', 'v'].flatMap((part) =>
          linear(`${layer}.selfAttention.${part}`, `layers.*.self_attn.${part}_proj`),
        ),
        ...linear(`${layer}.selfAttention.output`, 'layers.*.self_attn.out_proj'),
        ...linear(`${layer}.feedForward.up`, 'layers.*.fc1'),
        ...linear(`${layer}.feedForward.down`, 'layers.*.fc2'),
        ...norm(`${layer}.selfAttentionNorm`, 'layers.*.self_attn_layer_norm'),
        ...norm(`${layer}.feedForwardNorm`, 'layers.*.final_layer_norm'),
        ...norm('decoder.finalNorm', 'final_layer_norm'),
        ...linear('head.output', 'lm_head'),
      ],
      ignore: [/^lm_head\.weight$/],
      prefixes: ['model.decoder.', 'decoder.'],
    },
  };
};

const packedHeads = (nHeads: number, dHead: number, theirs: string): Rule[] =>
  (['q', 'k', 'v'] as const).flatMap((part) =>
    linear(`${layer}.selfAttention.${part}`, theirs, rowsPerGroup(nHeads, 1, dHead, part)),
  );

/** GPT-NeoX: partly rotary, the two sub-layers side by side with a norm each. */
export const gptNeoX: Family = (reader, facts) => {
  const dModel = reader.number('hidden_size');
  const nHeads = reader.number('num_attention_heads');
  const vocabSize = reader.number('vocab_size');
  const attentionBias = reader.flag('attention_bias', true);
  return {
    config: {
      ...decoderBase,
      nDecoderLayers: reader.number('num_hidden_layers'),
      dModel,
      nHeads,
      nKvHeads: nHeads,
      dHead: dModel / nHeads,
      dFf: reader.number('intermediate_size'),
      vocabSize,
      targetVocabSize: vocabSize,
      contextLength: reader.number('max_position_embeddings'),
      norm: { ...decoderBase.norm, epsilon: reader.number('layer_norm_eps', 1e-5) },
      position: rotaryOf(reader, { base: 10000, fraction: 0.25 }),
      block: reader.flag('use_parallel_residual', true)
        ? { kind: 'parallel', norms: 'separate' }
        : { kind: 'sequential' },
      feedForward: {
        activation: activationOf(reader.text('hidden_act', 'gelu'), 'hidden_act'),
        gated: false,
      },
      bias: { ...allBiases, queryKeyValue: attentionBias, attentionOutput: attentionBias, head: false },
      head: languageModelHead(facts, 'embed_out.weight', 'embed_in.weight'),
    },
    map: {
      rules: [
        ['decoder.embedding.token.weight', 'embed_in.weight', asIs],
        ...packedHeads(nHeads, dModel / nHeads, 'layers.*.attention.query_key_value'),
        ...linear(`${layer}.selfAttention.output`, 'layers.*.attention.dense'),
        ...linear(`${layer}.feedForward.up`, 'layers.*.mlp.dense_h_to_4h'),
        ...linear(`${layer}.feedForward.down`, 'layers.*.mlp.dense_4h_to_h'),
        ...norm(`${layer}.selfAttentionNorm`, 'layers.*.input_layernorm'),
        ...norm(`${layer}.feedForwardNorm`, 'layers.*.post_attention_layernorm'),
        ...norm('decoder.finalNorm', 'final_layer_norm'),
        ...linear('head.output', 'embed_out'),
      ],
      ignore: [/^embed_out\.weight$/],
      prefixes: ['gpt_neox.'],
    },
  };
};

/** BLOOM: ALiBi, a norm after the embedding, GELU by tanh. */
export const bloom: Family = (reader, facts) => {
  if (reader.flag('apply_residual_connection_post_layernorm', false)) {
    throw unsupported(
      'BLOOM whose residual stream starts after the norm is not supported.',
      'apply_residual_connection_post_layernorm',
    );
  }
  const dModel = reader.number(['hidden_size', 'n_embed', 'n_embd']);
  const nHeads = reader.number(['n_head', 'num_attention_heads']);
  const vocabSize = reader.number('vocab_size');
  return {
    config: {
      ...decoderBase,
      nDecoderLayers: reader.number(['n_layer', 'num_hidden_layers']),
      dModel,
      nHeads,
      nKvHeads: nHeads,
      dHead: dModel / nHeads,
      dFf: reader.number('n_inner', 4 * dModel),
      vocabSize,
      targetVocabSize: vocabSize,
      contextLength: reader.number('seq_length', 2048),
      norm: { ...decoderBase.norm, epsilon: reader.number('layer_norm_epsilon', 1e-5), embedding: true },
      position: { kind: 'alibi' },
      bias: { ...allBiases, head: false },
      head: languageModelHead(facts, 'lm_head.weight', 'word_embeddings.weight'),
    },
    map: {
      rules: [
        ['decoder.embedding.token.weight', 'word_embeddings.weight', asIs],
        ...norm('decoder.embedding.norm', 'word_embeddings_layernorm'),
        ...packedHeads(nHeads, dModel / nHeads, 'h.*.self_attention.query_key_value'),
        ...linear(`${layer}.selfAttention.output`, 'h.*.self_attention.dense'),
        ...linear(`${layer}.feedForward.up`, 'h.*.mlp.dense_h_to_4h'),
        ...linear(`${layer}.feedForward.down`, 'h.*.mlp.dense_4h_to_h'),
        ...norm(`${layer}.selfAttentionNorm`, 'h.*.input_layernorm'),
        ...norm(`${layer}.feedForwardNorm`, 'h.*.post_attention_layernorm'),
        ...norm('decoder.finalNorm', 'ln_f'),
        ...linear('head.output', 'lm_head'),
      ],
      ignore: [/^lm_head\.weight$/],
      prefixes: ['transformer.'],
    },
  };
};

/** Phi: partly rotary, the two sub-layers side by side behind one norm, biases everywhere. */
export const phi: Family = (reader, facts) => {
  const dModel = reader.number('hidden_size');
  const nHeads = reader.number('num_attention_heads');
  const vocabSize = reader.number('vocab_size');
  return {
    config: {
      ...decoderBase,
      nDecoderLayers: reader.number('num_hidden_layers'),
      dModel,
      nHeads,
      nKvHeads: reader.number('num_key_value_heads', nHeads),
      dHead: dModel / nHeads,
      dFf: reader.number('intermediate_size', 4 * dModel),
      vocabSize,
      targetVocabSize: vocabSize,
      contextLength: reader.number('max_position_embeddings'),
      norm: {
        ...decoderBase.norm,
        epsilon: reader.number('layer_norm_eps', 1e-5),
        queryKey: reader.flag('qk_layernorm', false),
      },
      position: rotaryOf(reader, { base: 10000, fraction: 0.5 }),
      block: { kind: 'parallel', norms: 'shared' },
      feedForward: {
        activation: activationOf(reader.text('hidden_act', 'gelu_new'), 'hidden_act'),
        gated: false,
      },
      bias: allBiases,
      head: languageModelHead(facts, 'lm_head.weight', 'embed_tokens.weight'),
    },
    map: {
      rules: [
        ['decoder.embedding.token.weight', 'embed_tokens.weight', asIs],
        ...['q', 'k', 'v'].flatMap((part) =>
          linear(`${layer}.selfAttention.${part}`, `layers.*.self_attn.${part}_proj`),
        ),
        ...linear(`${layer}.selfAttention.output`, 'layers.*.self_attn.dense'),
        ...norm(`${layer}.selfAttention.qNorm`, 'layers.*.self_attn.q_layernorm'),
        ...norm(`${layer}.selfAttention.kNorm`, 'layers.*.self_attn.k_layernorm'),
        ...linear(`${layer}.feedForward.up`, 'layers.*.mlp.fc1'),
        ...linear(`${layer}.feedForward.down`, 'layers.*.mlp.fc2'),
        ...norm(`${layer}.selfAttentionNorm`, 'layers.*.input_layernorm'),
        ...norm('decoder.finalNorm', 'final_layernorm'),
        ...linear('head.output', 'lm_head'),
      ],
      ignore: [/^lm_head\.weight$/],
      prefixes: ['model.'],
    },
  };
};
