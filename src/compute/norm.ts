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
    const normal = normalize(x, config.kind === 'layerNorm', config.epsilon);
    const stored = weight(weights, `${name}.weight`);
    const scaled = tf.mul(normal, config.onePlusWeight ? tf.add(stored, 1) : stored);
    const bias = weights.get(`${name}.bias`);
    return (bias ? tf.add(scaled, bias) : scaled) as T;
  });
}

/**
 * (x - mean) / sqrt(variance + ε), or without the mean. Its gradient in one piece: with y the result and r the
 * factor 1 / sqrt(variance + ε), dx = r (dy - mean(dy) - y · mean(dy · y)) (Ba 2016, supplementary material), the
 * mean of dy absent for RMSNorm.
 */
function normalize(x: tf.Tensor, centres: boolean, epsilon: number): tf.Tensor {
  return tf.customGrad((passed, save) => {
    const input = passed as tf.Tensor;
    const centred = centres ? tf.sub(input, tf.mean(input, -1, true)) : input;
    const variance = tf.mean(tf.square(centred), -1, true);
    const factor = tf.rsqrt(tf.add(variance, epsilon));
    const normal = tf.mul(centred, factor);
    (save as tf.GradSaveFunc)([normal, factor]);
    return {
      value: normal,
      gradFunc: (dy: tf.Tensor, [y, r]: tf.Tensor[]) => {
        const along = tf.mul(y as tf.Tensor, tf.mean(tf.mul(dy, y as tf.Tensor), -1, true));
        const rest = centres ? tf.sub(dy, tf.mean(dy, -1, true)) : dy;
        return tf.mul(tf.sub(rest, along), r as tf.Tensor);
      },
    };
  })(x);
}
