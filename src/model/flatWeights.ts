import { AppError } from '../shared/errors';
import type { ModelConfig } from './config/types';
import { parameters, sizeOf } from './parameters';

/** Parameter name → values, row-major in the parameter's shape. */
type NamedValues = ReadonlyMap<string, Float32Array>;

/**
 * All parameters as one vector, in the order of `parameters(config)`. The optimiser then needs a dozen operations a
 * step, not a dozen for each of a hundred parameters.
 */
export function flatten(config: ModelConfig, weights: NamedValues): Float32Array {
  const list = parameters(config);
  const flat = new Float32Array(list.reduce((sum, spec) => sum + sizeOf(spec), 0));
  let at = 0;
  for (const spec of list) {
    const values = weights.get(spec.name);
    if (values?.length !== sizeOf(spec)) {
      throw new AppError(
        'invalidFile',
        `${spec.name} needs ${sizeOf(spec)} values; got ${values?.length ?? 'none'}.`,
      );
    }
    flat.set(values, at);
    at += values.length;
  }
  return flat;
}

/** Views into the vector, by parameter name. */
export function unflatten(config: ModelConfig, flat: Float32Array): NamedValues {
  let at = 0;
  return new Map(
    parameters(config).map((spec) => {
      const begin = at;
      at += sizeOf(spec);
      return [spec.name, flat.subarray(begin, at)];
    }),
  );
}
