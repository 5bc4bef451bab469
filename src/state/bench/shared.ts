import { sharedParameters } from '../../model/sharedParameters';
import type { ModelConfig } from '../../model/config/types';
import { parameters, sizeOf } from '../../model/parameters';
import type { WeightsSource } from '../../engine/engine';
import { memoized } from '../memoized';

/** Which parameters of the second model are the same numbers as in the first, and why others are not. */
export interface SharedWeights {
  /** `seed`: fresh weights of one seed; `source`: the same trained weights; `none`: they have nothing to do with each other. */
  readonly by: 'seed' | 'source' | 'none';
  readonly shared: readonly string[];
  readonly own: readonly string[];
  readonly nShared: number;
  readonly nValues: number;
}

/** Names with the number of the layer left out, in order of use: the same matrix of every layer is one entry. */
export function layersTogether(
  names: readonly string[],
): readonly { readonly name: string; readonly copies: number }[] {
  const found = new Map<string, number>();
  for (const name of names) {
    const key = name.replace(/\.\d+\./, '.*.');
    found.set(key, (found.get(key) ?? 0) + 1);
  }
  return [...found].map(([name, copies]) => ({ name, copies }));
}

function sameSource(a: WeightsSource, b: WeightsSource): boolean {
  if (a.kind === 'loaded') return b.kind === 'loaded' && a.id === b.id;
  return a.kind === 'training' && b.kind === 'training' && a.id === b.id && a.step === b.step;
}

export const sharedWeights = memoized(
  (
    first: ModelConfig,
    firstWeights: WeightsSource,
    second: ModelConfig,
    secondWeights: WeightsSource,
  ): SharedWeights => {
    const specs = parameters(second);
    if (firstWeights.kind === 'random' && secondWeights.kind === 'random') {
      const isAlike = Boolean(secondWeights.stacksAlike);
      if (firstWeights.seed === secondWeights.seed && Boolean(firstWeights.stacksAlike) === isAlike) {
        return { by: 'seed', ...sharedParameters(first, second, isAlike) };
      }
    }
    const isSame = sameSource(firstWeights, secondWeights);
    const shapes = new Map(parameters(first).map(({ name, shape }) => [name, shape.join()]));
    const shared = isSame ? specs.filter(({ name, shape }) => shapes.get(name) === shape.join()) : [];
    const names = new Set(shared.map(({ name }) => name));
    return {
      by: isSame ? 'source' : 'none',
      shared: [...names],
      own: specs.map(({ name }) => name).filter((name) => !names.has(name)),
      nShared: shared.reduce((sum, spec) => sum + sizeOf(spec), 0),
      nValues: specs.reduce((sum, spec) => sum + sizeOf(spec), 0),
    };
  },
);
