import * as tf from '@tensorflow/tfjs-core';
import type { ModelConfig } from '../../model/config/types';
import { derive } from '../../model/config/derive';
import { NOT_COUNTED, type TrainingBatch } from '../../model/training';
import { decode, encode } from '../forward';
import { applyHead } from '../head';
import { type Hidden, maskValue, type Weights } from '../tensors';
import type { Tap } from '../trace';
import { checkBatch } from './checkBatch';
import { crossEntropy } from './crossEntropy';

// A type, not an interface: tf.tidy returns only what has an implicit index signature.
export type Loss = {
  /** Mean over what is counted, in nats. */
  readonly loss: tf.Scalar;
  /** How many of the counted answers have the highest logit. */
  readonly nCorrect: tf.Scalar;
  /** How many answers are counted. */
  readonly nCounted: number;
};

/**
 * The loss of a batch. Where only some positions count, the head is computed at those alone.
 * @param tap for dropout; see `dropout.ts`
 * @throws AppError `invalidInput` for a batch that does not fit the model, or in which nothing counts
 */
export function lossOf(
  config: ModelConfig,
  weights: Weights,
  batch: TrainingBatch,
  labelSmoothing: number,
  tap: Tap,
): Loss {
  checkBatch(config, batch);
  const { input, targets } = batch;
  return tf.tidy(() => {
    const memory = encode(config, weights, input, tap);
    const { hasDecoder, outputStack } = derive(config);
    const hidden = hasDecoder
      ? decode(config, weights, input, memory, null, tap)
      : (memory?.hidden as Hidden); // [batch, position, dModel]
    const isToken = input[outputStack]?.attentionMask ?? null;
    switch (targets.kind) {
      case 'tokens': {
        const { rows, classes } = countedRows(targets.ids);
        const logits = applyHead(config, weights, selectRows(hidden, rows), null); // [1, counted, classes]
        return measure(tf.reshape(logits, [rows.length, logits.shape[2]]), classes, labelSmoothing);
      }
      case 'class': {
        const logits = applyHead(config, weights, hidden, isToken); // [batch, 1, classes]
        return measure(tf.reshape(logits, [logits.shape[0], logits.shape[2]]), targets.ids, labelSmoothing);
      }
      case 'span': {
        const logits = applyHead(config, weights, hidden, isToken); // [batch, position, start and end]
        const [batch, length] = logits.shape;
        const rows = tf.reshape<tf.Rank.R2>(tf.transpose(logits, [2, 0, 1]), [2 * batch, length]);
        const answers = [...targets.start, ...targets.end];
        return measure(withoutPadding(rows, isToken), answers, labelSmoothing);
      }
    }
  });
}

function measure(logits: tf.Tensor2D, classes: readonly number[], labelSmoothing: number): Loss {
  const best = tf.argMax(logits, 1);
  const nCorrect = tf.sum(
    tf.cast(tf.equal(best, tf.tensor1d([...classes], 'int32')), 'float32'),
  ) as tf.Scalar;
  return { loss: crossEntropy(logits, classes, labelSmoothing), nCorrect, nCounted: classes.length };
}

function countedRows(ids: readonly (readonly number[])[]): { rows: number[]; classes: number[] } {
  const flat = ids.flat();
  const rows = flat.flatMap((id, row) => (id === NOT_COUNTED ? [] : [row]));
  return { rows, classes: rows.map((row) => flat[row] ?? NOT_COUNTED) };
}

/** @returns [1, rows, dModel] */
function selectRows(hidden: Hidden, rows: readonly number[]): Hidden {
  const [batch, length, width] = hidden.shape;
  const all = tf.reshape<tf.Rank.R2>(hidden, [batch * length, width]);
  const selected = rows.length === batch * length ? all : tf.gather(all, tf.tensor1d([...rows], 'int32'));
  return tf.reshape<tf.Rank.R3>(selected, [1, rows.length, width]);
}

/** Padding cannot be an answer. @param rows [start and end · batch, position] */
function withoutPadding(rows: tf.Tensor2D, isToken: readonly (readonly number[])[] | null): tf.Tensor2D {
  if (!isToken) return rows;
  const hidden = [...isToken, ...isToken].flat().map((token) => (token ? 0 : maskValue()));
  return tf.add(rows, tf.tensor2d(hidden, rows.shape));
}
