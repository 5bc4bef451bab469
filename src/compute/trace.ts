import * as tf from '@tensorflow/tfjs-core';
import { AppError } from '../shared/errors';
import type { Intervention, InterventionWhere } from '../model/intervention';
import { traceAxes, type TraceName } from '../model/traceNames';
import { maskValue } from './tensors';

/** A point of the forward pass with a name: the activation may be changed there and is recorded if asked for. */
export type Tap = <T extends tf.Tensor>(name: TraceName, value: T) => T;

/** The activations of one forward pass. Whoever asked for it disposes it. */
export interface Trace {
  get(name: TraceName): tf.Tensor | undefined;
  names(): readonly TraceName[];
  dispose(): void;
}

export interface Recorder {
  readonly tap: Tap;
  readonly trace: Trace;
  /** Interventions whose activation never appeared: a wrong layer, or a part that this model lacks. */
  unused(): readonly Intervention[];
}

/**
 * @param record which activations to keep
 * @param interventions changes, applied in order before the value is recorded and used
 */
export function createRecorder(
  record: (name: TraceName) => boolean,
  interventions: readonly Intervention[],
): Recorder {
  const kept = new Map<TraceName, tf.Tensor>();
  const used = new Set<Intervention>();
  const byName = groupByName(interventions);
  return {
    tap: (name, value) => {
      let changed = value;
      for (const intervention of byName.get(name) ?? []) {
        changed = applyIntervention(changed, intervention);
        used.add(intervention);
      }
      if (record(name)) kept.set(name, tf.keep(changed));
      return changed;
    },
    trace: {
      get: (name) => kept.get(name),
      names: () => [...kept.keys()],
      dispose: () => {
        for (const tensor of kept.values()) tensor.dispose();
        kept.clear();
      },
    },
    unused: () => interventions.filter((intervention) => !used.has(intervention)),
  };
}

function groupByName(interventions: readonly Intervention[]): Map<TraceName, Intervention[]> {
  const groups = new Map<TraceName, Intervention[]>();
  for (const intervention of interventions) {
    const group = groups.get(intervention.at);
    if (group) group.push(intervention);
    else groups.set(intervention.at, [intervention]);
  }
  return groups;
}

function applyIntervention<T extends tf.Tensor>(value: T, intervention: Intervention): T {
  const { at, where } = intervention;
  return tf.tidy(() => {
    const replacement = replacementOf(value, intervention);
    if (!where || Object.keys(where).length === 0) return replacement as T;
    const chosen = selection(at, value.shape, where);
    // where() with a broadcast condition is not defined on every backend: blend by a 0/1 tensor instead.
    return tf.add(tf.mul(value, tf.sub(1, chosen)), tf.mul(replacement, chosen)) as T;
  });
}

function replacementOf(value: tf.Tensor, { at, change }: Intervention): tf.Tensor {
  switch (change.kind) {
    case 'zero':
      return tf.zerosLike(value);
    case 'scale':
      return tf.mul(value, change.factor);
    case 'cut':
      if (!at.endsWith('.scores')) {
        throw new AppError('invalidInput', `Only scores can be cut, not ${at}.`, at);
      }
      return tf.fill(value.shape, maskValue());
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

/** 1 where all given indices match, 0 elsewhere; of the activation's shape with 1 for axes that are not given. */
function selection(at: TraceName, shape: readonly number[], where: InterventionWhere): tf.Tensor {
  const axes = traceAxes(at);
  return axes.reduce<tf.Tensor>(
    (product, axis, index) => {
      const wanted =
        axis === 'batch'
          ? where.batch
          : axis === 'heads' || axis === 'kvHeads'
            ? where.head
            : axis === 'query' || axis === 'position'
              ? where.query
              : axis === 'key'
                ? where.key
                : undefined;
      if (wanted === undefined) return product;
      const length = shape[index] ?? 0;
      if (!Number.isInteger(wanted) || wanted < 0 || wanted >= length) {
        throw new AppError('invalidInput', `${at}: ${axis} ${wanted} is not in 0 … ${length - 1}.`, at);
      }
      const oneHot = new Float32Array(length);
      oneHot[wanted] = 1;
      const broadcast = shape.map((_, other) => (other === index ? length : 1));
      return tf.mul(product, tf.tensor(oneHot, broadcast));
    },
    tf.ones(shape.map(() => 1)),
  );
}
