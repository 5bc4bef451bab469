import * as tf from '@tensorflow/tfjs-core';
import type { ModelConfig } from '../../model/config/types';
import type { TrainingBatch } from '../../model/training';
import type { Weights } from '../tensors';
import type { Tap } from '../trace';
import { lossOf } from './loss';
import { registerKernelGradients } from './kernelGradients';

export interface Gradients {
  /** Mean over what is counted, in nats. */
  readonly loss: tf.Scalar;
  readonly nCorrect: tf.Scalar;
  readonly nCounted: number;
  /** By parameter name; a parameter that the loss does not depend on is absent. */
  readonly gradients: ReadonlyMap<string, tf.Tensor>;
}

/** The loss of a batch and its gradient by every parameter. The caller owns the tensors. */
export function lossAndGradients(
  config: ModelConfig,
  weights: Weights,
  batch: TrainingBatch,
  labelSmoothing: number,
  tap: Tap,
): Gradients {
  registerKernelGradients();
  const names = [...weights.keys()];
  let nCorrect: tf.Scalar | null = null;
  let nCounted = 0;
  const { value, grads } = tf.engine().gradients(
    () => {
      const measured = lossOf(config, weights, batch, labelSmoothing, tap);
      nCorrect = tf.keep(measured.nCorrect);
      nCounted = measured.nCounted;
      return measured.loss;
    },
    [...weights.values()],
    undefined,
    true,
  );
  const gradients = new Map<string, tf.Tensor>();
  names.forEach((name, index) => {
    const gradient: tf.Tensor | null | undefined = grads[index];
    if (gradient) gradients.set(name, gradient);
  });
  return { loss: value as tf.Scalar, nCorrect: nCorrect ?? tf.scalar(0), nCounted, gradients };
}
