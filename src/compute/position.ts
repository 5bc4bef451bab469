import * as tf from '@tensorflow/tfjs-core';
import type { ModelConfig, Position, Stack } from '../model/config/types';
import { alibiBias, rotaryRows, rotatedDimensions, t5Bucket } from './positionTables';
import { type Weights, weight } from './tensors';

type Rotary = Extract<Position, { kind: 'rotary' }>;

/** cos and sin of the angles at some positions, each [batch or 1, 1, position, rotated / 2]. */
export interface RotaryTables {
  readonly rotary: Rotary;
  readonly cos: tf.Tensor4D;
  readonly sin: tf.Tensor4D;
}

/**
 * @param positions rows of positions, one for each row of the batch, or one for all
 */
export function rotaryTables(
  rotary: Rotary,
  positions: readonly (readonly number[])[],
  dHead: number,
): RotaryTables {
  const { cos, sin } = rotaryRows(rotary, positions.flat(), dHead);
  const length = positions[0]?.length ?? 0;
  const shape: [number, number, number, number] = [
    positions.length,
    1,
    length,
    rotatedDimensions(rotary, dHead) / 2,
  ];
  return { rotary, cos: tf.tensor4d(cos, shape), sin: tf.tensor4d(sin, shape) };
}

/**
 * Rotates pairs of dimensions of q or k by an angle that grows with the position (Su 2021, RoFormer, equation 34).
 * @param x [batch, heads, position, dHead]
 */
export function rotate(x: tf.Tensor4D, { rotary, cos, sin }: RotaryTables): tf.Tensor4D {
  return tf.tidy(() => {
    const [batch, heads, length, dHead] = x.shape;
    const half = cos.shape[3];
    const rotated = 2 * half;
    const turned = tf.slice(x, [0, 0, 0, 0], [batch, heads, length, rotated]);
    const [first, second] = pairs(turned, rotary.pairing); // each [batch, heads, position, rotated / 2]
    const newFirst = tf.sub(tf.mul(first, cos), tf.mul(second, sin)) as tf.Tensor4D;
    const newSecond = tf.add(tf.mul(second, cos), tf.mul(first, sin)) as tf.Tensor4D;
    const joined = joinPairs(newFirst, newSecond, rotary.pairing);
    if (rotated === dHead) return joined;
    const rest = tf.slice(x, [0, 0, 0, rotated], [batch, heads, length, dHead - rotated]);
    return tf.concat([joined, rest], 3); // [batch, heads, position, dHead]
  });
}

function pairs(x: tf.Tensor4D, pairing: Rotary['pairing']): [tf.Tensor4D, tf.Tensor4D] {
  const [batch, heads, length, rotated] = x.shape;
  const half = rotated / 2;
  if (pairing === 'halves') {
    return [
      tf.slice(x, [0, 0, 0, 0], [batch, heads, length, half]),
      tf.slice(x, [0, 0, 0, half], [batch, heads, length, half]),
    ];
  }
  const rows = tf.reshape(x, [batch * heads * length, half, 2]);
  const part = (index: number): tf.Tensor4D =>
    tf.reshape(tf.slice(rows, [0, 0, index], [-1, -1, 1]), [batch, heads, length, half]);
  return [part(0), part(1)];
}

function joinPairs(first: tf.Tensor4D, second: tf.Tensor4D, pairing: Rotary['pairing']): tf.Tensor4D {
  if (pairing === 'halves') return tf.concat([first, second], 3);
  const [batch, heads, length, half] = first.shape;
  const column = (x: tf.Tensor4D): tf.Tensor2D => tf.reshape(x, [batch * heads * length * half, 1]);
  return tf.reshape(tf.concat([column(first), column(second)], 1), [batch, heads, length, 2 * half]);
}

/**
 * What positions add to the scores of self-attention: ALiBi slopes or T5's learned buckets; null for other positions.
 * @returns [1, heads, query, key]
 */
export function positionBias(
  config: ModelConfig,
  weights: Weights,
  stack: Stack,
  nQueries: number,
  nKeys: number,
  firstQuery: number,
): tf.Tensor4D | null {
  const { position, nHeads } = config;
  const queries = Array.from({ length: nQueries }, (_, index) => firstQuery + index);
  const keys = Array.from({ length: nKeys }, (_, index) => index);
  if (position.kind === 'alibi') {
    return tf.tensor4d(alibiBias(nHeads, queries, keys), [1, nHeads, nQueries, nKeys]);
  }
  if (position.kind !== 't5') return null;
  return tf.tidy(() => {
    const buckets = queries.flatMap((query) =>
      keys.map((key) => t5Bucket(key - query, stack === 'encoder', position.buckets, position.maxDistance)),
    );
    const table = weight(weights, `${stack}.relativeBias.weight`); // [buckets, heads]
    const rows = tf.gather(table, tf.tensor1d(buckets, 'int32')); // [query · key, heads]
    return tf.reshape(tf.transpose(rows), [1, nHeads, nQueries, nKeys]);
  });
}
