import { logNormalizer } from './outputs';

/**
 * How far an output distribution moved at each position: the Kullback-Leibler divergence of the new from the old,
 * Σ p log(p / q) with p before and q after, in nats (Kullback & Leibler 1951). 0: it did not move.
 * @param before @param after logits [position, output], of the same shape
 * @returns [position]
 */
export function divergences(before: Float32Array, after: Float32Array, nOutputs: number): Float64Array {
  const nPositions = nOutputs === 0 ? 0 : before.length / nOutputs;
  const result = new Float64Array(nPositions);
  for (let position = 0; position < nPositions; position += 1) {
    const from = position * nOutputs;
    const to = from + nOutputs;
    if (isSame(before, after, from, to)) continue;
    const oldNormalizer = logNormalizer(before, from, to);
    const newNormalizer = logNormalizer(after, from, to);
    let sum = 0;
    for (let index = from; index < to; index += 1) {
      const p = (before[index] ?? 0) - oldNormalizer;
      const q = (after[index] ?? 0) - newNormalizer;
      sum += Math.exp(p) * (p - q);
    }
    // Rounding can leave a little less than nothing.
    result[position] = Math.max(0, sum);
  }
  return result;
}

function isSame(before: Float32Array, after: Float32Array, from: number, to: number): boolean {
  for (let index = from; index < to; index += 1) if (before[index] !== after[index]) return false;
  return true;
}

/** The probability of every output at a position, by softmax in double precision. */
export function probabilitiesAt(logits: Float32Array, nOutputs: number, position: number): Float64Array {
  const from = position * nOutputs;
  const normalizer = logNormalizer(logits, from, from + nOutputs);
  return Float64Array.from({ length: nOutputs }, (_, id) => Math.exp((logits[from + id] ?? 0) - normalizer));
}
