import * as tf from '@tensorflow/tfjs-core';
import type { ModelConfig } from '../../model/config/types';
import { parameters, sizeOf } from '../../model/parameters';
import { AppError } from '../../shared/errors';
import type { HostWeights, Weights } from '../tensors';

/**
 * All parameters as one vector, in the order of `parameters(config)`. The optimiser then needs a dozen operations a
 * step, not a dozen for each of a hundred parameters.
 */
export function flatten(config: ModelConfig, weights: HostWeights): Float32Array {
  const list = parameters(config);
  const flat = new Float32Array(list.reduce((sum, spec) => sum + sizeOf(spec), 0));
  let at = 0;
  for (const spec of list) {
    const values = weights.get(spec.name);
    if (values?.length !== sizeOf(spec)) {
      throw new AppError(
        'invalidFile',
        `${spec.name} needs ${sizeOf(spec)} values; got ${values?.length ?? 'none'}.`,
      );
    }
    flat.set(values, at);
    at += values.length;
  }
  return flat;
}

/** Views into the vector, by parameter name. */
export function unflatten(config: ModelConfig, flat: Float32Array): HostWeights {
  let at = 0;
  return new Map(
    parameters(config).map((spec) => {
      const begin = at;
      at += sizeOf(spec);
      return [spec.name, flat.subarray(begin, at)];
    }),
  );
}

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
