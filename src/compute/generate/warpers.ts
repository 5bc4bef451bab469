import type { Alternative } from '../../model/sampling';

/**
 * Rules that change a distribution before a token is drawn. Pure, on the host: the same seed draws the same text on
 * every backend whose logits agree.
 */
export type Warper = (logits: Float32Array) => Float32Array;

/** Divides the logits: below 1 sharper, above 1 flatter. */
export const temperature =
  (value: number): Warper =>
  (logits) =>
    logits.map((logit) => logit / value);

/** Keeps the k largest logits; ties at the border stay in by the order of their ids. */
export const topK =
  (k: number): Warper =>
  (logits) => {
    if (k >= logits.length) return logits;
    const kept = new Set(byLogit(logits).slice(0, k));
    return logits.map((logit, id) => (kept.has(id) ? logit : -Infinity));
  };

/** Keeps the fewest most probable tokens whose probabilities together reach p (Holtzman 2019, section 3.1). */
export const topP =
  (p: number): Warper =>
  (logits) => {
    const probabilities = softmax(logits);
    const kept = new Set<number>();
    let sum = 0;
    for (const id of byLogit(logits)) {
      if (sum >= p && kept.size > 0) break;
      kept.add(id);
      sum += probabilities[id] ?? 0;
    }
    return logits.map((logit, id) => (kept.has(id) ? logit : -Infinity));
  };

/** Softmax in double precision, with the largest logit taken off first. */
export function softmax(logits: ArrayLike<number>): Float64Array {
  let largest = -Infinity;
  for (let id = 0; id < logits.length; id += 1) largest = Math.max(largest, logits[id] ?? -Infinity);
  const exponentials = new Float64Array(logits.length);
  let sum = 0;
  for (let id = 0; id < logits.length; id += 1) {
    const value = Math.exp((logits[id] ?? -Infinity) - largest);
    exponentials[id] = value;
    sum += value;
  }
  return exponentials.map((value) => value / sum);
}

/** Logarithm of the softmax, without the underflow of taking one after the other. */
export function logSoftmax(logits: ArrayLike<number>): Float64Array {
  let top = -Infinity;
  for (let id = 0; id < logits.length; id += 1) top = Math.max(top, logits[id] ?? -Infinity);
  let sum = 0;
  for (let id = 0; id < logits.length; id += 1) sum += Math.exp((logits[id] ?? -Infinity) - top);
  const shift = top + Math.log(sum);
  return Float64Array.from(logits, (logit) => logit - shift);
}

/** The ids of the `count` largest values, the largest first; ties by their ids. */
export function largest(values: ArrayLike<number>, count: number): number[] {
  const best: number[] = [];
  for (let id = 0; id < values.length; id += 1) {
    const value = values[id] ?? -Infinity;
    if (best.length === count && value <= (values[best[count - 1] ?? 0] ?? -Infinity)) continue;
    const at = best.findIndex((other) => value > (values[other] ?? -Infinity));
    best.splice(at === -1 ? best.length : at, 0, id);
    best.length = Math.min(best.length, count);
  }
  return best;
}

const N_ALTERNATIVES = 8;

/** The tokens to look at beside the one that was chosen. */
export function mostProbable(probabilities: ArrayLike<number>): readonly Alternative[] {
  return largest(probabilities, N_ALTERNATIVES).map((id) => ({ id, probability: probabilities[id] ?? 0 }));
}

/** The id of the largest logit; of several the smallest id. */
export function argMax(logits: ArrayLike<number>): number {
  let best = 0;
  for (let id = 1; id < logits.length; id += 1) {
    if ((logits[id] ?? -Infinity) > (logits[best] ?? -Infinity)) best = id;
  }
  return best;
}

function byLogit(logits: Float32Array): number[] {
  return Array.from(logits.keys()).sort((a, b) => (logits[b] ?? 0) - (logits[a] ?? 0) || a - b);
}
