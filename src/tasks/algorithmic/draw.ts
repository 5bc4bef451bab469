import type { Random } from '../../shared/random';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Most letters that a task can have. */
export const MOST_LETTERS = ALPHABET.length;

/** The first letters of a…z, A…Z; their order here is the alphabetical order of the tasks. */
export function letters(count: number): readonly string[] {
  return [...ALPHABET.slice(0, count)];
}

/** The words '0', '1', … of the first numbers. */
export function numbers(count: number): readonly string[] {
  return Array.from({ length: count }, (_, number) => String(number));
}

/** A whole number of 0..count - 1, each equally often. */
export function drawBelow(random: Random, count: number): number {
  return Math.floor(random() * count);
}

/** One of the words, each equally often. */
export function drawWord(random: Random, words: readonly string[]): string {
  const word = words[drawBelow(random, words.length)];
  if (word === undefined) throw new RangeError('no words to draw from');
  return word;
}

/** Words drawn independently. */
export function drawWords(random: Random, words: readonly string[], count: number): string[] {
  return Array.from({ length: count }, () => drawWord(random, words));
}

/** Different words in random order (the first steps of a Fisher-Yates shuffle). */
export function drawDistinct(random: Random, words: readonly string[], count: number): string[] {
  const rest = [...words];
  return Array.from({ length: count }, () => {
    const [word] = rest.splice(drawBelow(random, rest.length), 1);
    if (word === undefined) throw new RangeError('fewer words than wanted');
    return word;
  });
}

/** The lengths that examples have, each equally often: half of the longest up to the longest. */
export function lengthsUpTo(longest: number): readonly number[] {
  const shortest = Math.ceil(longest / 2);
  return Array.from({ length: longest - shortest + 1 }, (_, index) => shortest + index);
}

/** One of `lengthsUpTo(longest)`. */
export function drawLength(random: Random, longest: number): number {
  const shortest = Math.ceil(longest / 2);
  return shortest + drawBelow(random, longest - shortest + 1);
}

/** Mean of numbers. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
