import * as tf from '@tensorflow/tfjs-core';
import { type Hidden, type Weights, weight } from './tensors';

/**
 * x · W + b on the last axis. One fused kernel: 10-20 % faster than matMul and add on WASM.
 * @param x [batch, position, in]
 * @param name the parameters `${name}.weight` [in, out] and, where there is one, `${name}.bias` [out]
 * @returns [batch, position, out]
 */
export function linear(
  weights: Weights,
  name: string,
  x: Hidden,
  activation: 'linear' | 'relu' = 'linear',
): Hidden {
  const [batch, position, dIn] = x.shape;
  const matrix = weight(weights, `${name}.weight`) as tf.Tensor2D; // [in, out]
  const bias = weights.get(`${name}.bias`); // [out]
  const rows = tf.reshape(x, [batch * position, dIn]);
  const result = tf.fused.matMul({ a: rows, b: matrix, activation, ...(bias ? { bias } : {}) });
  return tf.reshape(result, [batch, position, matrix.shape[1]]);
}
