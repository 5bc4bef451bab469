import * as tf from '@tensorflow/tfjs-core';
import type { ModelConfig } from '../../model/config/types';
import type { ModelInput } from '../../model/input';
import type { Intervention } from '../../model/intervention';
import { problemText } from '../../model/interventionForm';
import { interventionProblem, isThereYet } from '../../model/interventionProblem';
import { AppError } from '../../shared/errors';
import { encode, forward } from '../forward';
import { createKvCache } from '../kvCache';
import { runDonor } from '../patching';
import type { Weights } from '../tensors';
import { nextLogits, noTap } from './nextLogits';

/** What a text is continued by. */
export interface Continuation {
  /** The logits that follow a text; each is the one before with one more id. */
  next(ids: readonly number[]): Promise<Float32Array>;
  dispose(): void;
}

/** The encoder runs once; with a cache, so does every position of the decoder. */
export function plainContinuation(
  config: ModelConfig,
  weights: Weights,
  input: ModelInput,
  useCache: boolean,
): Continuation {
  const hidden = tf.tidy(() => encode(config, weights, input, noTap)?.hidden ?? undefined);
  const memory = hidden && {
    hidden,
    length: hidden.shape[1],
    isToken: input.encoder?.attentionMask ?? null,
  };
  const cache = useCache ? createKvCache() : null;
  return {
    next: (ids) =>
      nextLogits(config, weights, [cache ? ids.slice(cache.length) : ids], memory ?? null, cache),
    dispose: () => {
      hidden?.dispose();
      cache?.dispose();
    },
  };
}

/**
 * Every text is run whole, with the interventions that name no position beyond it: what a changed key or value was at
 * an earlier length is not what it is at this one, so nothing can be kept.
 * @throws AppError `invalidInput` for an intervention that fits at no length
 */
export function changedContinuation(
  config: ModelConfig,
  weights: Weights,
  input: ModelInput,
  interventions: readonly Intervention[],
  donorInput: ModelInput | undefined,
): Continuation {
  for (const intervention of interventions) {
    const problem = interventionProblem(config, intervention);
    if (problem) throw new AppError('invalidInput', problemText(problem), intervention.at);
  }
  const donor = runDonor(config, weights, donorInput, interventions);
  return {
    next: async (ids) => {
      const text: ModelInput = { ...input, decoder: { ids: [ids] } };
      const logits = tf.tidy(() => {
        const trace = forward(config, weights, text, {
          interventions: interventions.filter((intervention) => isThereYet(config, intervention, text)),
          record: () => false,
          ...(donor ? { donor } : {}),
        });
        const all = trace.get('head.logits');
        if (!all) throw new AppError('internal', 'The model has no output.');
        const last = tf.slice(all, [0, ids.length - 1, 0], [1, 1, -1]); // [1, 1, vocab]
        trace.dispose();
        return last;
      });
      try {
        return Float32Array.from(await logits.data());
      } finally {
        logits.dispose();
      }
    },
    dispose: () => donor?.trace.dispose(),
  };
}
