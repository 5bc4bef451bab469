import * as tf from '@tensorflow/tfjs-core';
import { derive } from '../model/config/derive';
import type { ModelConfig } from '../model/config/types';
import { type ParameterSpec, parameters, sizeOf } from '../model/parameters';
import { AppError } from '../shared/errors';
import { createNormal, createRandom, seedFrom } from '../shared/random';
import type { HostWeights, Weights } from './tensors';

/** Deviation of fresh embeddings (Devlin 2018, appendix A.2; Radford 2019). */
const EMBEDDING_DEVIATION = 0.02;

/**
 * Fresh weights.
 * - Matrices: uniform, deviation sqrt(2 / (fanIn + fanOut)) (Glorot & Bengio 2010, equation 16; torch.nn.Transformer).
 *   Where residual sums are not normalised, matrices that write to the stream are divided by the square root of the
 *   number of sub-layers (GPT-2, section 2.3); queries are smaller where scores are not scaled (T5, appendix of its code).
 * - Embeddings: normal, 0.02; dModel^-0.5 where they are multiplied by sqrt(dModel) (tensor2tensor).
 * - Biases 0, norm weights 1.
 * @param seed the same seed gives the same weights on every machine; each parameter has a sequence of its own
 */
export function initialWeights(config: ModelConfig, seed: number): HostWeights {
  return new Map(parameters(config).map((spec) => [spec.name, initialValues(config, spec, seed)]));
}

function initialValues(config: ModelConfig, spec: ParameterSpec, seed: number): Float32Array {
  const values = new Float32Array(sizeOf(spec));
  if (spec.initialisation === 'zeros') return values;
  if (spec.initialisation === 'ones') return values.fill(1);
  const deviation = deviationOf(config, spec);
  const random = createRandom(seedFrom(spec.name, seed));
  if (spec.group === 'embeddings') {
    const normal = createNormal(random);
    for (let index = 0; index < values.length; index += 1) values[index] = deviation * normal();
  } else {
    const limit = deviation * Math.sqrt(3);
    for (let index = 0; index < values.length; index += 1) values[index] = limit * (2 * random() - 1);
  }
  return values;
}

function deviationOf(config: ModelConfig, spec: ParameterSpec): number {
  if (spec.name.endsWith('.token.weight') && config.embedding.scaled) return config.dModel ** -0.5;
  if (spec.group === 'embeddings') return EMBEDDING_DEVIATION;
  const [fanIn = 1, fanOut = 1] = spec.shape;
  const glorot = Math.sqrt(2 / (fanIn + fanOut));
  if (spec.initialisation === 'normalResidual' && config.norm.placement === 'pre') {
    const perDecoderLayer = config.family === 'encoder-decoder' ? 3 : 2;
    return glorot / Math.sqrt(2 * config.nEncoderLayers + perDecoderLayer * config.nDecoderLayers);
  }
  if (spec.name.endsWith('.q.weight')) return glorot / (Math.sqrt(config.dHead) * derive(config).scoreScale);
  return glorot;
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
