import { german } from './german';
import { readingsOf } from './readings';
import { english } from './english';
import { alignmentOf } from './translation';

/**
 * For each German word the English words that it translates, as the grammar has it.
 * @param target the translation, or as much of it as is written already
 * @returns null: the grammar has no such sentence, or translates it otherwise
 */
export function goldAlignment(
  source: readonly string[],
  target: readonly string[],
): readonly (readonly number[])[] | null {
  for (const sentence of readingsOf(source)) {
    const translated = german(sentence);
    if (target.every((word, index) => translated[index]?.word === word))
      return alignmentOf(english(sentence), translated).slice(0, target.length);
  }
  return null;
}
