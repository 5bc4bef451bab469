import type { Family } from '../model/config/types';
import { AppError } from '../shared/errors';
import { displayOfText } from './display';
import type { DecodeOptions, Piece, Token, Tokenizer } from './tokenizer';
import { createVocabulary } from './vocabulary';

/** A word, a special token by its name, or one other character. */
const typedWord = /\[[A-Z]+\]|[\p{L}\p{M}\p{N}]+(?:['’-][\p{L}\p{M}\p{N}]+)*|[^\s]/gu;
const typedCharacter = /\[MASK\]|./gsu;
const noSpaceBefore = /^[.,?!;:]$/u;

export interface WordOptions {
  /** Every character is a token, with the spaces. */
  readonly ofCharacters?: boolean;
  /** Rows of the embedding, where there are more than words: those after them are of no word. */
  readonly rows?: number;
}

/**
 * One token for each word of a fixed list, for models that were trained on such a list. A word that is not in it
 * becomes the unknown token, marked as such. A capital at the beginning of a word does not matter where the list has
 * only the small form.
 */
export function createWordTokenizer(
  family: Family,
  words: readonly string[],
  { ofCharacters = false, rows = 0 }: WordOptions = {},
): Tokenizer {
  const vocabulary = createVocabulary(family, words);
  const { specials, unknownId, size } = vocabulary;
  const vocabSize = Math.max(size, rows);

  const tokenAt = (id: number): Piece => {
    if (!Number.isInteger(id) || id < 0 || id >= vocabSize) {
      throw new AppError('invalidInput', `Id ${id} is outside the vocabulary of ${vocabSize}.`);
    }
    if (id >= size) return { id, text: '', display: `<unused ${id}>`, special: false };
    const text = vocabulary.wordOf(id);
    return { id, text, display: displayOfText(text), special: id < specials.names.length };
  };

  const idOfTyped = (word: string): number => {
    const isMask = specials.mask !== null && word === specials.names[specials.mask];
    if (isMask) return specials.mask ?? unknownId;
    const [first = ''] = word;
    const small = ofCharacters ? word : first.toLowerCase() + word.slice(first.length);
    const id = vocabulary.idOf(word) ?? vocabulary.idOf(small) ?? unknownId;
    // The names of special tokens are plain text when they are typed.
    return id < specials.names.length ? unknownId : id;
  };

  return {
    family,
    vocabSize,
    learnedVocabSize: size,
    specials,
    encode: (text) =>
      [...text.matchAll(ofCharacters ? typedCharacter : typedWord)].map(({ 0: word, index }): Token => {
        const piece = tokenAt(idOfTyped(word));
        const place = { start: index, end: index + word.length };
        if (piece.id !== unknownId) return { ...piece, ...place };
        return { ...piece, text: word, display: displayOfText(word), unknown: true, ...place };
      }),
    decode: (ids, options: DecodeOptions = {}) => {
      let text = '';
      for (const id of ids) {
        const piece = tokenAt(id);
        if (piece.text === '' || (piece.special && !options.keepSpecials)) continue;
        const joins = ofCharacters || text === '' || noSpaceBefore.test(piece.text);
        text += joins ? piece.text : ` ${piece.text}`;
      }
      return text;
    },
    tokenAt,
  };
}
