import * as tf from '@tensorflow/tfjs-core';

/**
 * Multiplies the heads of queries with the heads of keys (`transposeKeys`) or values. Several query heads may share
 * one key-value head: query head h reads key-value head floor(h / headsPerGroup).
 * @param left [batch, heads, query, inner]
 * @param right [batch, kvHeads, key, inner] if transposed, else [batch, kvHeads, inner, out]
 * @returns [batch, heads, query, key or out]
 */
export function matMulHeads(left: tf.Tensor4D, right: tf.Tensor4D, transposeKeys: boolean): tf.Tensor4D {
  const [batch, heads, nQueries, inner] = left.shape;
  const kvHeads = right.shape[1];
  const out = transposeKeys ? right.shape[2] : right.shape[3];
  const grouped = tf.reshape(left, [batch * kvHeads, (heads / kvHeads) * nQueries, inner]);
  const flat = tf.reshape(right, [batch * kvHeads, right.shape[2], right.shape[3]]);
  const product = tf.matMul(grouped, flat, false, transposeKeys);
  return tf.reshape(product, [batch, heads, nQueries, out]);
}
