import * as tf from '@tensorflow/tfjs-core';
import type { Weights } from '../../compute/tensors';
import type { Trace } from '../../compute/trace';
import type { TraceName } from '../../model/traceNames';
import { AppError } from '../../shared/errors';
import type { RunRequest } from '../engine';

/** What a study is made from. */
export interface Studied {
  readonly request: Pick<RunRequest, 'config' | 'input'>;
  readonly weights: Weights;
  readonly trace: Trace;
  /** Of the batch. */
  readonly row: number;
  /** Lets the worker answer others' messages between two pieces of work. */
  readonly pause: () => Promise<void>;
}

/** One row of the batch of a recorded activation, as it is on the device; the caller disposes it. */
export function rowOf({ trace, row }: Pick<Studied, 'trace' | 'row'>, name: TraceName): tf.Tensor {
  const tensor = trace.get(name);
  if (!tensor) throw new AppError('invalidInput', `${name} does not appear in this model.`, name);
  const [batch = 1] = tensor.shape;
  if (!Number.isInteger(row) || row < 0 || row >= batch) {
    throw new AppError('invalidInput', `The row ${row} is not in 0 … ${batch - 1}.`, name);
  }
  return tf.slice(
    tensor,
    tensor.shape.map((_, axis) => (axis === 0 ? row : 0)),
    tensor.shape.map((size, axis) => (axis === 0 ? 1 : size)),
  );
}

/** The same on the host. */
export async function hostRow(
  studied: Pick<Studied, 'trace' | 'row'>,
  name: TraceName,
): Promise<{ readonly data: Float32Array; readonly shape: readonly number[] }> {
  const slice = rowOf(studied, name);
  try {
    return { data: new Float32Array(await slice.data()), shape: slice.shape };
  } finally {
    slice.dispose();
  }
}
