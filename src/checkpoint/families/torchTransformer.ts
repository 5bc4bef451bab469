import { AppError } from '../../shared/errors';
import { asIs, linear, norm, rowsOf, transpose, type Rule } from '../nameMap';
import {
  activationOf,
  allBiases,
  encoderDecoderBase,
  languageModelHead,
  noBiases,
  type Family,
} from './family';

/** Sinusoids have no limit of their own. */
const CONTEXT_LENGTH = 512;

/** torch.nn.Transformer between embeddings and a generator, as in "Attention is all you need". */
export const torchTransformer: Family = (reader, facts) => {
  const dModel = reader.number('d_model');
  const nHeads = reader.number('nhead');
  const shared = reader.flag('shared_embedding', false);
  const bias = reader.flag('bias', true);
  const encoding = reader.text('positional_encoding', 'sinusoidal');
  if (!encoding.startsWith('sinusoidal')) {
    throw new AppError(
      'unsupportedModel',
      `positional_encoding ${encoding} is not supported.`,
      'positional_encoding',
    );
  }
  const decoderEmbedding = shared ? 'src_embed.weight' : 'tgt_embed.weight';
  return {
    config: {
      ...encoderDecoderBase,
      nEncoderLayers: reader.number('num_encoder_layers'),
      nDecoderLayers: reader.number('num_decoder_layers'),
      dModel,
      nHeads,
      nKvHeads: nHeads,
      dHead: dModel / nHeads,
      dFf: reader.number('dim_feedforward'),
      vocabSize: reader.number('src_vocab_size'),
      targetVocabSize: reader.number('tgt_vocab_size'),
      contextLength: CONTEXT_LENGTH,
      norm: {
        ...encoderDecoderBase.norm,
        placement: reader.flag('norm_first', false) ? 'pre' : 'post',
        epsilon: reader.number('layer_norm_eps', 1e-5),
        // torch adds a norm after each stack, for post-norm too.
        final: true,
      },
      feedForward: { activation: activationOf(reader.text('activation'), 'activation'), gated: false },
      embedding: { scaled: reader.has('embedding_scale'), shared, factorization: null },
      bias: { ...(bias ? allBiases : noBiases), head: facts.has('generator.bias') },
      head: languageModelHead(facts, 'generator.weight', decoderEmbedding),
    },
    map: {
      rules: [
        ['encoder.embedding.token.weight', 'src_embed.weight', asIs],
        ['decoder.embedding.token.weight', 'tgt_embed.weight', asIs],
        ...packedAttention('encoder.layers.*.selfAttention', 'encoder.layers.*.self_attn', dModel),
        ...packedAttention('decoder.layers.*.selfAttention', 'decoder.layers.*.self_attn', dModel),
        ...packedAttention('decoder.layers.*.crossAttention', 'decoder.layers.*.multihead_attn', dModel),
        ...(['encoder', 'decoder'] as const).flatMap((stack) => [
          ...linear(`${stack}.layers.*.feedForward.up`, `${stack}.layers.*.linear1`),
          ...linear(`${stack}.layers.*.feedForward.down`, `${stack}.layers.*.linear2`),
          ...norm(`${stack}.layers.*.selfAttentionNorm`, `${stack}.layers.*.norm1`),
          ...norm(`${stack}.finalNorm`, `${stack}.norm`),
        ]),
        ...norm('encoder.layers.*.feedForwardNorm', 'encoder.layers.*.norm2'),
        ...norm('decoder.layers.*.crossAttentionNorm', 'decoder.layers.*.norm2'),
        ...norm('decoder.layers.*.feedForwardNorm', 'decoder.layers.*.norm3'),
        ...linear('head.output', 'generator', transpose),
      ],
      ignore: [/^generator\.weight$/, /^tgt_embed\.weight$/],
      prefixes: ['transformer.'],
    },
  };
};

function packedAttention(ours: string, theirs: string, dModel: number): Rule[] {
  const sizes = [dModel, dModel, dModel];
  return [
    ...['q', 'k', 'v'].flatMap((part, index): Rule[] => [
      [`${ours}.${part}.weight`, `${theirs}.in_proj_weight`, rowsOf(sizes, index)],
      [`${ours}.${part}.bias`, `${theirs}.in_proj_bias`, rowsOf(sizes, index)],
    ]),
    ...linear(`${ours}.output`, `${theirs}.out_proj`),
  ];
}
