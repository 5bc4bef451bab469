import type { Activation, ModelConfig, Stack } from '../../model/config/types';
import { unsupported, type ConfigReader } from '../configReader';
import { asIs, flatten, linear, norm, transpose, type Rule } from '../nameMap';
import {
  activationOf,
  allBiases,
  encoderDecoderBase,
  languageModelHead,
  noBiases,
  type Family,
  type FamilyImport,
  type FileFacts,
} from './family';

const stacks: readonly Stack[] = ['encoder', 'decoder'];

interface BartForm {
  readonly isPreNorm: boolean;
  readonly embeddingNorm: boolean;
  readonly position: ModelConfig['position'];
}

/** BART and its kin: Marian, mBART, Pegasus. They differ in norms and positions. */
function bartLike(reader: ConfigReader, facts: FileFacts, form: BartForm): FamilyImport {
  const dModel = reader.number('d_model');
  const nHeads = reader.number('encoder_attention_heads');
  if (reader.number('decoder_attention_heads', 16) !== nHeads) {
    throw unsupported(
      'Encoder and decoder with different numbers of heads are not supported.',
      'decoder_attention_heads',
    );
  }
  const dFf = reader.number('encoder_ffn_dim');
  if (reader.number('decoder_ffn_dim', 4096) !== dFf) {
    throw unsupported(
      'Encoder and decoder with different feed-forward sizes are not supported.',
      'decoder_ffn_dim',
    );
  }
  const vocabSize = reader.number('vocab_size');
  const isShared = reader.flag('share_encoder_decoder_embeddings', true);
  const isMissingShared = !facts.has('shared.weight');
  const sharedNames = ['shared.weight', 'encoder.embed_tokens.weight', 'decoder.embed_tokens.weight'];
  const decoderTable = isShared
    ? (sharedNames.find((name) => facts.has(name)) ?? '')
    : 'decoder.embed_tokens.weight';
  const learned = form.position.kind === 'learned';
  return {
    config: {
      ...encoderDecoderBase,
      nEncoderLayers: reader.number('encoder_layers'),
      nDecoderLayers: reader.number('decoder_layers'),
      dModel,
      nHeads,
      nKvHeads: nHeads,
      dHead: dModel / nHeads,
      dFf,
      vocabSize,
      targetVocabSize: isShared ? vocabSize : reader.number('decoder_vocab_size', vocabSize),
      contextLength: reader.number('max_position_embeddings'),
      norm: {
        ...encoderDecoderBase.norm,
        placement: form.isPreNorm ? 'pre' : 'post',
        embedding: form.embeddingNorm,
        final: form.isPreNorm,
      },
      position: form.position,
      feedForward: {
        activation: activationOf(reader.text('activation_function', 'gelu'), 'activation_function'),
        gated: false,
      },
      embedding: { scaled: reader.flag('scale_embedding', false), shared: isShared, factorization: null },
      bias: { ...allBiases, head: facts.has('final_logits_bias') },
      head: languageModelHead(facts, 'lm_head.weight', decoderTable),
    },
    map: {
      rules: [
        [
          'encoder.embedding.token.weight',
          isShared ? sharedNames : ['encoder.embed_tokens.weight', 'shared.weight'],
          asIs,
        ],
        ['decoder.embedding.token.weight', 'decoder.embed_tokens.weight', asIs],
        ['head.output.weight', 'lm_head.weight', transpose],
        ['head.output.bias', 'final_logits_bias', flatten],
        ...stacks.flatMap((stack): Rule[] => [
          [`${stack}.embedding.position.weight`, `${stack}.embed_positions.weight`, asIs],
          ...norm(`${stack}.embedding.norm`, `${stack}.layernorm_embedding`),
          ...norm(`${stack}.finalNorm`, `${stack}.layer_norm`),
          ...attention(stack, 'selfAttention', 'self_attn'),
          ...norm(`${stack}.layers.*.selfAttentionNorm`, `${stack}.layers.*.self_attn_layer_norm`),
          ...linear(`${stack}.layers.*.feedForward.up`, `${stack}.layers.*.fc1`),
          ...linear(`${stack}.layers.*.feedForward.down`, `${stack}.layers.*.fc2`),
          ...norm(`${stack}.layers.*.feedForwardNorm`, `${stack}.layers.*.final_layer_norm`),
        ]),
        ...attention('decoder', 'crossAttention', 'encoder_attn'),
        ...norm('decoder.layers.*.crossAttentionNorm', 'decoder.layers.*.encoder_attn_layer_norm'),
      ],
      ignore: [
        /^lm_head\.weight$/,
        ...(isShared ? [/^(?:en|de)coder\.embed_tokens\.weight$/] : []),
        ...(isShared || isMissingShared ? [] : [/^shared\.weight$/]),
        /^(?:en|de)coder\.version$/,
        ...(learned ? [] : [/^(?:en|de)coder\.embed_positions\.weight$/]),
      ],
      prefixes: ['model.'],
    },
  };
}

function attention(stack: Stack, ours: string, theirs: string): Rule[] {
  return [
    ...['q', 'k', 'v'].flatMap((part) =>
      linear(`${stack}.layers.*.${ours}.${part}`, `${stack}.layers.*.${theirs}.${part}_proj`),
    ),
    ...linear(`${stack}.layers.*.${ours}.output`, `${stack}.layers.*.${theirs}.out_proj`),
  ];
}

const offsetTwo = { kind: 'learned', offset: 2, skipPadding: false } as const;
const sinesFirst = { kind: 'sinusoidal', order: 'halves' } as const;

export const bart: Family = (reader, facts) =>
  bartLike(reader, facts, { isPreNorm: false, embeddingNorm: true, position: offsetTwo });

export const mbart: Family = (reader, facts) =>
  bartLike(reader, facts, { isPreNorm: true, embeddingNorm: true, position: offsetTwo });

export const marian: Family = (reader, facts) =>
  bartLike(reader, facts, { isPreNorm: false, embeddingNorm: false, position: sinesFirst });

export const pegasus: Family = (reader, facts) =>
  bartLike(reader, facts, { isPreNorm: true, embeddingNorm: false, position: sinesFirst });

/** Relative positions have no limit; T5 was trained with 512. */
const T5_CONTEXT = 512;

/** T5 1.0 and 1.1 (gated, output matrix of its own). */
export const t5: Family = (reader, facts) => {
  // Newer files say it; in older ones the factor belongs to tied weights.
  const isScaled = reader.has('scale_decoder_outputs')
    ? reader.flag('scale_decoder_outputs', true)
    : reader.flag('tie_word_embeddings', true);
  return t5Like(reader, facts, { isScaled, feedForward: 'relu' });
};

/** mT5: T5 1.1 that never scales what the output matrix reads. */
export const mt5: Family = (reader, facts) =>
  t5Like(reader, facts, { isScaled: false, feedForward: 'gated-gelu' });

function t5Like(
  reader: ConfigReader,
  facts: FileFacts,
  { isScaled, feedForward: usual }: { readonly isScaled: boolean; readonly feedForward: string },
): FamilyImport {
  const dModel = reader.number('d_model');
  const nHeads = reader.number('num_heads');
  const vocabSize = reader.number('vocab_size');
  const nLayers = reader.number('num_layers');
  const embedding = facts.has('shared.weight') ? 'shared.weight' : 'encoder.embed_tokens.weight';
  const { activation, gated } = t5FeedForward(reader.text('feed_forward_proj', usual));
  return {
    config: {
      ...encoderDecoderBase,
      nEncoderLayers: nLayers,
      nDecoderLayers: reader.number('num_decoder_layers', nLayers),
      dModel,
      nHeads,
      nKvHeads: nHeads,
      dHead: reader.number('d_kv'),
      dFf: reader.number('d_ff'),
      vocabSize,
      targetVocabSize: vocabSize,
      contextLength: reader.number('n_positions', T5_CONTEXT),
      norm: {
        ...encoderDecoderBase.norm,
        kind: 'rmsNorm',
        placement: 'pre',
        epsilon: reader.number('layer_norm_epsilon', 1e-6),
        final: true,
      },
      position: {
        kind: 't5',
        buckets: reader.number('relative_attention_num_buckets', 32),
        maxDistance: reader.number('relative_attention_max_distance', 128),
      },
      feedForward: { activation, gated },
      attention: { ...encoderDecoderBase.attention, scoreScale: 1 },
      embedding: { scaled: false, shared: true, factorization: null },
      bias: noBiases,
      head: languageModelHead(facts, 'lm_head.weight', embedding, { scale: isScaled ? dModel ** -0.5 : 1 }),
    },
    map: {
      rules: [
        ['encoder.embedding.token.weight', ['shared.weight', 'encoder.embed_tokens.weight'], asIs],
        ...stacks.flatMap((stack): Rule[] => {
          const feedForward = stack === 'encoder' ? 1 : 2;
          const theirs = `${stack}.block.*.layer`;
          const ours = `${stack}.layers.*`;
          return [
            [
              `${stack}.relativeBias.weight`,
              `${stack}.block.0.layer.0.SelfAttention.relative_attention_bias.weight`,
              asIs,
            ],
            ...t5Attention(`${ours}.selfAttention`, `${theirs}.0.SelfAttention`),
            ...norm(`${ours}.selfAttentionNorm`, `${theirs}.0.layer_norm`),
            ...linear(`${ours}.feedForward.gate`, `${theirs}.${feedForward}.DenseReluDense.wi_0`),
            ...linear(
              `${ours}.feedForward.up`,
              `${theirs}.${feedForward}.DenseReluDense.${gated ? 'wi_1' : 'wi'}`,
            ),
            ...linear(`${ours}.feedForward.down`, `${theirs}.${feedForward}.DenseReluDense.wo`),
            ...norm(`${ours}.feedForwardNorm`, `${theirs}.${feedForward}.layer_norm`),
            ...norm(`${stack}.finalNorm`, `${stack}.final_layer_norm`),
          ];
        }),
        ...t5Attention('decoder.layers.*.crossAttention', 'decoder.block.*.layer.1.EncDecAttention'),
        ...norm('decoder.layers.*.crossAttentionNorm', 'decoder.block.*.layer.1.layer_norm'),
        ...linear('head.output', 'lm_head'),
      ],
      ignore: [
        /^lm_head\.weight$/,
        /^(?:en|de)coder\.embed_tokens\.weight$/,
        // Old files have a bias for cross-attention that no version ever read.
        /^decoder\.block\.0\.layer\.1\.EncDecAttention\.relative_attention_bias\.weight$/,
      ],
      prefixes: [],
    },
  };
}

function t5Attention(ours: string, theirs: string): Rule[] {
  return [
    ...['q', 'k', 'v'].flatMap((part) => linear(`${ours}.${part}`, `${theirs}.${part}`)),
    ...linear(`${ours}.output`, `${theirs}.o`),
  ];
}

function t5FeedForward(text: string): { readonly activation: Activation; readonly gated: boolean } {
  const gated = text.startsWith('gated-');
  const name = gated ? text.slice('gated-'.length) : text;
  // "gated-gelu" has always meant the tanh form.
  if (gated && name === 'gelu') return { activation: 'geluTanh', gated };
  return { activation: activationOf(name, 'feed_forward_proj'), gated };
}
