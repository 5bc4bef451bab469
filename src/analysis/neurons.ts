import { largest } from './outputs';

/**
 * The neuron that is most active at each position, and the share of neurons above 0.
 * @param hidden [position, dFf]: the feed-forward block after its activation (and gate)
 */
export function activeNeurons(
  hidden: Float32Array,
  length: number,
): { readonly strongest: Int32Array; readonly activations: Float32Array; readonly shares: Float32Array } {
  const dFf = hidden.length / length;
  const strongest = new Int32Array(length);
  const activations = new Float32Array(length);
  const shares = new Float32Array(length);
  for (let position = 0; position < length; position += 1) {
    let best = 0;
    let nPositive = 0;
    for (let neuron = 0; neuron < dFf; neuron += 1) {
      const value = hidden[position * dFf + neuron] ?? 0;
      if (value > 0) nPositive += 1;
      if (Math.abs(value) > Math.abs(hidden[position * dFf + best] ?? 0)) best = neuron;
    }
    strongest[position] = best;
    activations[position] = hidden[position * dFf + best] ?? 0;
    shares[position] = nPositive / dFf;
  }
  return { strongest, activations, shares };
}

/**
 * The neurons with the largest magnitudes at any position, and their activations everywhere.
 * @returns the neurons, the most active first, and their values [position, neuron]
 */
export function mostActive(
  hidden: Float32Array,
  length: number,
  count: number,
): { readonly neurons: Int32Array; readonly values: Float32Array } {
  const dFf = hidden.length / length;
  const magnitudes = new Float32Array(dFf);
  hidden.forEach((value, index) => {
    const neuron = index % dFf;
    magnitudes[neuron] = Math.max(magnitudes[neuron] ?? 0, Math.abs(value));
  });
  const neurons = Int32Array.from(largest(magnitudes, Math.min(count, dFf)));
  const values = new Float32Array(length * neurons.length);
  for (let position = 0; position < length; position += 1) {
    neurons.forEach((neuron, index) => {
      values[position * neurons.length + index] = hidden[position * dFf + neuron] ?? 0;
    });
  }
  return { neurons, values };
}
