import { softmax } from '../softmax';

/** A token that is as good as certain can hardly change. */
const CERTAIN = 0.99;

/** Where most is to be seen of an output, and why there. */
export interface OpenPosition {
  readonly position: number;
  /** `open`: the last one where the model is not certain; `leastCertain`: it is certain everywhere, here least. */
  readonly why: 'open' | 'leastCertain';
}

/**
 * The last position at which the model is not certain how the text goes on; where it is certain everywhere, the one where
 * it is least. Where it takes the text for finished, nothing goes on. null: it does everywhere.
 */
export function lastOpen(
  logits: Float32Array,
  nOutputs: number,
  nPositions: number,
  end: number | null,
): OpenPosition | null {
  let least: { readonly position: number; readonly probability: number } | null = null;
  for (let position = nPositions - 1; position >= 0; position -= 1) {
    const probabilities = softmax(logits.subarray(position * nOutputs, (position + 1) * nOutputs));
    const top = probabilities.reduce((best, one, id) => (one > (probabilities[best] ?? 0) ? id : best), 0);
    const probability = probabilities[top] ?? 0;
    if (top === end) continue;
    if (probability < CERTAIN) return { position, why: 'open' };
    if (!least || probability < least.probability) least = { position, probability };
  }
  return least && { position: least.position, why: 'leastCertain' };
}
