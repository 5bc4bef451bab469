import type { ModelInput, StackInput } from '../model/input';
import type { PassSize } from '../model/memory';
import { passSize } from './work';

/** The size of the largest pass among those over several texts. */
export function largestSize(texts: readonly ModelInput[]): PassSize {
  const sizes = texts.map(passSize);
  const largest = (part: keyof PassSize): number => Math.max(...sizes.map((size) => size[part]));
  return { batch: largest('batch'), source: largest('source'), target: largest('target') };
}

/** The rows of a text, each so many times. */
export function repeatedRows({ encoder, decoder }: ModelInput, nRows: number): ModelInput {
  const repeated = ({ ids }: StackInput): StackInput => ({
    ids: ids.flatMap((row) => Array.from({ length: nRows }, () => row)),
  });
  return {
    ...(encoder ? { encoder: repeated(encoder) } : {}),
    ...(decoder ? { decoder: repeated(decoder) } : {}),
  };
}
