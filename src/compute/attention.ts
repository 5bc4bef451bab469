import * as tf from '@tensorflow/tfjs-core';
import { derive } from '../model/config/derive';
import type { ModelConfig, Stack } from '../model/config/types';
import type { AttentionKind } from '../model/traceNames';
import { matMulHeads } from './headMatMul';
import { linear } from './linear';
import { norm } from './norm';
import { type RotaryTables, rotate } from './position';
import type { Hidden, Scores, Weights } from './tensors';
import type { Tap } from './trace';

/** Keys and values of one attention, each [batch, kvHeads, key, dHead]. */
// A type, not an interface: tf.tidy returns only what has an implicit index signature.
export type KeysValues = {
  readonly k: tf.Tensor4D;
  readonly v: tf.Tensor4D;
};

export interface AttentionOptions {
  readonly name: `${Stack}.layers.${number}.${AttentionKind}`;
  /** Added to the scores, [batch or 1, 1, query, key]: 0 or a large negative number. null: nothing is masked. */
  readonly mask: tf.Tensor4D | null;
  /** What positions add to the scores, [1, heads, query, key]. */
  readonly positionBias: tf.Tensor4D | null;
  readonly rotary: RotaryTables | null;
  /** Keys and values of earlier positions, or, where `keysValues` is null, all of them. */
  readonly past: KeysValues | null;
  readonly tap: Tap;
}

/**
 * Multi-head attention: softmax(q kᵀ · scale + mask) v, the heads side by side (2017 paper, section 3.2), with fewer
 * heads of k and v where the configuration says so (Shazeer 2019; Ainslie 2023). Self-, masked and cross-attention are
 * this one function: they differ in where keys and values come from, and in the mask.
 * @param queries [batch, query, dModel]
 * @param keysValues [batch, key, dModel]: the same vectors in self-attention, the encoder memory in cross-attention;
 *   null: `past` holds all keys and values
 * @returns the sub-layer's output [batch, query, dModel], and k and v with the past in front, for a cache
 */
export function attention(
  config: ModelConfig,
  weights: Weights,
  queries: Hidden,
  keysValues: Hidden | null,
  options: AttentionOptions,
): { readonly output: Hidden; readonly k: tf.Tensor4D; readonly v: tf.Tensor4D } {
  return tf.tidy(() => {
    const { name, tap } = options;
    const { scoreScale, dQuery } = derive(config);
    const [batch, nQueries] = queries.shape;
    const q = tap(`${name}.q`, projectQueries(config, weights, queries, options)); // [batch, heads, query, dHead]
    const all = withPast(keysValues && projectKeysValues(config, weights, keysValues, options), options);
    const k = tap(`${name}.k`, all.k); // [batch, kvHeads, key, dHead]
    const v = tap(`${name}.v`, all.v); // [batch, kvHeads, key, dHead]

    let scores: Scores = matMulHeads(tf.mul(q, scoreScale), k, true); // [batch, heads, query, key]
    const cap = config.attention.softCap;
    if (cap !== null) scores = tf.mul(tf.tanh(tf.div(scores, cap)), cap);
    if (options.positionBias) scores = tf.add(scores, options.positionBias);
    scores = tap(`${name}.scores`, scores);
    const masked = options.mask ? tf.add(scores, options.mask) : scores;
    const weightsOfKeys = tf.softmax(masked as Scores); // [batch, heads, query, key]
    const pattern = tap(`${name}.pattern`, weightsOfKeys, { mask: options.mask });

    const headOutputs = tap(`${name}.headOutputs`, matMulHeads(pattern, v, false)); // [batch, heads, query, dHead]
    const joined = tf.reshape<tf.Rank.R3>(tf.transpose(headOutputs, [0, 2, 1, 3]), [batch, nQueries, dQuery]);
    const output = tap(`${name}.output`, linear(weights, `${name}.output`, joined)); // [batch, query, dModel]
    return { output, k, v };
  });
}

/** [batch, position, n · dHead] → [batch, n, position, dHead] */
function splitHeads(x: Hidden, n: number, dHead: number): tf.Tensor4D {
  const [batch, length] = x.shape;
  return tf.transpose(tf.reshape<tf.Rank.R4>(x, [batch, length, n, dHead]), [0, 2, 1, 3]);
}

function projectQueries(
  config: ModelConfig,
  weights: Weights,
  queries: Hidden,
  { name, rotary }: AttentionOptions,
): tf.Tensor4D {
  let q = splitHeads(linear(weights, `${name}.q`, queries), config.nHeads, config.dHead);
  if (config.norm.queryKey) q = norm(config.norm, weights, `${name}.qNorm`, q);
  return rotary ? rotate(q, rotary) : q;
}

function projectKeysValues(
  config: ModelConfig,
  weights: Weights,
  keysValues: Hidden,
  { name, rotary }: AttentionOptions,
): KeysValues {
  let k = splitHeads(linear(weights, `${name}.k`, keysValues), config.nKvHeads, config.dHead);
  if (config.norm.queryKey) k = norm(config.norm, weights, `${name}.kNorm`, k);
  const v = splitHeads(linear(weights, `${name}.v`, keysValues), config.nKvHeads, config.dHead);
  return { k: rotary ? rotate(k, rotary) : k, v };
}

function withPast(present: KeysValues | null, { name, past }: AttentionOptions): KeysValues {
  if (past && present) {
    return { k: tf.concat([past.k, present.k], 2), v: tf.concat([past.v, present.v], 2) };
  }
  const all = present ?? past;
  if (!all) throw new Error(`${name} has neither keys nor a past.`);
  // Reshaping makes a tensor that the caller's tidy owns; the cache keeps its own.
  return present ?? { k: tf.reshape(all.k, all.k.shape), v: tf.reshape(all.v, all.v.shape) };
}
