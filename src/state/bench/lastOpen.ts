import { softmax } from '../softmax';

/** A token that is as good as certain can hardly change. */
const CERTAIN = 0.99;

/** The last position at which the model is not certain how the text goes on, nor takes it for finished; null: there is none. */
export function lastOpen(
  logits: Float32Array,
  nOutputs: number,
  nPositions: number,
  end: number | null,
): number | null {
  for (let position = nPositions - 1; position >= 0; position -= 1) {
    const probabilities = softmax(logits.subarray(position * nOutputs, (position + 1) * nOutputs));
    const top = probabilities.reduce((best, one, id) => (one > (probabilities[best] ?? 0) ? id : best), 0);
    if (top !== end && (probabilities[top] ?? 0) < CERTAIN) return position;
  }
  return null;
}
