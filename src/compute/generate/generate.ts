import * as tf from '@tensorflow/tfjs-core';
import type { ModelConfig } from '../../model/config/types';
import type { ModelInput } from '../../model/input';
import type { Sampling } from '../../model/sampling';
import { AppError } from '../../shared/errors';
import { checkInput } from '../checkInput';
import { decode, encode } from '../forward';
import { applyHead } from '../head';
import { createKvCache, type KvCache } from '../kvCache';
import type { Memory } from '../stack';
import type { Hidden, Weights } from '../tensors';
import type { Tap } from '../trace';
import { createSampler } from './sample';
import { softmax } from './warpers';

export interface GenerateOptions {
  readonly maxNewTokens: number;
  /** Stops after this id; null: only the length stops. */
  readonly endId: number | null;
  readonly sampling: Sampling;
  /** Keep keys and values of earlier positions instead of computing them again for every token. */
  readonly useCache: boolean;
  /** Awaited after every token, so that a cancellation can come in. */
  readonly pause?: () => Promise<void>;
  /** Checked before every token. */
  readonly isCancelled?: () => boolean;
  /** `probability` is that of the chosen id under the full distribution. */
  readonly onStep?: (step: {
    readonly index: number;
    readonly id: number;
    readonly probability: number;
  }) => void;
}

const noTap: Tap = (_, value) => value;

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
  checkInput(config, input);
  const prompt = input.decoder?.ids[0];
  if (config.family === 'encoder-only' || config.head.kind !== 'languageModel' || !prompt) {
    throw new AppError('invalidInput', 'Only a decoder with a language model head can generate.', 'family');
  }
  if (input.decoder.ids.length !== 1) {
    throw new AppError('invalidInput', 'One text at a time can be continued.', 'decoder.ids');
  }
  const sampler = createSampler(options.sampling);
  const memory = tf.tidy(() => encode(config, weights, input, noTap)?.hidden ?? undefined);
  const source = memory && {
    hidden: memory,
    length: memory.shape[1],
    isToken: input.encoder?.attentionMask ?? null,
  };
  const cache = options.useCache ? createKvCache() : null;
  const ids: number[] = [];
  try {
    const end = Math.min(options.maxNewTokens, config.contextLength - prompt.length);
    while (ids.length < end) {
      if (options.isCancelled?.()) throw new AppError('cancelled', 'Generation was cancelled.');
      const all = [...prompt, ...ids];
      const logits = await nextLogits(
        config,
        weights,
        cache ? all.slice(cache.length) : all,
        source ?? null,
        cache,
      );
      const id = sampler(logits);
      options.onStep?.({ index: ids.length, id, probability: softmax(logits)[id] ?? 0 });
      ids.push(id);
      if (id === options.endId) break;
      await options.pause?.();
    }
    return { ids };
  } finally {
    memory?.dispose();
    cache?.dispose();
  }
}

/** The logits that follow the last of `ids`; with a cache only the ids that are not in it are computed. */
async function nextLogits(
  config: ModelConfig,
  weights: Weights,
  ids: readonly number[],
  memory: Memory | null,
  cache: KvCache | null,
): Promise<Float32Array> {
  const logits = tf.tidy(() => {
    const hidden = decode(config, weights, { decoder: { ids: [ids] } }, memory, cache, noTap);
    const last: Hidden = tf.slice(hidden, [0, ids.length - 1, 0], [1, 1, config.dModel]);
    return applyHead(config, weights, last, null); // [1, 1, vocab]
  });
  try {
    return Float32Array.from(await logits.data());
  } finally {
    logits.dispose();
  }
}
