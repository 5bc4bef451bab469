import * as tf from '@tensorflow/tfjs-core';
import type { NormConfig } from '../model/config/types';
import { type Weights, weight } from './tensors';

/**
 * Normalises the last axis.
 * LayerNorm (Ba 2016): (x - mean) / sqrt(variance + ε) · w + b. RMSNorm (Zhang & Sennrich 2019): x / sqrt(mean(x²) + ε) · w.
 * @param name the parameters `${name}.weight` and, where there is one, `${name}.bias`, of the size of the last axis
 */
export function norm<T extends tf.Tensor>(config: NormConfig, weights: Weights, name: string, x: T): T {
  return tf.tidy(() => {
    const centred = config.kind === 'layerNorm' ? tf.sub(x, tf.mean(x, -1, true)) : x;
    const variance = tf.mean(tf.square(centred), -1, true);
    const normal = tf.mul(centred, tf.rsqrt(tf.add(variance, config.epsilon)));
    const stored = weight(weights, `${name}.weight`);
    const scaled = tf.mul(normal, config.onePlusWeight ? tf.add(stored, 1) : stored);
    const bias = weights.get(`${name}.bias`);
    return (bias ? tf.add(scaled, bias) : scaled) as T;
  });
}
