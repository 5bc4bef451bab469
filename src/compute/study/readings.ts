import * as tf from '@tensorflow/tfjs-core';
import type { ModelConfig } from '../../model/config/types';
import { type Weights, weight } from '../tensors';

/**
 * How long the vectors are that a head would add for each key with a weight of 1: ‖(x W_V + b_V) W_O‖, Kobayashi et al.
 * 2020 (arXiv:2004.10102), equation 3. The bias of the output matrix belongs to no head and is left out, as there.
 * @param v [1, kvHeads, key, dHead]
 * @param output the name of the output matrix [heads · dHead, dModel]
 * @returns [heads, key]; the caller disposes it
 */
export function valueNorms(
  v: tf.Tensor4D,
  weights: Weights,
  output: string,
  config: ModelConfig,
): tf.Tensor2D {
  const { nHeads, nKvHeads, dHead } = config;
  return tf.tidy(() => {
    const matrix = weight(weights, `${output}.weight`);
    const nKeys = v.shape[2];
    const rows = Array.from({ length: nHeads }, (_, head) => {
      const kvHead = Math.floor((head * nKvHeads) / nHeads);
      const values = tf.reshape(tf.slice(v, [0, kvHead, 0, 0], [1, 1, nKeys, dHead]), [nKeys, dHead]);
      const part = tf.slice(matrix, [head * dHead, 0], [dHead, matrix.shape[1] ?? 0]) as tf.Tensor2D;
      return tf.sqrt(tf.sum(tf.square(tf.matMul(values as tf.Tensor2D, part)), 1)) as tf.Tensor1D; // [key]
    });
    return tf.stack(rows) as tf.Tensor2D;
  });
}

/**
 * Attention rollout, Abnar & Zuidema 2020 (arXiv:2005.00928), equation 1: R ← (½ A + ½ I) R, where the half stands for
 * the residual connection.
 * @param means [token, token] of each layer, means over its heads, the lowest first
 * @returns [token, token]: what of each token of the text is in a token's vector; its rows sum to 1
 */
export function rolledSelf(means: readonly tf.Tensor2D[]): tf.Tensor2D {
  return tf.tidy(() => {
    const size = means[0]?.shape[0] ?? 0;
    let rolled = tf.eye(size);
    for (const mean of means) rolled = throughSelf(mean, rolled);
    return rolled;
  });
}

/**
 * The same for an encoder-decoder: each decoder token's vector is followed back to the tokens of the source. A
 * self-attention mixes what the decoder tokens hold; a cross-attention replaces half of it by what the encoder memory
 * holds (the residual connection again counts half).
 * @param memory [source, source]: the encoder's own rollout
 * @param selfMeans [target, target] of the decoder's layers
 * @param crossMeans [target, source] of the same layers
 * @returns [target, source]; what is missing from a row to 1 comes from the target's own tokens
 */
export function rolledCross(
  memory: tf.Tensor2D,
  selfMeans: readonly tf.Tensor2D[],
  crossMeans: readonly tf.Tensor2D[],
): tf.Tensor2D {
  return tf.tidy(() => {
    const [nTarget = 0, nSource = 0] = crossMeans[0]?.shape ?? [];
    let fromSource: tf.Tensor2D = tf.zeros([nTarget, nSource]);
    crossMeans.forEach((cross, layer) => {
      const self = selfMeans[layer];
      if (self) fromSource = throughSelf(self, fromSource);
      fromSource = tf.add(tf.mul(fromSource, 0.5), tf.mul(tf.matMul(cross, memory), 0.5));
    });
    return fromSource;
  });
}

function throughSelf(mean: tf.Tensor2D, held: tf.Tensor2D): tf.Tensor2D {
  return tf.add(tf.mul(tf.matMul(mean, held), 0.5), tf.mul(held, 0.5));
}
