import * as tf from '@tensorflow/tfjs-core';
import type { ModelConfig } from '../model/config/types';
import { initialDeviation } from '../model/initialisation';
import { type ParameterSpec, parameters, sizeOf } from '../model/parameters';
import { partName } from '../model/sharedParameters';
import { AppError } from '../shared/errors';
import { createNormal, createRandom, seedFrom } from '../shared/random';
import type { HostWeights, Weights } from './tensors';

/**
 * Fresh weights: matrices uniform, embeddings normal, with the deviations of `initialDeviation`; biases 0, norm weights 1.
 * @param seed the same seed gives the same weights on every machine; each parameter has a sequence of its own
 * @param stacksAlike encoder and decoder have the same sequences: where shape and deviation agree, the same values
 */
export function initialWeights(config: ModelConfig, seed: number, stacksAlike = false): HostWeights {
  return new Map(
    parameters(config).map((spec) => {
      const sequence = seedFrom(stacksAlike ? partName(spec.name) : spec.name, seed);
      return [spec.name, initialValues(config, spec, sequence, stacksAlike)];
    }),
  );
}

function initialValues(
  config: ModelConfig,
  spec: ParameterSpec,
  sequence: number,
  stacksAlike: boolean,
): Float32Array {
  const values = new Float32Array(sizeOf(spec));
  if (spec.initialisation === 'zeros') return values;
  if (spec.initialisation === 'ones') return values.fill(1);
  const deviation = initialDeviation(config, spec, stacksAlike);
  const random = createRandom(sequence);
  if (spec.group === 'embeddings') {
    const normal = createNormal(random);
    for (let index = 0; index < values.length; index += 1) values[index] = deviation * normal();
  } else {
    const limit = deviation * Math.sqrt(3);
    for (let index = 0; index < values.length; index += 1) values[index] = limit * (2 * random() - 1);
  }
  return values;
}

/**
 * Puts weights on the backend. The caller owns the tensors.
 * @throws AppError `invalidFile` when a parameter is missing or has another number of values
 */
export function uploadWeights(config: ModelConfig, host: HostWeights): Weights {
  const tensors = new Map<string, tf.Tensor>();
  try {
    for (const spec of parameters(config)) {
      const values = host.get(spec.name);
      const expected = sizeOf(spec);
      if (values?.length !== expected) {
        throw new AppError(
          'invalidFile',
          `${spec.name} needs ${expected} values (${spec.shape.join(' × ')}); got ${values?.length ?? 'none'}.`,
          spec.name,
        );
      }
      tensors.set(spec.name, tf.tensor(values, [...spec.shape], 'float32'));
    }
    return tensors;
  } catch (error) {
    disposeWeights(tensors);
    throw error;
  }
}

export function disposeWeights(weights: Weights): void {
  for (const tensor of weights.values()) tensor.dispose();
}
