import type { ModelConfig } from '../../model/config/types';
import { unsupported, type ConfigReader } from '../configReader';
import { asIs, linear, norm, type Rule } from '../nameMap';
import { headKind, sizes, withHead } from './encoderHead';
import { activationOf, allBiases, encoderBase, type Family } from './family';

const layer = 'encoder.layers.*';

function bertLikeConfig(reader: ConfigReader): ModelConfig {
  const position = reader.text('position_embedding_type', 'absolute');
  if (position !== 'absolute')
    throw unsupported(`Positions of the type ${position} are not supported.`, 'position_embedding_type');
  if (reader.flag('is_decoder', false) || reader.flag('add_cross_attention', false)) {
    throw unsupported('BERT as a decoder is not supported.', 'is_decoder');
  }
  return {
    ...encoderBase,
    ...sizes(reader),
    contextLength: reader.number('max_position_embeddings'),
    nSegments: reader.number('type_vocab_size', 2),
    norm: { ...encoderBase.norm, epsilon: reader.number('layer_norm_eps', 1e-12) },
    feedForward: { activation: activationOf(reader.text('hidden_act', 'gelu'), 'hidden_act'), gated: false },
    bias: allBiases,
  };
}

const bertRules: readonly Rule[] = [
  ['encoder.embedding.token.weight', 'embeddings.word_embeddings.weight', asIs],
  ['encoder.embedding.position.weight', 'embeddings.position_embeddings.weight', asIs],
  ['encoder.embedding.segment.weight', 'embeddings.token_type_embeddings.weight', asIs],
  ...norm('encoder.embedding.norm', 'embeddings.LayerNorm'),
  ...linear('encoder.embedding.projection', 'embeddings_project'),
  ...linear(`${layer}.selfAttention.q`, 'encoder.layer.*.attention.self.query'),
  ...linear(`${layer}.selfAttention.k`, 'encoder.layer.*.attention.self.key'),
  ...linear(`${layer}.selfAttention.v`, 'encoder.layer.*.attention.self.value'),
  ...linear(`${layer}.selfAttention.output`, 'encoder.layer.*.attention.output.dense'),
  ...norm(`${layer}.selfAttentionNorm`, 'encoder.layer.*.attention.output.LayerNorm'),
  ...linear(`${layer}.feedForward.up`, 'encoder.layer.*.intermediate.dense'),
  ...linear(`${layer}.feedForward.down`, 'encoder.layer.*.output.dense'),
  ...norm(`${layer}.feedForwardNorm`, 'encoder.layer.*.output.LayerNorm'),
];

const embedding = 'embeddings.word_embeddings.weight';
const tanhTransform = { activation: 'tanh', bias: true, norm: false } as const;

export const bert: Family = (reader, facts) =>
  withHead(reader, facts, {
    config: bertLikeConfig(reader),
    rules: bertRules,
    prefixes: ['bert.'],
    embedding,
    maskedHead: {
      transform: 'cls.predictions.transform.dense',
      transformNorm: 'cls.predictions.transform.LayerNorm',
      output: 'cls.predictions.decoder',
      outputBias: ['cls.predictions.bias', 'cls.predictions.decoder.bias'],
    },
    sequenceHead: { transform: 'pooler.dense', output: 'classifier', activation: tanhTransform },
    ignore: [
      /^cls\.seq_relationship\./,
      ...(headKind(facts) === 'sequenceClassification' ? [] : [/^pooler\./]),
      ...(headKind(facts) === 'maskedLanguageModel' ? [] : [/^cls\./]),
    ],
  });

/** RoBERTa, XLM-RoBERTa, CamemBERT: positions begin after the row of padding and count only what is not padding. */
export const roberta: Family = (reader, facts) => {
  const config = bertLikeConfig(reader);
  const offset = reader.number('pad_token_id', 1) + 1;
  const imported = withHead(reader, facts, {
    config: {
      ...config,
      contextLength: config.contextLength - offset,
      position: { kind: 'learned', offset, skipPadding: false },
    },
    rules: bertRules,
    prefixes: ['roberta.'],
    embedding,
    maskedHead: {
      transform: 'lm_head.dense',
      transformNorm: 'lm_head.layer_norm',
      output: 'lm_head.decoder',
      outputBias: ['lm_head.bias', 'lm_head.decoder.bias'],
    },
    sequenceHead: { transform: 'classifier.dense', output: 'classifier.out_proj', activation: tanhTransform },
    ignore: [/^pooler\./, ...(headKind(facts) === 'maskedLanguageModel' ? [] : [/^lm_head\./])],
  });
  // The transform of RoBERTa's head is always GELU.
  const { head } = imported.config;
  const isMasked = head.kind === 'maskedLanguageModel' && head.transform !== null;
  return {
    ...imported,
    config: isMasked
      ? { ...imported.config, head: { ...head, transform: { activation: 'gelu', bias: true } } }
      : imported.config,
    positionsSkipPadId: true,
  };
};

/** ELECTRA: token vectors may be narrower than the layers; the generator is the masked language model. */
export const electra: Family = (reader, facts) => {
  const base = bertLikeConfig(reader);
  const dEmbedding = reader.number('embedding_size', 128);
  const config: ModelConfig = {
    ...base,
    embedding: {
      ...base.embedding,
      factorization: dEmbedding === base.dModel ? null : { dEmbedding, place: 'sum' },
    },
  };
  if (facts.architecture === 'ElectraForPreTraining') {
    return {
      config: {
        ...config,
        head: {
          kind: 'tokenClassification',
          labels: 1,
          transform: { activation: config.feedForward.activation, bias: true, norm: false },
        },
      },
      map: {
        rules: [
          ...bertRules,
          ...linear('head.transform', 'discriminator_predictions.dense'),
          ...linear('head.output', 'discriminator_predictions.dense_prediction'),
        ],
        ignore: [],
        prefixes: ['electra.'],
      },
    };
  }
  const imported = withHead(reader, facts, {
    config,
    rules: bertRules,
    prefixes: ['electra.'],
    embedding,
    maskedHead: {
      transform: 'generator_predictions.dense',
      transformNorm: 'generator_predictions.LayerNorm',
      output: 'generator_lm_head',
      outputBias: ['generator_lm_head.bias'],
    },
    sequenceHead: {
      transform: 'classifier.dense',
      output: 'classifier.out_proj',
      activation: { activation: 'gelu', bias: true, norm: false },
    },
    ignore: [
      /^discriminator_predictions\./,
      ...(headKind(facts) === 'maskedLanguageModel' ? [] : [/^generator_/]),
    ],
  });
  const { head } = imported.config;
  // The generator's head is always GELU.
  return head.kind === 'maskedLanguageModel'
    ? {
        ...imported,
        config: { ...imported.config, head: { ...head, transform: { activation: 'gelu', bias: true } } },
      }
    : imported;
};

export const distilbert: Family = (reader, facts) => {
  const dModel = reader.number(['dim', 'hidden_size']);
  const nHeads = reader.number(['n_heads', 'num_attention_heads']);
  const vocabSize = reader.number('vocab_size');
  const config: ModelConfig = {
    ...encoderBase,
    nEncoderLayers: reader.number(['n_layers', 'num_hidden_layers']),
    dModel,
    nHeads,
    nKvHeads: nHeads,
    dHead: dModel / nHeads,
    dFf: reader.number(['hidden_dim', 'intermediate_size']),
    vocabSize,
    targetVocabSize: vocabSize,
    contextLength: reader.number('max_position_embeddings'),
    nSegments: 0,
    feedForward: { activation: activationOf(reader.text('activation', 'gelu'), 'activation'), gated: false },
    bias: allBiases,
  };
  const theirs = 'transformer.layer.*';
  return withHead(reader, facts, {
    config,
    rules: [
      ['encoder.embedding.token.weight', embedding, asIs],
      ['encoder.embedding.position.weight', 'embeddings.position_embeddings.weight', asIs],
      ...norm('encoder.embedding.norm', 'embeddings.LayerNorm'),
      ...['q', 'k', 'v'].flatMap((part) =>
        linear(`${layer}.selfAttention.${part}`, `${theirs}.attention.${part}_lin`),
      ),
      ...linear(`${layer}.selfAttention.output`, `${theirs}.attention.out_lin`),
      ...norm(`${layer}.selfAttentionNorm`, `${theirs}.sa_layer_norm`),
      ...linear(`${layer}.feedForward.up`, `${theirs}.ffn.lin1`),
      ...linear(`${layer}.feedForward.down`, `${theirs}.ffn.lin2`),
      ...norm(`${layer}.feedForwardNorm`, `${theirs}.output_layer_norm`),
    ],
    prefixes: ['distilbert.'],
    embedding,
    maskedHead: {
      transform: 'vocab_transform',
      transformNorm: 'vocab_layer_norm',
      output: 'vocab_projector',
      outputBias: ['vocab_projector.bias'],
    },
    sequenceHead: {
      transform: 'pre_classifier',
      output: 'classifier',
      activation: { activation: 'relu', bias: true, norm: false },
    },
    ignore: headKind(facts) === 'maskedLanguageModel' ? [] : [/^vocab_/],
  });
};
