import type { Task } from '../task';
import { drawLength, drawWords, lengthsUpTo, letters, mean, MOST_LETTERS } from './draw';
import { inputOutputTask } from './inputOutput';
import { readSizes, type SizeRange, type Sizes } from './sizes';

/** Sizes of copy, reverse and sort; examples have half of `length` up to `length` letters. */
export const sequenceRanges: readonly SizeRange<'length' | 'nSymbols'>[] = [
  { key: 'length', smallest: 4, largest: 32, default: 8, step: 1 },
  { key: 'nSymbols', smallest: 4, largest: MOST_LETTERS, default: 10, step: 1 },
];

/** 'b a c' → 'b a c': each position looks at its own place in the input. */
export function createCopy(sizes: Sizes): Task {
  return createSequenceTask('copy', sizes, (input) => [...input]);
}

/** 'b a c' → 'c a b': the place to look at moves backwards. */
export function createReverse(sizes: Sizes): Task {
  return createSequenceTask('reverse', sizes, (input) => [...input].reverse());
}

/** 'b a c' → 'a b c', in the order a…z, A…Z: each position depends on the whole input. */
export function createSort(sizes: Sizes): Task {
  return createSequenceTask('sort', sizes, (input, symbols) =>
    [...input].sort((first, second) => symbols.indexOf(first) - symbols.indexOf(second)),
  );
}

function createSequenceTask(
  id: string,
  sizes: Sizes,
  answer: (input: readonly string[], symbols: readonly string[]) => readonly string[],
): Task {
  const { length, nSymbols } = readSizes(sequenceRanges, sizes);
  const symbols = letters(nSymbols);
  return inputOutputTask({
    id,
    words: symbols,
    longestInput: length,
    longestOutput: length,
    meanOutput: mean(lengthsUpTo(length)),
    topShare: 1 / nSymbols,
    draw(random) {
      const input = drawWords(random, symbols, drawLength(random, length));
      return { input, output: answer(input, symbols) };
    },
  });
}
