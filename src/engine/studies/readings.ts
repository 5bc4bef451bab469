import * as tf from '@tensorflow/tfjs-core';
import { rolledCross, rolledSelf, valueNorms } from '../../compute/study/readings';
import { nLayersOf } from '../../model/config/derive';
import type { ModelConfig } from '../../model/config/types';
import type { AttentionPlace, ReadingsAnswer } from '../../model/study';
import { attentionName, type TraceName } from '../../model/traceNames';
import { rowOf, type Studied } from './rows';

/** The weights that flow into an attention from the embedding on, lowest layer first. */
function patternsBelow(config: ModelConfig, { stack, attention, layer }: AttentionPlace): TraceName[] {
  const self = (of: AttentionPlace['stack'], nLayers: number): TraceName[] =>
    Array.from({ length: nLayers }, (_, index) => attentionName(of, index, 'selfAttention', 'pattern'));
  if (attention === 'selfAttention') {
    // What the decoder took from the encoder below this layer is no reading of its own tokens.
    return self(stack, layer + 1);
  }
  return [
    ...self('encoder', nLayersOf(config, 'encoder')),
    ...self('decoder', layer + 1),
    ...Array.from({ length: layer + 1 }, (_, index) =>
      attentionName('decoder', index, 'crossAttention', 'pattern'),
    ),
  ];
}

/** The activations that the readings of an attention need. */
export function namesOfReadings(config: ModelConfig, place: AttentionPlace): readonly TraceName[] {
  const { stack, attention, layer } = place;
  return [...patternsBelow(config, place), attentionName(stack, layer, attention, 'v')];
}

/** What else than its weights can be read off an attention. */
export async function studyReadings(studied: Studied, place: AttentionPlace): Promise<ReadingsAnswer> {
  const { config } = studied.request;
  const { stack, attention, layer } = place;
  const norms = tf.tidy(() =>
    valueNorms(
      rowOf(studied, attentionName(stack, layer, attention, 'v')) as tf.Tensor4D,
      studied.weights,
      attentionName(stack, layer, attention, 'output'),
      config,
    ),
  );
  /** Mean over the heads: [query, key]. */
  const mean = (of: AttentionPlace['stack'], index: number, kind: AttentionPlace['attention']): tf.Tensor2D =>
    tf.tidy(() => tf.squeeze(tf.mean(rowOf(studied, attentionName(of, index, kind, 'pattern')), 1), [0]));
  const rolled = tf.tidy(() => {
    const selfOf = (of: AttentionPlace['stack'], nLayers: number): tf.Tensor2D[] =>
      Array.from({ length: nLayers }, (_, index) => mean(of, index, 'selfAttention'));
    if (attention === 'selfAttention') return rolledSelf(selfOf(stack, layer + 1));
    return rolledCross(
      rolledSelf(selfOf('encoder', nLayersOf(config, 'encoder'))),
      selfOf('decoder', layer + 1),
      Array.from({ length: layer + 1 }, (_, index) => mean('decoder', index, 'crossAttention')),
    );
  });
  const ofLayer = mean(stack, layer, attention);
  try {
    const [nHeads, nKeys] = norms.shape;
    return {
      kind: 'readings',
      place,
      nHeads,
      nQueries: ofLayer.shape[0],
      nKeys,
      valueNorms: new Float32Array(await norms.data()),
      mean: new Float32Array(await ofLayer.data()),
      rollout: new Float32Array(await rolled.data()),
    };
  } finally {
    tf.dispose([norms, ofLayer, rolled]);
  }
}
