import * as tf from '@tensorflow/tfjs-core';
import type { ModelConfig } from '../model/config/types';
import type { ModelInput } from '../model/input';
import { copiesMemory, type Intervention, type InterventionWhere } from '../model/intervention';
import { textWhereAxis, whereAxis } from '../model/interventionForm';
import { tokensAlong } from '../model/interventionProblem';
import { textAxis } from '../model/activations';
import { traceAxes, type TraceName } from '../model/traceNames';
import { AppError } from '../shared/errors';
import { type Hidden, maskValue, type Scores } from './tensors';
import type { Trace } from './trace';

/** What the surroundings of an activation know that a change to it may need. */
export interface TapContext {
  /** At a pattern: what was added to its scores, [batch or 1, 1, query, key]; null: nothing is masked. */
  readonly mask?: tf.Tensor4D | null;
  /** At the output of a layer: the input of that layer, [batch, position, dModel]. */
  readonly layerInput?: Hidden;
}

/** A run of the same model on another text, of which activations are copied. */
export interface Donor {
  readonly input: ModelInput;
  /** Of it, at least the activations that are copied. */
  readonly trace: Trace;
}

export interface ChangeContext extends TapContext {
  readonly config: ModelConfig;
  readonly input: ModelInput;
  readonly donor: Donor | null;
}

/** An activation with a change that was found to fit (`model/interventionProblem`). Elements not chosen stay to the bit. */
export function applyIntervention<T extends tf.Tensor>(
  value: T,
  intervention: Intervention,
  context: ChangeContext,
): T {
  return tf.tidy(() => {
    const replacement = replacementOf(value, intervention, context);
    if (copiesMemory(intervention)) return replacement as T;
    const chosen = selection(intervention.at, value.shape, elementsOf(intervention));
    if (!chosen) return tf.add(tf.zerosLike(value), replacement) as T;
    // where() with a broadcast condition is not defined on every backend: blend by a 0/1 tensor instead.
    return tf.add(tf.mul(value, tf.sub(1, chosen)), tf.mul(replacement, chosen)) as T;
  });
}

/** What changes: with an edge, the other keys of its row too. */
function elementsOf({ where = {}, change }: Intervention): InterventionWhere {
  if (change.kind !== 'edge') return where;
  const { key: _, ...row } = where;
  return row;
}

/** What stands in the place of the chosen elements; of the activation's shape, or with 1 for axes along which it is the same. */
function replacementOf(value: tf.Tensor, intervention: Intervention, context: ChangeContext): tf.Tensor {
  const { at, where = {}, change } = intervention;
  switch (change.kind) {
    case 'zero':
      return tf.zerosLike(value);
    case 'mean':
      return meanOverText(value, at, context);
    case 'scale':
      return tf.mul(value, change.factor);
    case 'cut':
      return tf.fill(value.shape, maskValue());
    case 'edge':
      return withEdge(value as Scores, where.key ?? 0, change.weight, context.mask ?? null);
    case 'bypass':
      if (!context.layerInput) throw new AppError('internal', `${at} has no input to pass on.`, at);
      // A tensor of its own, which the caller's tidy owns.
      return tf.reshape(context.layerInput, context.layerInput.shape);
    case 'copy':
      return copied(intervention, change.position, context);
    case 'replace':
      if (change.values.length !== value.size) {
        throw new AppError(
          'invalidInput',
          `${at} has ${value.size} values (${value.shape.join(' × ')}); the replacement has ${change.values.length}.`,
          at,
        );
      }
      return tf.tensor(change.values, value.shape);
  }
}

/** The mean along the axis of the text, over tokens only; that axis becomes 1. */
function meanOverText(value: tf.Tensor, at: TraceName, { config, input, donor }: ChangeContext): tf.Tensor {
  const axis = textAxis(at);
  const length = value.shape[axis] ?? 0;
  const own = tokensAlong(config, at, input);
  // The decoder may read the memory of the donor, of another length.
  const rows = [own, donor && tokensAlong(config, at, donor.input)].find(
    (tokens) => tokens?.[0]?.length === length,
  );
  if (!rows) return tf.mean(value, axis, true);
  const shares = rows.flatMap((row) => {
    const nTokens = row.reduce((sum, isToken) => sum + isToken, 0);
    return row.map((isToken) => isToken / nTokens);
  });
  const shape = value.shape.map((_, index) => (index === 0 ? rows.length : index === axis ? length : 1));
  return tf.sum(tf.mul(value, tf.tensor(shares, shape)), axis, true);
}

/**
 * Every row with this weight for one key, the rest shared as `InterventionChange` says.
 * @param pattern [batch, heads, query, key]
 * @param mask [batch or 1, 1, query, key]
 */
function withEdge(pattern: Scores, key: number, weight: number, mask: tf.Tensor4D | null): Scores {
  const [, , nQueries, nKeys] = pattern.shape;
  const edge = oneHot([1, 1, 1, nKeys], 3, key); // [1, 1, 1, key]
  const isOther = tf.sub(1, edge); // [1, 1, 1, key]
  // The mask is 0 or a large negative number.
  const visible = mask ? tf.add(1, tf.clipByValue(mask, -1, 0)) : tf.ones([1, 1, nQueries, nKeys]);
  const others = tf.mul(pattern, isOther); // [batch, heads, query, key]
  const total = tf.sum(others, 3, true); // [batch, heads, query, 1]
  const equal = tf.mul(visible, isOther); // [batch or 1, 1, query, key]
  const nOthers = tf.sum(equal, 3, true); // [batch or 1, 1, query, 1]
  const hadSome = tf.step(total); // 1 where the others had any weight
  const shares = tf.add(
    tf.div(others, tf.add(total, tf.sub(1, hadSome))),
    tf.mul(tf.sub(1, hadSome), tf.div(equal, tf.maximum(nOthers, 1))),
  ); // [batch, heads, query, key]; each row sums to 1, or to 0 where there are no others
  const isAlone = tf.mul(tf.sub(1, hadSome), tf.sub(1, tf.minimum(nOthers, 1))); // [batch, heads, query, 1]
  const given = tf.add(weight, tf.mul(isAlone, 1 - weight)); // [batch, heads, query, 1]
  return tf.add(tf.mul(edge, given), tf.mul(shares, tf.sub(1, given)));
}

/** The donor's activation, whole or at one position. */
function copied(
  { at, where = {} }: Intervention,
  position: number | undefined,
  { donor }: ChangeContext,
): tf.Tensor {
  const from = donor?.trace.get(at);
  if (!from) throw new AppError('internal', `The donor's ${at} was not recorded.`, at);
  const there = position ?? where[textWhereAxis(at)];
  if (there === undefined) return tf.reshape(from, from.shape);
  const axis = textAxis(at);
  return tf.slice(
    from,
    from.shape.map((_, index) => (index === axis ? there : 0)),
    from.shape.map((size, index) => (index === axis ? 1 : size)),
  );
}

/** 1 where all given indices match, 0 elsewhere; with 1 for axes that are not given; null: everything is chosen. */
function selection(at: TraceName, shape: readonly number[], where: InterventionWhere): tf.Tensor | null {
  let chosen: tf.Tensor | null = null;
  for (const [index, axis] of traceAxes(at).entries()) {
    const chosenBy = whereAxis(axis);
    const wanted = chosenBy ? where[chosenBy] : undefined;
    if (wanted === undefined) continue;
    const length = shape[index] ?? 0;
    // Vectors of positions are the same for all rows of a batch and have one row only.
    if (wanted >= length) {
      throw new AppError('invalidInput', `${at}: ${axis} ${wanted} is not in 0 … ${length - 1}.`, at);
    }
    const broadcast = shape.map((_, other) => (other === index ? length : 1));
    const here = oneHot(broadcast, index, wanted);
    chosen = chosen ? tf.mul(chosen, here) : here;
  }
  return chosen;
}

/** 1 at one index of an axis; the other axes are 1. */
function oneHot(shape: readonly number[], axis: number, index: number): tf.Tensor {
  const values = new Float32Array(shape[axis] ?? 0);
  values[index] = 1;
  return tf.tensor(values, [...shape]);
}
