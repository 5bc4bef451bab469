import type { ModelConfig } from './config/types';
import { initialDeviation } from './initialisation';
import { type ParameterSpec, parameters, sizeOf } from './parameters';

/** A parameter's name without its stack: what an encoder's and a decoder's have in common. */
export function partName(name: string): string {
  return name.replace(/^(?:encoder|decoder)\./, '');
}

export interface SharedParameters {
  /** Names in the second model whose fresh values are those of a parameter of the first. */
  readonly shared: readonly string[];
  /** Names in the second model that the first does not have, or has with another shape or deviation. */
  readonly own: readonly string[];
  /** Values in the shared ones. */
  readonly nShared: number;
  /** Values in all parameters of the second model. */
  readonly nValues: number;
}

/**
 * Which parameters of two models start with the same values, given the same seed: those of the same name, shape and
 * initialisation. Biases that start at 0 and norm weights that start at 1 count as shared where they have the same shape.
 * @param stacksAlike whether names are compared without their stack, as in weights with `stacksAlike`
 */
export function sharedParameters(
  first: ModelConfig,
  second: ModelConfig,
  stacksAlike: boolean,
): SharedParameters {
  const keyOf = (config: ModelConfig, spec: ParameterSpec): string => {
    const name = stacksAlike ? partName(spec.name) : spec.name;
    const isFresh = spec.initialisation === 'normal' || spec.initialisation === 'normalResidual';
    const start = isFresh ? initialDeviation(config, spec, stacksAlike) : spec.initialisation;
    return `${name} ${spec.shape.join('×')} ${start}`;
  };
  const known = new Set(parameters(first).map((spec) => keyOf(first, spec)));
  const specs = parameters(second);
  const shared = specs.filter((spec) => known.has(keyOf(second, spec)));
  const names = new Set(shared.map(({ name }) => name));
  return {
    shared: [...names],
    own: specs.map(({ name }) => name).filter((name) => !names.has(name)),
    nShared: shared.reduce((sum, spec) => sum + sizeOf(spec), 0),
    nValues: specs.reduce((sum, spec) => sum + sizeOf(spec), 0),
  };
}
