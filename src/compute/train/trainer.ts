import * as tf from '@tensorflow/tfjs-core';
import type { ModelConfig } from '../../model/config/types';
import type { TrainingBatch, TrainingOptions } from '../../model/training';
import { createRandom, seedFrom } from '../../shared/random';
import type { HostWeights, Weights } from '../tensors';
import { disposeWeights } from '../weights';
import { adamW, decayMask, type OptimizerState } from './adamW';
import { dropoutTap } from './dropout';
import { flatten } from '../../model/flatWeights';
import { join, split } from './flatParameters';
import { lossAndGradients } from './gradients';

/** Everything that training goes on from: the same state gives the same next steps. */
export interface TrainingState {
  /** Steps done. */
  readonly step: number;
  /** Parameters and AdamW's two running means, each a vector in the order of `parameters(config)`. */
  readonly values: Float32Array;
  readonly mean: Float32Array;
  readonly square: Float32Array;
}

export interface StepResult {
  readonly step: number;
  /** Mean over what is counted, in nats, of the batch before the step. */
  readonly loss: number;
  /** Share of counted answers that had the highest logit. */
  readonly accuracy: number;
  readonly nCounted: number;
  /** Length of the gradient before it was shortened. */
  readonly gradientNorm: number;
}

/** A model while it learns. Owns its tensors. */
export interface Trainer {
  readonly step: number;
  /** The parameters as they are now, borrowed until the next step. */
  readonly weights: Weights;
  train(batch: TrainingBatch): Promise<StepResult>;
  /** A copy on the host. */
  state(): Promise<TrainingState>;
  dispose(): void;
}

export function initialState(config: ModelConfig, weights: HostWeights): TrainingState {
  const values = flatten(config, weights);
  return { step: 0, values, mean: new Float32Array(values.length), square: new Float32Array(values.length) };
}

export function createTrainer(config: ModelConfig, options: TrainingOptions, start: TrainingState): Trainer {
  let { step } = start;
  let state: OptimizerState = {
    values: tf.tensor1d(start.values),
    mean: tf.tensor1d(start.mean),
    square: tf.tensor1d(start.square),
  };
  const decays = tf.tensor1d(decayMask(config));
  let weights = split(config, state.values);

  return {
    get step() {
      return step;
    },
    get weights() {
      return weights;
    },
    train: async (batch) => {
      const random = createRandom(seedFrom(`dropout ${step}`, options.seed));
      const { loss, nCorrect, nCounted, gradients } = lossAndGradients(
        config,
        weights,
        batch,
        options.labelSmoothing,
        dropoutTap(options.dropout, random),
      );
      const gradient = join(config, gradients);
      for (const tensor of gradients.values()) tensor.dispose();
      const { gradientNorm, ...next } = adamW(options, state, gradient, step + 1, decays);
      const numbers = tf.tidy(() => tf.stack([loss, nCorrect, gradientNorm]));
      for (const tensor of [gradient, loss, nCorrect, gradientNorm]) tensor.dispose();
      for (const tensor of Object.values(state)) tensor.dispose();
      disposeWeights(weights);
      state = next;
      weights = split(config, state.values);
      step += 1;
      const done = step;
      const [lossValue = NaN, correct = NaN, norm = NaN] = await readOnce(numbers);
      return { step: done, loss: lossValue, accuracy: correct / nCounted, nCounted, gradientNorm: norm };
    },
    state: async () => {
      const [values, mean, square] = await Promise.all([
        copyOf(state.values),
        copyOf(state.mean),
        copyOf(state.square),
      ]);
      return { step, values, mean, square };
    },
    dispose: () => {
      for (const tensor of [...Object.values(state), decays]) tensor.dispose();
      disposeWeights(weights);
    },
  };
}

async function copyOf(tensor: tf.Tensor): Promise<Float32Array> {
  return Float32Array.from(await tensor.data());
}

async function readOnce(tensor: tf.Tensor): Promise<Float32Array> {
  try {
    return Float32Array.from(await tensor.data());
  } finally {
    tensor.dispose();
  }
}
