import { unsupported } from '../configReader';
import { asIs, columnsOf, linear, norm, type Rule } from '../nameMap';
import { activationOf, decoderBase, languageModelHead, type Family } from './family';

/** GPT-2: Conv1D weights are stored [in, out], with q, k and v side by side. */
export const gpt2: Family = (reader, facts) => {
  for (const flag of ['scale_attn_by_inverse_layer_idx', 'add_cross_attention']) {
    if (reader.flag(flag, false)) throw unsupported(`GPT-2 with ${flag} is not supported.`, flag);
  }
  const dModel = reader.number(['n_embd', 'hidden_size']);
  const nHeads = reader.number(['n_head', 'num_attention_heads']);
  const vocabSize = reader.number('vocab_size');
  const layer = 'decoder.layers.*';
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
      contextLength: reader.number(['n_positions', 'n_ctx', 'max_position_embeddings']),
      norm: { ...decoderBase.norm, epsilon: reader.number('layer_norm_epsilon', 1e-5) },
      feedForward: {
        activation: activationOf(reader.text('activation_function', 'gelu_new'), 'activation_function'),
        gated: false,
      },
      attention: { ...decoderBase.attention, scoreScale: reader.flag('scale_attn_weights', true) ? null : 1 },
      head: languageModelHead(facts, 'lm_head.weight', 'wte.weight'),
    },
    map: {
      rules: [
        ['decoder.embedding.token.weight', 'wte.weight', asIs],
        ['decoder.embedding.position.weight', 'wpe.weight', asIs],
        ...['q', 'k', 'v'].flatMap((part, index): Rule[] =>
          linear(`${layer}.selfAttention.${part}`, 'h.*.attn.c_attn', columnsOf(3, index)),
        ),
        ...linear(`${layer}.selfAttention.output`, 'h.*.attn.c_proj', asIs),
        ...linear(`${layer}.feedForward.up`, 'h.*.mlp.c_fc', asIs),
        ...linear(`${layer}.feedForward.down`, 'h.*.mlp.c_proj', asIs),
        ...norm(`${layer}.selfAttentionNorm`, 'h.*.ln_1'),
        ...norm(`${layer}.feedForwardNorm`, 'h.*.ln_2'),
        ...norm('decoder.finalNorm', 'ln_f'),
        ...linear('head.output', 'lm_head'),
      ],
      ignore: [/^lm_head\.weight$/],
      prefixes: ['transformer.'],
    },
  };
};
