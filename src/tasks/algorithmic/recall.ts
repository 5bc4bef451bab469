import type { Task } from '../task';
import { drawDistinct, drawLength, drawWord, drawWords, letters, MOST_LETTERS, numbers } from './draw';
import { inputOutputTask } from './inputOutput';
import { readSizes, type SizeRange, type Sizes } from './sizes';

/** `length` is the largest number of pairs, `nSymbols` the number of values. */
export const recallRanges: readonly SizeRange<'length' | 'nSymbols'>[] = [
  { key: 'length', smallest: 2, largest: 16, default: 4, step: 1 },
  { key: 'nSymbols', smallest: 4, largest: MOST_LETTERS, default: 10, step: 1 },
];

/**
 * Pairs of a key and a value, then a key: 'a 1 b 2 c 3 b' → '2'. Keys are letters and differ, values are numbers and
 * may repeat. There are as many keys as values, but never fewer than pairs.
 */
export function createRecall(sizes: Sizes): Task {
  const { length, nSymbols } = readSizes(recallRanges, sizes);
  const keys = letters(Math.max(nSymbols, length));
  const values = numbers(nSymbols);
  return inputOutputTask({
    id: 'recall',
    words: [...keys, ...values],
    longestInput: 2 * length + 1,
    longestOutput: 1,
    meanOutput: 1,
    topShare: 1 / nSymbols,
    draw(random) {
      const nPairs = drawLength(random, length);
      const pairKeys = drawDistinct(random, keys, nPairs);
      const valueOf = new Map(
        drawWords(random, values, nPairs).map((value, index) => [pairKeys[index] ?? '', value]),
      );
      const asked = drawWord(random, pairKeys);
      return { input: [...[...valueOf].flat(), asked], output: [valueOf.get(asked) ?? ''] };
    },
  });
}
