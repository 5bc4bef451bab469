import * as tf from '@tensorflow/tfjs-core';
import { assertNever } from '../shared/assertNever';
import type { Activation } from '../model/config/types';

/** The non-linear function of a feed-forward block or head, element by element. */
export function activate<T extends tf.Tensor>(x: T, activation: Activation | 'tanh'): T {
  switch (activation) {
    case 'relu':
      return tf.relu(x);
    case 'gelu':
      return gelu(x);
    case 'geluTanh':
      return geluTanh(x);
    case 'silu':
      return tf.mul(x, tf.sigmoid(x));
    case 'tanh':
      return tf.tanh(x);
    default:
      return assertNever(activation);
  }
}

/** x · Φ(x), with Φ the normal distribution function (Hendrycks & Gimpel 2016). */
function gelu<T extends tf.Tensor>(x: T): T {
  return tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1));
}

/**
 * The approximation 0.5 x (1 + tanh(u)), u = √(2/π) (x + 0.044715 x³) (same paper, section 2), written as
 * x · sigmoid(2 u), which is the same function and many times faster on WASM.
 */
function geluTanh<T extends tf.Tensor>(x: T): T {
  const cubic = tf.add(tf.mul(tf.mul(tf.square(x), 0.044715), x), x);
  return tf.mul(x, tf.sigmoid(tf.mul(cubic, 2 * Math.sqrt(2 / Math.PI))));
}
