import type { TopOutputs } from '../model/study';

/** The largest logit of a row and log Σ exp of all, in double precision. */
export function logNormalizer(logits: Float32Array, from: number, to: number): number {
  let top = -Infinity;
  for (let index = from; index < to; index += 1) top = Math.max(top, logits[index] ?? -Infinity);
  let sum = 0;
  for (let index = from; index < to; index += 1) sum += Math.exp((logits[index] ?? -Infinity) - top);
  return top + Math.log(sum);
}

/**
 * Indices of the largest values between two places, the largest first; of equal ones the earlier first.
 * @returns indices counted from `from`
 */
export function largest(values: ArrayLike<number>, count: number, from = 0, to = values.length): number[] {
  const best: number[] = [];
  for (let index = from; index < to; index += 1) {
    const value = values[index] ?? -Infinity;
    if (best.length === count && value <= (values[best[count - 1] ?? 0] ?? -Infinity)) continue;
    const at = best.findIndex((other) => value > (values[other] ?? -Infinity));
    best.splice(at === -1 ? best.length : at, 0, index);
    best.length = Math.min(best.length, count);
  }
  return best.map((index) => index - from);
}

/**
 * The most probable outputs of every position, and how undecided each distribution is: its entropy in bits
 * (Shannon 1948, section 6).
 * @param logits [position, output]
 */
export function topOutputs(logits: Float32Array, nOutputs: number, top: number): TopOutputs {
  const length = nOutputs === 0 ? 0 : logits.length / nOutputs;
  const k = Math.min(top, nOutputs);
  const ids = new Int32Array(length * k);
  const probabilities = new Float32Array(length * k);
  const entropies = new Float32Array(length);
  for (let position = 0; position < length; position += 1) {
    const from = position * nOutputs;
    const normalizer = logNormalizer(logits, from, from + nOutputs);
    largest(logits, k, from, from + nOutputs).forEach((id, rank) => {
      ids[position * k + rank] = id;
      probabilities[position * k + rank] = Math.exp((logits[from + id] ?? -Infinity) - normalizer);
    });
    let entropy = 0;
    for (let index = from; index < from + nOutputs; index += 1) {
      const logProbability = (logits[index] ?? -Infinity) - normalizer;
      const probability = Math.exp(logProbability);
      // 0 log 0 is 0.
      if (probability > 0) entropy -= probability * logProbability;
    }
    entropies[position] = entropy / Math.LN2;
  }
  return { k, nOutputs, ids, probabilities, entropies };
}

/** Of one output at one position: its probability, and how many outputs are at least as probable, itself among them. */
export function placeOf(
  logits: Float32Array,
  from: number,
  to: number,
  id: number,
): { readonly probability: number; readonly rank: number } {
  const logit = logits[from + id] ?? Number.NaN;
  let rank = 0;
  for (let index = from; index < to; index += 1) if ((logits[index] ?? -Infinity) >= logit) rank += 1;
  return { probability: Math.exp(logit - logNormalizer(logits, from, to)), rank };
}
