import * as tf from '@tensorflow/tfjs-core';
import type { ModelConfig } from '../../model/config/types';
import type { TraceName } from '../../model/traceNames';
import { AppError } from '../../shared/errors';
import { type Weights, weight } from '../tensors';
import type { Trace } from '../trace';
import type { Vector } from './frozenNorm';

/** Reads single vectors of a trace and of weights. */
export interface HostValues {
  /** [batch, position, width] at one position. */
  state(name: TraceName, position: number): Promise<Vector>;
  /** null: the model has no such activation. */
  stateOrNull(name: TraceName, position: number): Promise<Vector | null>;
  /** [batch, heads, query, dHead] at one query: heads side by side. */
  heads(name: TraceName, query: number): Promise<Vector>;
  /** A parameter with one axis; null: there is none. */
  parameter(name: string): Promise<Vector | null>;
  /** The weight of a norm as it multiplies. */
  normWeight(config: ModelConfig, name: string): Promise<Vector>;
  /** W · slope for a matrix [in, out]: what a linear function of x · W is as a function of x. */
  pulledBack(matrix: string, slope: Vector): Promise<Vector>;
  /** x · W + b. */
  linear(name: string, x: Vector): Promise<Vector>;
  /** One row of a matrix, or one column. */
  row(matrix: string, index: number): Promise<Vector>;
  column(matrix: string, index: number): Promise<Vector>;
}

/** @param row of the batch */
export function createHostValues(weights: Weights, trace: Trace, row: number): HostValues {
  const sliceOf = async (tensor: tf.Tensor, begin: number[], size: number[]): Promise<Vector> => {
    const slice = tf.slice(tensor, begin, size);
    try {
      return Float64Array.from(await slice.data());
    } finally {
      slice.dispose();
    }
  };
  const valuesOf = async (make: () => tf.Tensor): Promise<Vector> => {
    const tensor = tf.tidy(make);
    try {
      return Float64Array.from(await tensor.data());
    } finally {
      tensor.dispose();
    }
  };
  const stateOrNull = async (name: TraceName, position: number): Promise<Vector | null> => {
    const tensor = trace.get(name);
    if (!tensor) return null;
    const [batch = 1, , width = 0] = tensor.shape;
    // Position vectors may be there once for all rows.
    return await sliceOf(tensor, [batch === 1 ? 0 : row, position, 0], [1, 1, width]);
  };
  const parameter = async (name: string): Promise<Vector | null> => {
    const tensor = weights.get(name);
    return tensor ? Float64Array.from(await tensor.data()) : null;
  };
  return {
    stateOrNull,
    state: async (name, position) => {
      const found = await stateOrNull(name, position);
      if (!found) throw new AppError('invalidInput', `${name} does not appear in this model.`, name);
      return found;
    },
    heads: async (name, query) => {
      const tensor = trace.get(name);
      if (!tensor) throw new AppError('invalidInput', `${name} does not appear in this model.`, name);
      const [, nHeads = 0, , dHead = 0] = tensor.shape;
      return await sliceOf(tensor, [row, 0, query, 0], [1, nHeads, 1, dHead]);
    },
    parameter,
    normWeight: async (config, name) => {
      const stored = Float64Array.from(await weight(weights, `${name}.weight`).data());
      return config.norm.onePlusWeight ? stored.map((value) => value + 1) : stored;
    },
    pulledBack: (matrix, slope) =>
      valuesOf(() =>
        tf.matMul(
          weight(weights, matrix) as tf.Tensor2D,
          tf.tensor2d(Float32Array.from(slope), [slope.length, 1]),
        ),
      ),
    linear: async (name, x) => {
      const product = await valuesOf(() =>
        tf.matMul(
          tf.tensor2d(Float32Array.from(x), [1, x.length]),
          weight(weights, `${name}.weight`) as tf.Tensor2D,
        ),
      );
      const bias = await parameter(`${name}.bias`);
      return bias ? product.map((value, index) => value + (bias[index] ?? 0)) : product;
    },
    row: (matrix, index) => {
      const tensor = weight(weights, matrix);
      return sliceOf(tensor, [index, 0], [1, tensor.shape[1] ?? 0]);
    },
    column: (matrix, index) => {
      const tensor = weight(weights, matrix);
      return sliceOf(tensor, [0, index], [tensor.shape[0] ?? 0, 1]);
    },
  };
}
