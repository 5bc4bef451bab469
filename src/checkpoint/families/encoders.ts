import type { Head, ModelConfig } from '../../model/config/types';
import { unsupported, type ConfigReader } from '../configReader';
import { asIs, linear, norm, rowsOf, transpose, type Rule } from '../nameMap';
import {
  activationOf,
  allBiases,
  encoderBase,
  labelsOf,
  noBiases,
  type Family,
  type FamilyImport,
  type FileFacts,
} from './family';
import { layersOfType, rotaryOf } from './rotary';

const layer = 'encoder.layers.*';

type HeadKind = 'maskedLanguageModel' | 'tokenClassification' | 'sequenceClassification' | 'span';

/** The head that the file's class has; without a class, what the tensors tell. */
function headKind(facts: FileFacts): HeadKind {
  const { architecture } = facts;
  if (/ForTokenClassification$/.test(architecture)) return 'tokenClassification';
  if (/ForSequenceClassification$/.test(architecture)) return 'sequenceClassification';
  if (/ForQuestionAnswering$/.test(architecture)) return 'span';
  if (/ForMaskedLM$|ForPreTraining$/.test(architecture)) return 'maskedLanguageModel';
  if (architecture !== '') throw unsupported(`The class ${architecture} is not supported.`, 'architectures');
  if (facts.has('qa_outputs.weight')) return 'span';
  return facts.has('classifier.weight') ? 'tokenClassification' : 'maskedLanguageModel';
}

interface HeadNames {
  readonly transform: string;
  readonly transformNorm: string;
  readonly output: string;
  /** Where the bias of the output is, if not with its matrix. */
  readonly outputBias: readonly string[];
}

interface EncoderForm {
  readonly config: ModelConfig;
  readonly rules: readonly Rule[];
  readonly prefixes: readonly string[];
  readonly embedding: string;
  readonly maskedHead: HeadNames;
  readonly sequenceHead: {
    readonly transform: string;
    readonly output: string;
    readonly activation: Extract<Head, { kind: 'sequenceClassification' }>['transform'];
  };
  readonly ignore: readonly RegExp[];
}

/** Puts the head of the file's class on an encoder. */
function withHead(reader: ConfigReader, facts: FileFacts, form: EncoderForm): FamilyImport {
  const kind = headKind(facts);
  const { config, maskedHead, sequenceHead } = form;
  const ignore = [...form.ignore];
  const rules = [...form.rules];
  const head = ((): Head => {
    switch (kind) {
      case 'maskedLanguageModel': {
        const stored = `${maskedHead.output}.weight`;
        const tied = !facts.has(stored) || facts.same(stored, form.embedding);
        rules.push(
          ...linear('head.transform', maskedHead.transform),
          ...norm('head.transformNorm', maskedHead.transformNorm),
          ['head.output.weight', stored, transpose],
          ['head.output.bias', maskedHead.outputBias, asIs],
        );
        for (const name of [stored, ...maskedHead.outputBias])
          ignore.push(new RegExp(`^${name.replaceAll('.', '\\.')}$`));
        return {
          kind,
          tied,
          transform: {
            activation: config.feedForward.activation,
            bias: facts.has(`${maskedHead.transform}.bias`),
          },
        };
      }
      case 'tokenClassification':
        rules.push(...linear('head.output', 'classifier'));
        return { kind, labels: labelsOf(reader), transform: null };
      case 'span':
        rules.push(...linear('head.output', 'qa_outputs'));
        return { kind };
      case 'sequenceClassification':
        rules.push(
          ...linear('head.transform', sequenceHead.transform),
          ...linear('head.output', sequenceHead.output),
        );
        return { kind, labels: labelsOf(reader), pooling: 'first', transform: sequenceHead.activation };
    }
  })();
  return { config: { ...config, head }, map: { rules, ignore, prefixes: form.prefixes } };
}

function sizes(reader: ConfigReader): Partial<ModelConfig> & Pick<ModelConfig, 'dModel' | 'nHeads'> {
  const dModel = reader.number('hidden_size');
  const nHeads = reader.number('num_attention_heads');
  const vocabSize = reader.number('vocab_size');
  return {
    nEncoderLayers: reader.number('num_hidden_layers'),
    nDecoderLayers: 0,
    dModel,
    nHeads,
    nKvHeads: nHeads,
    dHead: dModel / nHeads,
    dFf: reader.number('intermediate_size'),
    vocabSize,
    targetVocabSize: vocabSize,
  };
}

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
      norm: { ...config.norm, epsilon: reader.number('layer_norm_eps', 1e-5) },
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
  const dEmbedding = reader.number('embedding_size', base.dModel);
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

/** ModernBERT: pre-norm without biases, rotary positions, gated, windows in most layers, the first without its norm. */
export const modernbert: Family = (reader, facts) => {
  const base = sizes(reader);
  const nLayers = reader.number('num_hidden_layers');
  const every = reader.number('global_attn_every_n_layers', 3);
  const local = layersOfType(reader, 'sliding_attention', nLayers, (index) => index % every !== 0);
  const parameters = reader.record('rope_parameters');
  const localParameters = parameters?.['sliding_attention'];
  const localBase =
    localParameters !== null &&
    typeof localParameters === 'object' &&
    'rope_theta' in localParameters &&
    typeof localParameters.rope_theta === 'number'
      ? localParameters.rope_theta
      : reader.number('local_rope_theta', 10000);
  const attentionBias = reader.flag('attention_bias', false);
  const dFf = reader.number('intermediate_size');
  const { dModel } = base;
  const activation = activationOf(reader.text('hidden_activation', 'gelu'), 'hidden_activation');
  const classifierActivation = activationOf(
    reader.text('classifier_activation', 'gelu'),
    'classifier_activation',
  );
  const classifierBias = reader.flag('classifier_bias', false);
  const config: ModelConfig = {
    ...encoderBase,
    ...base,
    contextLength: reader.number('max_position_embeddings'),
    nSegments: 0,
    norm: {
      ...encoderBase.norm,
      placement: 'pre',
      epsilon: reader.number('norm_eps', 1e-5),
      embedding: true,
      final: true,
      skipFirst: true,
    },
    position: {
      ...rotaryOf(reader, {
        base: reader.number('global_rope_theta', 160_000),
        layerType: 'full_attention',
      }),
      localBase,
    },
    feedForward: { activation, gated: true },
    attention: {
      ...encoderBase.attention,
      encoderMask: {
        kind: 'slidingWindow',
        window: Math.floor(reader.number('local_attention', 128) / 2) + 1,
        causal: false,
      },
      windowLayers: local,
    },
    bias: {
      ...noBiases,
      queryKeyValue: attentionBias,
      attentionOutput: attentionBias,
      feedForward: reader.flag('mlp_bias', false),
      norm: reader.flag('norm_bias', false),
    },
  };
  const rules: Rule[] = [
    ['encoder.embedding.token.weight', 'embeddings.tok_embeddings.weight', asIs],
    ...norm('encoder.embedding.norm', 'embeddings.norm'),
    ...['q', 'k', 'v'].flatMap((part, index) =>
      linear(`${layer}.selfAttention.${part}`, 'layers.*.attn.Wqkv', rowsOf([dModel, dModel, dModel], index)),
    ),
    ...linear(`${layer}.selfAttention.output`, 'layers.*.attn.Wo'),
    ...norm(`${layer}.selfAttentionNorm`, 'layers.*.attn_norm'),
    ...['gate', 'up'].flatMap((part, index) =>
      linear(`${layer}.feedForward.${part}`, 'layers.*.mlp.Wi', rowsOf([dFf, dFf], index)),
    ),
    ...linear(`${layer}.feedForward.down`, 'layers.*.mlp.Wo'),
    ...norm(`${layer}.feedForwardNorm`, 'layers.*.mlp_norm'),
    ...norm('encoder.finalNorm', 'final_norm'),
    ...linear('head.transform', 'head.dense'),
    ...norm('head.transformNorm', 'head.norm'),
  ];
  const kind = headKind(facts);
  const transform = { activation: classifierActivation, bias: classifierBias, norm: true };
  const map = { ignore: [/^decoder\.weight$/], prefixes: ['model.'] };
  if (kind === 'maskedLanguageModel') {
    const tied =
      !facts.has('decoder.weight') || facts.same('decoder.weight', 'embeddings.tok_embeddings.weight');
    return {
      config: {
        ...config,
        bias: { ...config.bias, head: reader.flag('decoder_bias', true) },
        head: { kind, tied, transform: { activation: classifierActivation, bias: classifierBias } },
      },
      map: { ...map, rules: [...rules, ...linear('head.output', 'decoder')] },
    };
  }
  const labelled = { ...config, bias: { ...config.bias, head: true } };
  const outputs = linear('head.output', kind === 'span' ? 'qa_outputs' : 'classifier');
  if (kind === 'span')
    throw unsupported('ModernBERT for question answering is not supported.', 'architectures');
  const head: Head =
    kind === 'tokenClassification'
      ? { kind, labels: labelsOf(reader), transform }
      : {
          kind,
          labels: labelsOf(reader),
          pooling: reader.text('classifier_pooling', 'cls') === 'mean' ? 'mean' : 'first',
          transform,
        };
  return { config: { ...labelled, head }, map: { ...map, rules: [...rules, ...outputs] } };
};
