import * as tf from '@tensorflow/tfjs-core';
import type { ModelConfig, Stack } from '../model/config/types';
import { tokenEmbeddingName } from '../model/parameters';
import { linear } from './linear';
import { norm } from './norm';
import { sinusoidalRows } from './positionTables';
import { type Hidden, type Weights, weight } from './tensors';
import type { Tap } from './trace';

export interface EmbeddingInput {
  /** [batch, position] */
  readonly ids: readonly (readonly number[])[];
  /** Rows of positions, one for each row of the batch, or one for all. */
  readonly positions: readonly (readonly number[])[];
  /** [batch, position], or null: all 0. */
  readonly segmentIds: readonly (readonly number[])[] | null;
}

/**
 * Tokens become vectors: token + position + segment, scaled and normalised as the configuration says
 * (2017 paper, sections 3.4 and 3.5; segments: BERT, figure 2).
 * @returns [batch, position, dModel], what enters the first layer
 */
export function embed(
  config: ModelConfig,
  weights: Weights,
  stack: Stack,
  input: EmbeddingInput,
  tap: Tap,
): Hidden {
  return tf.tidy(() => {
    const { factorization } = config.embedding;
    const table = weight(weights, tokenEmbeddingName(config, stack)); // [vocab, dEmbedding]
    let tokens = lookUp(table, input.ids); // [batch, position, dEmbedding]
    if (factorization?.place === 'tokens') tokens = linear(weights, `${stack}.embedding.projection`, tokens);
    if (config.embedding.scaled) tokens = tf.mul(tokens, Math.sqrt(config.dModel));
    let sum = tap(`${stack}.embedding.tokens`, tokens);
    const positions = positionVectors(config, weights, stack, input, sum.shape[2]);
    if (positions) sum = tf.add(sum, tap(`${stack}.embedding.positions`, positions));
    if (config.nSegments > 0 && stack === 'encoder') {
      const segmentIds = input.segmentIds ?? input.ids.map((row) => row.map(() => 0));
      const segments = lookUp(weight(weights, `${stack}.embedding.segment.weight`), segmentIds);
      sum = tf.add(sum, tap(`${stack}.embedding.segments`, segments));
    }
    if (config.norm.embedding) sum = norm(config.norm, weights, `${stack}.embedding.norm`, sum);
    if (factorization?.place === 'sum') sum = linear(weights, `${stack}.embedding.projection`, sum);
    return tap(`${stack}.embedding.output`, sum);
  });
}

/** Rows of a table. Ids were checked before: GPU backends answer an id out of range silently with zeros. */
function lookUp(table: tf.Tensor, ids: readonly (readonly number[])[]): Hidden {
  const length = ids[0]?.length ?? 0;
  const rows = tf.gather(table, tf.tensor1d(ids.flat(), 'int32'));
  return tf.reshape(rows, [ids.length, length, table.shape[1] ?? 0]);
}

/** Vectors that are added for positions: [batch or 1, position, width]; null where positions act elsewhere. */
function positionVectors(
  config: ModelConfig,
  weights: Weights,
  stack: Stack,
  { positions }: EmbeddingInput,
  width: number,
): Hidden | null {
  const { position } = config;
  if (position.kind === 'learned') {
    const table = weight(weights, `${stack}.embedding.position.weight`); // [contextLength + offset, width]
    const [row = []] = positions;
    const first = (row[0] ?? 0) + position.offset;
    // One run of positions is a slice, which WASM does far faster than a look-up.
    if (positions.length === 1 && row.every((value, index) => value + position.offset === first + index)) {
      return tf.reshape<tf.Rank.R3>(tf.slice(table, [first, 0], [row.length, width]), [1, row.length, width]);
    }
    return lookUp(
      table,
      positions.map((values) => values.map((value) => value + position.offset)),
    );
  }
  if (position.kind !== 'sinusoidal') return null;
  const rows = sinusoidalRows(positions.flat(), width, position.order);
  return tf.tensor3d(rows, [positions.length, positions[0]?.length ?? 0, width]);
}
