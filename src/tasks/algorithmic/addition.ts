import type { Task } from '../task';
import { drawWord, numbers } from './draw';
import { inputOutputTask } from './inputOutput';
import { readSizes, type SizeRange, type Sizes } from './sizes';

/** From 7 on both splits have pairs. */
export const additionRanges: readonly SizeRange<'modulus'>[] = [
  { key: 'modulus', smallest: 7, largest: 199, default: 23, step: 1 },
];

/**
 * '5 + 4' → '2' modulo 7. Each number is one word, so what it is worth must be learned from the sums. The modulus²
 * pairs are split by their texts: 'a + b' may be a test pair where 'b + a' is a training pair.
 */
export function createAddition(sizes: Sizes): Task {
  const { modulus } = readSizes(additionRanges, sizes);
  const words = numbers(modulus);
  return inputOutputTask({
    id: 'addition',
    words: [...words, '+'],
    longestInput: 3,
    longestOutput: 1,
    meanOutput: 1,
    topShare: 1 / modulus,
    draw(random) {
      const first = drawWord(random, words);
      const second = drawWord(random, words);
      const sum = (Number(first) + Number(second)) % modulus;
      return { input: [first, '+', second], output: [String(sum)] };
    },
  });
}
