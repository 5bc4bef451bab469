import * as tf from '@tensorflow/tfjs-core';
import type { ModelConfig } from '../../model/config/types';
import { parameters, sizeOf } from '../../model/parameters';
import { learningRateAt, type TrainingOptions } from '../../model/training';

/** Parameters and what AdamW remembers of their gradients, each one vector in the order of `parameters(config)`. */
// A type, not an interface: tf.tidy returns only what has an implicit index signature.
export type OptimizerState = {
  readonly values: tf.Tensor1D;
  /** Running mean of the gradient. */
  readonly mean: tf.Tensor1D;
  /** Running mean of its square. */
  readonly square: tf.Tensor1D;
};

/** 1 where weight decay acts: on matrices; norms and biases keep their size (Loshchilov & Hutter 2019; GPT-2's code). */
export function decayMask(config: ModelConfig): Float32Array {
  const list = parameters(config);
  const mask = new Float32Array(list.reduce((sum, spec) => sum + sizeOf(spec), 0));
  let at = 0;
  for (const spec of list) {
    const size = sizeOf(spec);
    if (spec.shape.length > 1) mask.fill(1, at, at + size);
    at += size;
  }
  return mask;
}

/**
 * One step of AdamW (Loshchilov & Hutter 2019, algorithm 2, as in torch.optim.AdamW), after the gradient has been
 * shortened to `clipNorm` (Pascanu 2013; torch.nn.utils.clip_grad_norm_).
 * @param gradient [parameters]
 * @param step 1 for the first
 * @param decays [parameters], see {@link decayMask}
 * @returns the next state; the caller owns it and disposes the old one
 */
export function adamW(
  options: TrainingOptions,
  state: OptimizerState,
  gradient: tf.Tensor1D,
  step: number,
  decays: tf.Tensor1D,
): OptimizerState & { readonly gradientNorm: tf.Scalar } {
  return tf.tidy(() => {
    const { beta1, beta2, epsilon, weightDecay, clipNorm } = options;
    const rate = learningRateAt(options, step);
    const gradientNorm = tf.sqrt(tf.sum(tf.square(gradient))) as tf.Scalar;
    const shortened =
      clipNorm === null
        ? gradient
        : tf.mul(gradient, tf.minimum(1, tf.div(clipNorm, tf.add(gradientNorm, 1e-6))));
    const mean = tf.add(tf.mul(state.mean, beta1), tf.mul(shortened, 1 - beta1)) as tf.Tensor1D;
    const square = tf.add(
      tf.mul(state.square, beta2),
      tf.mul(tf.square(shortened), 1 - beta2),
    ) as tf.Tensor1D;
    // The corrections for the first steps, in which the running means still lean to 0, taken into the two scalars.
    const denominator = tf.add(tf.mul(tf.sqrt(square), 1 / Math.sqrt(1 - beta2 ** step)), epsilon);
    const change = tf.mul(tf.div(mean, denominator), rate / (1 - beta1 ** step));
    const kept =
      weightDecay === 0
        ? state.values
        : tf.sub(state.values, tf.mul(tf.mul(state.values, decays), rate * weightDecay));
    return { values: tf.sub(kept, change) as tf.Tensor1D, mean, square, gradientNorm };
  });
}
