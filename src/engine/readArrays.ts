import * as tf from '@tensorflow/tfjs-core';
import type { Trace } from '../compute/trace';
import { traceAxes } from '../model/traceNames';
import { AppError } from '../shared/errors';
import type { TraceArray, TraceRead } from './engine';

/** Copies slices of a trace to the host. All reads are under way at once, since each is a round trip on a GPU. */
export async function readArrays(trace: Trace, reads: readonly TraceRead[]): Promise<readonly TraceArray[]> {
  return await Promise.all(reads.map((read) => readArray(trace, read)));
}

async function readArray(trace: Trace, { name, batch, head }: TraceRead): Promise<TraceArray> {
  const tensor = trace.get(name);
  if (!tensor) throw new AppError('invalidInput', `${name} does not appear in this model.`, name);
  const axes = traceAxes(name);
  const begin = tensor.shape.map(() => 0);
  const size = [...tensor.shape];
  axes.forEach((axis, index) => {
    const wanted = axis === 'batch' ? batch : axis === 'heads' || axis === 'kvHeads' ? head : undefined;
    if (wanted === undefined) return;
    const length = tensor.shape[index] ?? 0;
    if (!Number.isInteger(wanted) || wanted < 0 || wanted >= length) {
      throw new AppError('invalidInput', `${name}: ${axis} ${wanted} is not in 0 … ${length - 1}.`, name);
    }
    begin[index] = wanted;
    size[index] = 1;
  });
  const isWhole = size.every((length, index) => length === tensor.shape[index]);
  const slice = isWhole ? tensor : tf.slice(tensor, begin, size);
  try {
    // A copy: the CPU backend answers with its own memory, which must not be transferred away.
    return { name, shape: size, data: new Float32Array(await slice.data()) };
  } finally {
    if (!isWhole) slice.dispose();
  }
}
