import * as tf from '@tensorflow/tfjs-core';
import type { Random } from '../../shared/random';
import type { TraceName } from '../../model/traceNames';
import type { Tap } from '../trace';

/**
 * Dropout (Srivastava 2014) where the 2017 paper has it (section 5.4): on each sub-layer's output before it is added,
 * and on the sum of the embeddings. A tap, since those are named points of the forward pass. What stays is divided by
 * 1 - rate, so that nothing changes when the model is used.
 */
export function dropoutTap(rate: number, random: Random): Tap {
  if (rate === 0) return (_, value) => value;
  return (name, value) =>
    isDropped(name) ? (tf.mul(value, keepMask(value.shape, rate, random)) as typeof value) : value;
}

function isDropped(name: TraceName): boolean {
  return (
    name.endsWith('.embedding.output') || /\.(?:selfAttention|crossAttention|feedForward)\.output$/.test(name)
  );
}

function keepMask(shape: number[], rate: number, random: Random): tf.Tensor {
  const kept = 1 / (1 - rate);
  const values = new Float32Array(shape.reduce((product, size) => product * size, 1));
  for (let index = 0; index < values.length; index += 1) values[index] = random() < rate ? 0 : kept;
  return tf.tensor(values, shape);
}
