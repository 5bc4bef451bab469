import * as tf from '@tensorflow/tfjs-core';
import { forward } from '../../src/compute/forward';
import { disposeWeights, initialWeights, uploadWeights } from '../../src/compute/weights';
import type { Weights } from '../../src/compute/tensors';
import type { ModelConfig } from '../../src/model/config/types';
import type { ModelInput } from '../../src/model/input';
import type { Intervention } from '../../src/model/intervention';
import type { TraceName } from '../../src/model/traceNames';

/** Random weights that are far from the trivial ones: biases and norm weights too, so that leaving one out shows. */
export function livelyWeights(config: ModelConfig, seed = 1): Map<string, Float32Array> {
  const host = new Map(initialWeights(config, seed));
  for (const [name, values] of host) {
    host.set(
      name,
      values.map((value, index) => value * 1.5 + 0.2 * Math.sin(index * 7.3 + name.length + seed)),
    );
  }
  return host;
}

export function withWeights<T>(config: ModelConfig, work: (weights: Weights) => T, seed = 1): T {
  const weights = uploadWeights(config, livelyWeights(config, seed));
  try {
    return work(weights);
  } finally {
    disposeWeights(weights);
  }
}

/** Values of chosen activations of one forward pass with lively weights. */
export function run(
  config: ModelConfig,
  input: ModelInput,
  names: readonly TraceName[] = ['head.logits'],
  interventions: readonly Intervention[] = [],
): Float32Array[] {
  return withWeights(config, (weights) => {
    const trace = forward(config, weights, input, { interventions });
    const values = names.map((name) => {
      const tensor = trace.get(name);
      if (!tensor) throw new Error(`${name} was not recorded`);
      return Float32Array.from(tensor.dataSync());
    });
    trace.dispose();
    return values;
  });
}

/** The input that a family needs, from rows of ids. */
export function inputFor(
  config: ModelConfig,
  rows: number[][],
  sources: number[][] = [[3, 1, 4, 1, 5]],
): ModelInput {
  if (config.family === 'encoder-only') return { encoder: { ids: rows } };
  if (config.family === 'decoder-only') return { decoder: { ids: rows } };
  return { encoder: { ids: sources }, decoder: { ids: rows } };
}

export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Infinity;
  let largest = 0;
  for (let index = 0; index < a.length; index += 1) {
    const difference = Math.abs((a[index] ?? NaN) - (b[index] ?? NaN));
    // NaN must not pass as equal.
    if (!(difference <= largest)) largest = Number.isNaN(difference) ? Infinity : difference;
  }
  return largest;
}

export async function useCpu(): Promise<void> {
  await import('@tensorflow/tfjs-backend-cpu');
  if (!(await tf.setBackend('cpu'))) throw new Error('The CPU backend did not start.');
}
