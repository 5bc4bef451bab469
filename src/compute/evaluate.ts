import * as tf from '@tensorflow/tfjs-core';
import type { ModelConfig } from '../model/config/types';
import { NOT_COUNTED, type TrainingBatch } from '../model/training';
import { forward } from './forward';
import type { Weights } from './tensors';
import { lossOf } from './train/loss';

export interface Evaluation {
  /** Mean over what is counted, in nats, without label smoothing. */
  readonly loss: number;
  readonly nCorrect: number;
  readonly nCounted: number;
}

/** How well a model does on a batch, without dropout. */
export async function evaluate(
  config: ModelConfig,
  weights: Weights,
  batch: TrainingBatch,
): Promise<Evaluation> {
  let nCounted = 0;
  const numbers = tf.tidy(() => {
    const measured = lossOf(config, weights, batch, 0, (_, value) => value);
    ({ nCounted } = measured);
    return tf.stack([measured.loss, measured.nCorrect]);
  });
  const [loss = NaN, nCorrect = NaN] = await read(numbers);
  return { loss, nCorrect, nCounted };
}

/**
 * The answer with the highest logit at each position: [batch][position]. With teacher forcing, a row in which all
 * counted answers are right is exactly what greedy decoding writes.
 */
export async function bestIds(
  config: ModelConfig,
  weights: Weights,
  input: TrainingBatch['input'],
): Promise<readonly (readonly number[])[]> {
  const trace = forward(config, weights, input, { record: () => false });
  try {
    const logits = trace.get('head.logits');
    if (!logits) return [];
    const best = tf.tidy(() => tf.argMax(logits, -1));
    const [rows = 0, length = 0] = best.shape;
    const flat = Array.from(await read(best));
    return Array.from({ length: rows }, (_, row) => flat.slice(row * length, (row + 1) * length));
  } finally {
    trace.dispose();
  }
}

/** Rows of the batch in which every counted answer is right. */
export function exactRows(
  best: readonly (readonly number[])[],
  targets: readonly (readonly number[])[],
): readonly boolean[] {
  return targets.map((row, index) =>
    row.every((id, position) => id === NOT_COUNTED || best[index]?.[position] === id),
  );
}

async function read(tensor: tf.Tensor): Promise<Float32Array | Int32Array | Uint8Array> {
  try {
    return await tensor.data();
  } finally {
    tensor.dispose();
  }
}
