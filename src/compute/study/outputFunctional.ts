import * as tf from '@tensorflow/tfjs-core';
import { derive } from '../../model/config/derive';
import type { Activation, ModelConfig } from '../../model/config/types';
import { tokenEmbeddingName } from '../../model/parameters';
import { AppError } from '../../shared/errors';
import { activate } from '../activation';
import { dot, type Functional, throughFrozenNorm, type Vector } from './frozenNorm';
import type { HostValues } from './hostValues';

/** Below this an activation's quotient act(z) / z is taken as its value at 0. */
const NEAR_ZERO = 1e-12;

/**
 * One output before any soft cap as a linear function of the last hidden state. It is one as it stands for a language
 * model, a span and a plain classifier. A transform before the output matrix (BERT) is not: its norm is held at its
 * scale, and its activation at the factor act(z) / z that it multiplies each number with here, so that the function is
 * exact at this state.
 * @param hidden [dModel]: the state itself, after the final norm, pooled if the head pools
 */
export async function outputFunctional(
  config: ModelConfig,
  values: HostValues,
  hidden: Vector,
  id: number,
): Promise<Functional & { readonly hasGates: boolean }> {
  const { head } = config;
  const bias = (await values.parameter('head.output.bias'))?.[id] ?? 0;
  const isTied = 'tied' in head && head.tied;
  const table = tokenEmbeddingName(config, derive(config).outputStack);
  const unembedding = isTied ? await values.row(table, id) : await values.column('head.output.weight', id);
  switch (head.kind) {
    case 'none':
      throw new AppError(
        'invalidInput',
        'The model has no head, so there is no logit to take apart.',
        'head',
      );
    case 'languageModel': {
      const scaled = unembedding.map((value) => value * head.scale);
      const isProjected = config.embedding.factorization?.place === 'tokens';
      const slope = isProjected ? await values.pulledBack('head.inputProjection.weight', scaled) : scaled;
      return { slope, constant: bias, hasGates: false };
    }
    case 'span':
      return { slope: unembedding, constant: bias, hasGates: false };
    case 'maskedLanguageModel':
    case 'tokenClassification':
    case 'sequenceClassification': {
      if (!head.transform) return { slope: unembedding, constant: bias, hasGates: false };
      const withNorm =
        head.kind === 'maskedLanguageModel' || ('norm' in head.transform && head.transform.norm);
      const before = await values.linear('head.transform', hidden);
      const after = activated(before, head.transform.activation);
      let slope = unembedding;
      let constant = bias;
      if (withNorm) {
        const normed = throughFrozenNorm(
          config.norm,
          slope,
          after,
          await values.normWeight(config, 'head.transformNorm'),
          await values.parameter('head.transformNorm.bias'),
        );
        ({ slope } = normed);
        constant += normed.constant;
      }
      const gated = slope.map((value, index) => value * gate(before[index] ?? 0, after[index] ?? 0));
      const transformBias = await values.parameter('head.transform.bias');
      if (transformBias) constant += dot(transformBias, gated);
      return { slope: await values.pulledBack('head.transform.weight', gated), constant, hasGates: true };
    }
  }
}

function gate(before: number, after: number): number {
  return Math.abs(before) < NEAR_ZERO ? 0 : after / before;
}

function activated(x: Vector, activation: Activation | 'tanh'): Vector {
  return Float64Array.from(tf.tidy(() => activate(tf.tensor1d(Float32Array.from(x)), activation).dataSync()));
}
