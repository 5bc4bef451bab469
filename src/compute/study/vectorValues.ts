import * as tf from '@tensorflow/tfjs-core';
import type { ModelConfig } from '../../model/config/types';
import { type Origin, originOf } from '../../model/origins';
import { activationOf, type VectorPlace } from '../../model/vectorPlace';
import { AppError } from '../../shared/errors';
import { norm } from '../norm';
import { type Weights, weight } from '../tensors';
import type { Trace } from '../trace';

/** What vectors of a run are read or computed from. */
export interface VectorSource {
  readonly config: ModelConfig;
  readonly weights: Weights;
  readonly trace: Trace;
  /** Of the batch. */
  readonly row: number;
}

/**
 * A vector of the forward pass: as it was recorded, or, where it has no name of its own, by the model's own functions
 * from what was recorded.
 * @returns [width]; the caller disposes it
 */
export function vectorValues(source: VectorSource, place: VectorPlace): tf.Tensor1D {
  return tf.tidy(() => recorded(source, place) ?? computed(source, originOf(source.config, place)));
}

function recorded({ trace, row }: VectorSource, place: VectorPlace): tf.Tensor1D | null {
  const name = activationOf(place);
  if (name === null) return null;
  const tensor = trace.get(name);
  if (!tensor) throw new AppError('invalidInput', `${name} does not appear in this model.`, name);
  const { shape } = tensor;
  const width = shape.at(-1) ?? 0;
  // Position vectors may be there once for all rows.
  const before = [shape[0] === 1 ? 0 : row, ...('head' in place ? [place.head] : []), place.position];
  before.forEach((index, axis) => {
    const length = shape[axis] ?? 0;
    if (!Number.isInteger(index) || index < 0 || index >= length)
      throw new AppError('invalidInput', `${name}: ${index} is not in 0 … ${length - 1}.`, name);
  });
  return tf.reshape(tf.slice(tensor, [...before, 0], [...before.map(() => 1), width]), [width]);
}

function computed(source: VectorSource, origin: Origin): tf.Tensor1D {
  const { config, weights } = source;
  switch (origin.kind) {
    case 'sum':
      return total(source, origin.from);
    case 'norm':
      return norm(config.norm, weights, origin.name, total(source, origin.from));
    case 'linear': {
      const x = vectorValues(source, origin.from); // [in]
      const matrix = weight(weights, `${origin.name}.weight`); // [in, out], of all heads
      const width = linearWidth(config, origin);
      const part = tf.slice(matrix, [origin.firstRow, origin.firstColumn], [x.shape[0], width]);
      const product = tf.reshape(tf.matMul(tf.reshape(x, [1, -1]), part as tf.Tensor2D), [width]); // [out]
      const bias = ownsBias(origin) ? weights.get(`${origin.name}.bias`) : undefined;
      return (bias ? tf.add(product, tf.slice(bias, [origin.firstColumn], [width])) : product) as tf.Tensor1D;
    }
    case 'leaf':
    case 'activation':
    case 'rotation':
    case 'weighted':
    case 'products':
      // All of these are activations with a name.
      throw new AppError('internal', `A vector of the kind ${origin.kind} was not recorded.`);
  }
}

/** The sum of all heads has the bias of the output matrix once; no head owns it. */
export function ownsBias({ from }: Extract<Origin, { kind: 'linear' }>): boolean {
  return from.part !== 'z';
}

function linearWidth(config: ModelConfig, { name }: Extract<Origin, { kind: 'linear' }>): number {
  if (/\.[qkv]$/.test(name)) return config.dHead;
  return /\.(?:up|gate)$/.test(name) ? config.dFf : config.dModel;
}

function total(source: VectorSource, places: readonly VectorPlace[]): tf.Tensor1D {
  return places.map((place) => vectorValues(source, place)).reduce((sum, part) => tf.add(sum, part));
}
