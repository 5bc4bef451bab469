/**
 * A word of one language with the thing that it stands for. Words of the two languages that stand for the same thing
 * are aligned; several words may, and one word may stand for several.
 */
export interface Piece {
  readonly word: string;
  readonly stands: readonly string[];
  /** Nouns, names, verbs with a meaning, adjectives, numbers, places, times. */
  readonly isContent: boolean;
}

export const content = (word: string, ...stands: readonly string[]): Piece => ({
  word,
  stands,
  isContent: true,
});
export const helper = (word: string, ...stands: readonly string[]): Piece => ({
  word,
  stands,
  isContent: false,
});
