import type { Task } from '../task';
import { drawLength, drawWord, drawWords, lengthsUpTo, letters, mean, numbers } from './draw';
import { inputOutputTask } from './inputOutput';
import { readSizes, type SizeRange, type Sizes } from './sizes';

/** Examples have half of `length` up to `length` letters before the question. */
export const countingRanges: readonly SizeRange<'length' | 'nSymbols'>[] = [
  { key: 'length', smallest: 4, largest: 32, default: 8, step: 1 },
  { key: 'nSymbols', smallest: 2, largest: 26, default: 3, step: 1 },
];

const QUESTION = '?';

/** How often the asked letter occurs, which may be never: 'a b a c ? a' → '2'. */
export function createCounting(sizes: Sizes): Task {
  const { length, nSymbols } = readSizes(countingRanges, sizes);
  const symbols = letters(nSymbols);
  const counts = numbers(length + 1);
  return inputOutputTask({
    id: 'counting',
    words: [...symbols, QUESTION, ...counts],
    longestInput: length + 2,
    longestOutput: 1,
    meanOutput: 1,
    topShare: Math.max(
      ...counts.map((count) =>
        mean(lengthsUpTo(length).map((drawn) => binomial(drawn, Number(count), 1 / nSymbols))),
      ),
    ),
    draw(random) {
      const text = drawWords(random, symbols, drawLength(random, length));
      const asked = drawWord(random, symbols);
      const count = text.filter((word) => word === asked).length;
      return { input: [...text, QUESTION, asked], output: [String(count)] };
    },
  });
}

/** Chance of exactly `hits` hits in `draws` independent draws. */
function binomial(draws: number, hits: number, share: number): number {
  if (hits > draws) return 0;
  let chance = (1 - share) ** (draws - hits);
  for (let index = 0; index < hits; index += 1) {
    chance *= ((draws - index) / (index + 1)) * share;
  }
  return chance;
}
