import type { Family } from '../model/config/types';
import { type Specials, specialsOf } from './specials';

/** Words as rows of a vocabulary: the special tokens of the family, one for unknown words, then the words. */
export interface Vocabulary {
  readonly family: Family;
  readonly size: number;
  readonly specials: Specials;
  /** Padding, where there is no row for unknown words. */
  readonly unknownId: number;
  /** The row of a word or of a special token by its name; null: none. */
  idOf(word: string): number | null;
  /** @throws RangeError for an id outside the vocabulary */
  wordOf(id: number): string;
}

export function createVocabulary(
  family: Family,
  words: readonly string[],
  { withoutUnknown = false }: { readonly withoutUnknown?: boolean } = {},
): Vocabulary {
  const plain = specialsOf(family);
  const unknown = plain.cls === null ? '<unk>' : '[UNK]';
  const specials: Specials = withoutUnknown ? plain : { ...plain, names: [...plain.names, unknown] };
  const rows = [...specials.names, ...words];
  const ids = new Map(rows.map((word, id) => [word, id]));
  return {
    family,
    size: rows.length,
    specials,
    unknownId: withoutUnknown ? plain.pad : plain.names.length,
    idOf: (word) => ids.get(word) ?? null,
    wordOf: (id) => {
      const word = rows[id];
      if (word === undefined) throw new RangeError(`Id ${id} is outside the vocabulary of ${rows.length}.`);
      return word;
    },
  };
}
