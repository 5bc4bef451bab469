import * as tf from '@tensorflow/tfjs-core';
import type { ModelConfig } from '../../model/config/types';
import { parameters, sizeOf } from '../../model/parameters';
import type { Weights } from '../tensors';

/** Cuts a vector on the backend into parameters. The caller owns the tensors. */
export function split(config: ModelConfig, flat: tf.Tensor1D): Weights {
  let at = 0;
  return new Map(
    parameters(config).map((spec) => {
      const size = sizeOf(spec);
      const part = tf.tidy(() => tf.reshape(tf.slice(flat, [at], [size]), [...spec.shape]));
      at += size;
      return [spec.name, part];
    }),
  );
}

/** Joins tensors into one vector; a parameter without a gradient counts as 0. */
export function join(config: ModelConfig, tensors: ReadonlyMap<string, tf.Tensor>): tf.Tensor1D {
  return tf.tidy(() =>
    tf.concat(
      parameters(config).map((spec) => {
        const tensor = tensors.get(spec.name);
        return tensor ? tf.reshape<tf.Rank.R1>(tensor, [sizeOf(spec)]) : tf.zeros<tf.Rank.R1>([sizeOf(spec)]);
      }),
    ),
  );
}
