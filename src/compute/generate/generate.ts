import type { ModelConfig } from '../../model/config/types';
import type { ModelInput } from '../../model/input';
import type { Intervention } from '../../model/intervention';
import type { Alternative, Sampling } from '../../model/sampling';
import { AppError } from '../../shared/errors';
import type { Weights } from '../tensors';
import { changedContinuation, plainContinuation } from './continuation';
import { promptOf } from './nextLogits';
import { createSampler } from './sample';
import { mostProbable, softmax } from './warpers';

export interface GenerateOptions {
  readonly maxNewTokens: number;
  /** Stops after this id; null: only the length stops. */
  readonly endId: number | null;
  readonly sampling: Sampling;
  /** Tokens of the same sequence of draws that were written before, so that one by one gives what all at once does. */
  readonly drawsBefore?: number;
  /** Keep keys and values of earlier positions instead of computing them again for every token. */
  readonly useCache: boolean;
  /**
   * Changes while the model runs; with any, every token is computed by a full pass of encoder and decoder without a
   * cache. One whose position is not written yet changes nothing before it is.
   */
  readonly interventions?: readonly Intervention[];
  /** The text that interventions copy from. */
  readonly donor?: ModelInput;
  /** Awaited after every token, so that a cancellation can come in. */
  readonly pause?: () => Promise<void>;
  /** Checked before every token. */
  readonly isCancelled?: () => boolean;
  /**
   * `probability` is that of the chosen id under the full distribution, `alternatives` the most probable ones there;
   * of them the first `nAllowed` could be drawn (null: nothing was drawn).
   */
  readonly onStep?: (step: {
    readonly index: number;
    readonly id: number;
    readonly probability: number;
    readonly alternatives: readonly Alternative[];
    readonly nAllowed: number | null;
  }) => void;
}

/**
 * Generates token by token: decoder-only models continue the ids of `input.decoder`, encoder-decoder models write a
 * target after `input.decoder` (usually the start token alone) for the source `input.encoder`. One text at a time. Ends
 * with `endId`, the wanted number of tokens or the context, whichever comes first. Cached and uncached agree.
 * @throws AppError `cancelled`; `invalidInput` for a batch, an encoder-only model or ids that do not fit
 */
export async function generate(
  config: ModelConfig,
  weights: Weights,
  input: ModelInput,
  options: GenerateOptions,
): Promise<{ readonly ids: readonly number[] }> {
  const prompt = promptOf(config, input);
  const sampler = createSampler(options.sampling, options.drawsBefore);
  const continuation = options.interventions?.length
    ? changedContinuation(config, weights, input, options.interventions, options.donor)
    : plainContinuation(config, weights, input, options.useCache);
  const ids: number[] = [];
  try {
    const end = Math.min(options.maxNewTokens, config.contextLength - prompt.length);
    while (ids.length < end) {
      if (options.isCancelled?.()) throw new AppError('cancelled', 'Generation was cancelled.');
      const logits = await continuation.next([...prompt, ...ids]);
      const { id, nAllowed } = sampler(logits);
      const probabilities = softmax(logits);
      options.onStep?.({
        index: ids.length,
        id,
        probability: probabilities[id] ?? 0,
        alternatives: mostProbable(probabilities),
        nAllowed,
      });
      ids.push(id);
      if (id === options.endId) break;
      await options.pause?.();
    }
    return { ids };
  } finally {
    continuation.dispose();
  }
}
