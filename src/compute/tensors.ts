import * as tf from '@tensorflow/tfjs-core';
import { AppError } from '../shared/errors';

/** Parameter name → tensor, of the names and shapes of model/parameters. The owner disposes them. */
export type Weights = ReadonlyMap<string, tf.Tensor>;

/** Parameter name → values on the host, row-major in the parameter's shape. */
export type HostWeights = ReadonlyMap<string, Float32Array>;

/** [batch, position, dModel] */
export type Hidden = tf.Tensor3D;

/** [batch, heads, query, key] */
export type Scores = tf.Tensor4D;

/**
 * Added to masked scores. Finite, because softmax of a row of -Infinity is NaN on some backends and ones on others;
 * large enough that exp underflows to exactly 0. A row that is masked throughout becomes uniform.
 */
const MASK_VALUE = -1e9;
/** 16-bit floats end at 65504. */
const MASK_VALUE_HALF = -1e4;

export function maskValue(): number {
  return isHalfPrecision() ? MASK_VALUE_HALF : MASK_VALUE;
}

/** WebGL without 32-bit float textures (some phones) computes with 16 bits. */
export function isHalfPrecision(): boolean {
  return tf.getBackend() === 'webgl' && !tf.env().getBool('WEBGL_RENDER_FLOAT32_ENABLED');
}

/** A weight by name; a missing one is a fault of the program, since weights are made or checked by the same list. */
export function weight(weights: Weights, name: string): tf.Tensor {
  const tensor = weights.get(name);
  if (!tensor) throw new AppError('internal', `The weight ${name} is missing.`, name);
  return tensor;
}
