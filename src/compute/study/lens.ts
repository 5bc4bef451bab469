import * as tf from '@tensorflow/tfjs-core';
import { derive } from '../../model/config/derive';
import type { ModelConfig } from '../../model/config/types';
import { applyHead } from '../head';
import { norm } from '../norm';
import type { Hidden, Weights } from '../tensors';

/**
 * The logit lens (nostalgebraist 2020, "interpreting GPT: the logit lens"): a state in the middle of the stack, read as
 * if it were the last one, by the model's own final norm and head.
 * @param state [1, position, dModel]
 * @param isToken [1, position]: 1 = token, 0 = padding; null: no padding
 * @returns [position, output], the caller disposes it; for a head that pools, one position
 */
export function lensLogits(
  config: ModelConfig,
  weights: Weights,
  state: Hidden,
  isToken: readonly (readonly number[])[] | null,
): tf.Tensor2D {
  return tf.tidy(() => {
    const { outputStack } = derive(config);
    const normed = config.norm.final ? norm(config.norm, weights, `${outputStack}.finalNorm`, state) : state;
    const logits = applyHead(config, weights, normed, isToken);
    return tf.reshape<tf.Rank.R2>(logits, [logits.shape[1], logits.shape[2]]);
  });
}
