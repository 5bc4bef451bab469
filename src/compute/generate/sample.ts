import type { Sampling } from '../../model/sampling';
import { AppError } from '../../shared/errors';
import { createRandom } from '../../shared/random';
import { argMax, softmax, temperature, topK, topP, type Warper } from './warpers';

/** A chosen id; `nAllowed`: how many ids could be drawn, the most probable ones; null: nothing was drawn. */
export interface Choice {
  readonly id: number;
  readonly nAllowed: number | null;
}

/** Chooses the next id from one row of logits. Draws are in the order of the seed's sequence. */
export type Sampler = (logits: Float32Array) => Choice;

/**
 * @param drawsBefore draws of the seed's sequence that are left out
 * @throws AppError `invalidInput` when a setting is out of its range
 */
export function createSampler(sampling: Sampling, drawsBefore = 0): Sampler {
  if (sampling.kind === 'greedy') return (logits) => ({ id: argMax(logits), nAllowed: null });
  checkSampling(sampling);
  const warpers: Warper[] = [temperature(sampling.temperature)];
  if (sampling.topK !== null) warpers.push(topK(sampling.topK));
  if (sampling.topP !== null) warpers.push(topP(sampling.topP));
  const random = createRandom(sampling.seed);
  for (let draw = 0; draw < drawsBefore; draw += 1) random();
  return (logits) => {
    const warped = warpers.reduce((row, warp) => warp(row), logits);
    // Both cuts take from the least probable end, and a temperature changes no order.
    const nAllowed = warped.reduce((count, logit) => count + (logit === -Infinity ? 0 : 1), 0);
    return { id: draw(softmax(warped), random()), nAllowed };
  };
}

/** The id at which the running sum of the probabilities passes a uniform number. */
function draw(probabilities: Float64Array, uniform: number): number {
  let sum = 0;
  let last = 0;
  for (let id = 0; id < probabilities.length; id += 1) {
    const probability = probabilities[id] ?? 0;
    if (probability === 0) continue;
    sum += probability;
    last = id;
    if (uniform < sum) return id;
  }
  // Rounding can leave the sum a little below 1.
  return last;
}

function checkSampling(sampling: Extract<Sampling, { kind: 'sample' }>): void {
  if (!(sampling.temperature > 0) || !Number.isFinite(sampling.temperature)) {
    throw new AppError(
      'invalidInput',
      `The temperature must be above 0, not ${sampling.temperature}.`,
      'temperature',
    );
  }
  if (sampling.topK !== null && (!Number.isInteger(sampling.topK) || sampling.topK < 1)) {
    throw new AppError('invalidInput', `Top-k must be a whole number from 1, not ${sampling.topK}.`, 'topK');
  }
  if (sampling.topP !== null && !(sampling.topP > 0 && sampling.topP <= 1)) {
    throw new AppError('invalidInput', `Top-p must be above 0 and at most 1, not ${sampling.topP}.`, 'topP');
  }
}
