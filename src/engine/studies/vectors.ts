import { elementTerms, type TermsSource } from '../../compute/study/elementTerms';
import { vectorValues } from '../../compute/study/vectorValues';
import type { ModelConfig } from '../../model/config/types';
import { originOf, sourcesOf } from '../../model/origins';
import type { TermsAnswer, VectorsAnswer } from '../../model/study';
import type { TraceName } from '../../model/traceNames';
import { activationOf, type Element, type VectorPlace } from '../../model/vectorPlace';
import type { Studied } from './rows';

/** The activations that a vector is read or computed from. */
export function namesOfVector(config: ModelConfig, place: VectorPlace): readonly TraceName[] {
  const name = activationOf(place);
  return name === null
    ? sourcesOf(originOf(config, place)).flatMap((source) => namesOfVector(config, source))
    : [name];
}

/** The same for the terms of its elements. */
export function namesOfTerms(config: ModelConfig, place: VectorPlace): readonly TraceName[] {
  const origin = originOf(config, place);
  return [
    ...namesOfVector(config, place),
    ...sourcesOf(origin).flatMap((source) => namesOfVector(config, source)),
    ...(origin.kind === 'weighted' ? [origin.weights] : []),
  ];
}

const sourceOf = ({ request, weights, trace, row }: Studied): TermsSource => ({
  ...{ config: request.config, input: request.input },
  ...{ weights, trace, row },
});

/** Vectors of the forward pass at single positions. */
export async function studyVectors(studied: Studied, of: readonly VectorPlace[]): Promise<VectorsAnswer> {
  const source = sourceOf(studied);
  const vectors = await Promise.all(
    of.map(async (place) => {
      const tensor = vectorValues(source, place);
      try {
        return { of: place, values: new Float32Array(await tensor.data()) };
      } finally {
        tensor.dispose();
      }
    }),
  );
  return { kind: 'vectors', vectors };
}

/** One number of a vector, taken apart. */
export async function studyTerms(studied: Studied, of: Element): Promise<TermsAnswer> {
  return await elementTerms(sourceOf(studied), of);
}
