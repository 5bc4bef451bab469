import { unsupported } from '../configReader';
import { asIs, linear, norm, rowsPerGroup, type Rule } from '../nameMap';
import { activationOf, allBiases, decoderBase, languageModelHead, noBiases, type Family } from './family';
import { rotaryOf } from './rotary';

const layer = 'decoder.layers.*';

/** GPT-J: neighbouring dimensions are rotated in pairs; one norm for both sub-layers; biases only where it feeds forward. */
export const gptj: Family = (reader, facts) => {
  const dModel = reader.number(['n_embd', 'hidden_size']);
  const nHeads = reader.number(['n_head', 'num_attention_heads']);
  const vocabSize = reader.number('vocab_size');
  const dHead = dModel / nHeads;
  const rotaryDim = reader.nullableNumber('rotary_dim', 64);
  if (rotaryDim === null) throw unsupported('GPT-J without rotary_dim is not supported.', 'rotary_dim');
  return {
    config: {
      ...decoderBase,
      nDecoderLayers: reader.number(['n_layer', 'num_hidden_layers']),
      dModel,
      nHeads,
      nKvHeads: nHeads,
      dHead,
      dFf: reader.number('n_inner', 4 * dModel),
      vocabSize,
      targetVocabSize: vocabSize,
      contextLength: reader.number(['n_positions', 'max_position_embeddings']),
      norm: { ...decoderBase.norm, epsilon: reader.number('layer_norm_epsilon', 1e-5) },
      position: {
        kind: 'rotary',
        base: 10000,
        fraction: rotaryDim / dHead,
        pairing: 'interleaved',
        scaling: null,
        localBase: null,
      },
      block: { kind: 'parallel', norms: 'shared' },
      feedForward: {
        activation: activationOf(reader.text('activation_function', 'gelu_new'), 'activation_function'),
        gated: false,
      },
      bias: { ...allBiases, queryKeyValue: false, attentionOutput: false },
      head: languageModelHead(facts, 'lm_head.weight', 'wte.weight'),
    },
    map: {
      rules: [
        ['decoder.embedding.token.weight', 'wte.weight', asIs],
        ...['q', 'k', 'v'].flatMap((part) =>
          linear(`${layer}.selfAttention.${part}`, `h.*.attn.${part}_proj`),
        ),
        ...linear(`${layer}.selfAttention.output`, 'h.*.attn.out_proj'),
        ...linear(`${layer}.feedForward.up`, 'h.*.mlp.fc_in'),
        ...linear(`${layer}.feedForward.down`, 'h.*.mlp.fc_out'),
        ...norm(`${layer}.selfAttentionNorm`, 'h.*.ln_1'),
        ...norm('decoder.finalNorm', 'ln_f'),
        ...linear('head.output', 'lm_head'),
      ],
      ignore: [/^lm_head\.weight$/, /\.attn\.embed_positions$/],
      prefixes: ['transformer.'],
    },
  };
};

/** Falcon: q, k and v in one matrix by groups; both sub-layers side by side, behind one norm or a norm each. */
export const falcon: Family = (reader, facts) => {
  if (reader.flag('alibi', false))
    throw unsupported('Falcon with ALiBi, which it scales in a way of its own, is not supported.', 'alibi');
  const dModel = reader.number(['hidden_size', 'n_embed']);
  const nHeads = reader.number(['num_attention_heads', 'n_head']);
  const vocabSize = reader.number('vocab_size');
  const dHead = dModel / nHeads;
  const isNew = reader.flag('new_decoder_architecture', false);
  const nKvHeads = isNew
    ? (reader.nullableNumber('num_kv_heads', nHeads) ?? nHeads)
    : reader.flag('multi_query', true)
      ? 1
      : nHeads;
  const isParallel = isNew || reader.flag('parallel_attn', true);
  const hasTwoNorms = isNew && (reader.nullableNumber('num_ln_in_parallel_attn', 2) ?? 2) === 2;
  const bias = reader.flag('bias', false);
  return {
    config: {
      ...decoderBase,
      nDecoderLayers: reader.number(['num_hidden_layers', 'n_layer']),
      dModel,
      nHeads,
      nKvHeads,
      dHead,
      dFf: reader.number('ffn_hidden_size', 4 * dModel),
      vocabSize,
      targetVocabSize: vocabSize,
      contextLength: reader.number('max_position_embeddings', 2048),
      norm: { ...decoderBase.norm, epsilon: reader.number('layer_norm_epsilon', 1e-5) },
      position: rotaryOf(reader, { base: 10000 }),
      block: isParallel
        ? { kind: 'parallel', norms: hasTwoNorms ? 'separate' : 'shared' }
        : { kind: 'sequential' },
      feedForward: {
        activation: activationOf(reader.text('activation', 'gelu'), 'activation'),
        gated: false,
      },
      bias: { ...noBiases, queryKeyValue: bias, attentionOutput: bias, feedForward: bias, norm: true },
      head: languageModelHead(facts, 'lm_head.weight', 'word_embeddings.weight'),
    },
    map: {
      rules: [
        ['decoder.embedding.token.weight', 'word_embeddings.weight', asIs],
        ...(['q', 'k', 'v'] as const).flatMap((part): Rule[] =>
          linear(
            `${layer}.selfAttention.${part}`,
            'h.*.self_attention.query_key_value',
            rowsPerGroup(nKvHeads, nHeads / nKvHeads, dHead, part),
          ),
        ),
        ...linear(`${layer}.selfAttention.output`, 'h.*.self_attention.dense'),
        ...linear(`${layer}.feedForward.up`, 'h.*.mlp.dense_h_to_4h'),
        ...linear(`${layer}.feedForward.down`, 'h.*.mlp.dense_4h_to_h'),
        ...norm(`${layer}.selfAttentionNorm`, hasTwoNorms ? 'h.*.ln_attn' : 'h.*.input_layernorm'),
        ...norm(`${layer}.feedForwardNorm`, hasTwoNorms ? 'h.*.ln_mlp' : 'h.*.post_attention_layernorm'),
        ...norm('decoder.finalNorm', 'ln_f'),
        ...linear('head.output', 'lm_head'),
      ],
      ignore: [/^lm_head\.weight$/],
      prefixes: ['transformer.'],
    },
  };
};
