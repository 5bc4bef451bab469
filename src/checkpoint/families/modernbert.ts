import type { Head, ModelConfig } from '../../model/config/types';
import { asIs, linear, norm, rowsOf, type Rule } from '../nameMap';
import { headKind, sizes } from './encoderHead';
import { activationOf, encoderBase, labelsOf, noBiases, type Family } from './family';
import { layersOfType, rotaryOf } from './rotary';

const layer = 'encoder.layers.*';

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
  const outputs = linear('head.output', 'classifier');
  const head: Head =
    kind === 'tokenClassification' || kind === 'span'
      ? // Its question answering has the layer of its other heads before start and end: two labels for each token.
        { kind: 'tokenClassification', labels: kind === 'span' ? 2 : labelsOf(reader), transform }
      : {
          kind,
          labels: labelsOf(reader),
          pooling: reader.text('classifier_pooling', 'cls') === 'mean' ? 'mean' : 'first',
          transform,
        };
  return { config: { ...labelled, head }, map: { ...map, rules: [...rules, ...outputs] } };
};
