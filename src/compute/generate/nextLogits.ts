import * as tf from '@tensorflow/tfjs-core';
import type { ModelConfig } from '../../model/config/types';
import type { ModelInput } from '../../model/input';
import { AppError } from '../../shared/errors';
import { checkInput } from '../checkInput';
import { decode } from '../forward';
import { applyHead } from '../head';
import type { KvCache } from '../kvCache';
import type { Memory } from '../stack';
import type { Hidden, Weights } from '../tensors';
import type { Tap } from '../trace';

export const noTap: Tap = (_, value) => value;

/** The ids to continue. @throws AppError `invalidInput` for a batch, an encoder-only model or ids that do not fit */
export function promptOf(config: ModelConfig, input: ModelInput): readonly number[] {
  checkInput(config, input);
  const prompt = input.decoder?.ids[0];
  if (config.family === 'encoder-only' || config.head.kind !== 'languageModel' || !prompt) {
    throw new AppError('invalidInput', 'Only a decoder with a language model head can generate.', 'family');
  }
  if (input.decoder.ids.length !== 1) {
    throw new AppError('invalidInput', 'One text at a time can be continued.', 'decoder.ids');
  }
  return prompt;
}

/** The logits that follow the last id of each row, one row after the other; with a cache, `rows` are what is not in it. */
export async function nextLogits(
  config: ModelConfig,
  weights: Weights,
  rows: readonly (readonly number[])[],
  memory: Memory | null,
  cache: KvCache | null,
): Promise<Float32Array> {
  const logits = tf.tidy(() => {
    const hidden = decode(config, weights, { decoder: { ids: rows } }, memory, cache, noTap);
    const last: Hidden = tf.slice(
      hidden,
      [0, (rows[0]?.length ?? 1) - 1, 0],
      [rows.length, 1, config.dModel],
    );
    return applyHead(config, weights, last, null); // [rows, 1, vocab]
  });
  try {
    return Float32Array.from(await logits.data());
  } finally {
    logits.dispose();
  }
}
