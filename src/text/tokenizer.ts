import type { Family } from '../model/config/types';
import { AppError } from '../shared/errors';
import { applyMerges } from './applyMerges';
import { fromUtf8, utf8 } from './bytes';
import { displayOf } from './display';
import type { MergeTable } from './mergeTable';
import { preTokenize } from './preTokenize';
import { type Specials, specialsOf } from './specials';

/** One row of the vocabulary. */
export interface Piece {
  readonly id: number;
  /** What it adds to a text; U+FFFD where it is only a part of a character. */
  readonly text: string;
  /** The same to look at, with nothing invisible: see `display.ts`. */
  readonly display: string;
  readonly special: boolean;
}

/** A piece in a typed text. */
export interface Token extends Piece {
  /**
   * UTF-16 offsets of the characters that the token has a part in. The tokens cover the text without a gap; two of
   * them overlap only in a character whose bytes they share.
   */
  readonly start: number;
  readonly end: number;
  /** The vocabulary does not have it; the id is that of the unknown token. Only where words are rows. */
  readonly unknown?: boolean;
}

export interface DecodeOptions {
  /** Writes special tokens by their names; without it they are left out. */
  readonly keepSpecials?: boolean;
}

/** Text ↔ ids for one vocabulary. */
export interface Tokenizer {
  readonly family: Family;
  /** Rows of the vocabulary; every id is below. */
  readonly vocabSize: number;
  /** Rows that a text can reach. Below `vocabSize` when more rows were asked for than there are learned merges. */
  readonly learnedVocabSize: number;
  readonly specials: Specials;
  /** The typed text alone: what a family puts around it is added in `inputs.ts`. */
  encode(text: string): Token[];
  /** The text of ids. Parts of characters that do not fit together become U+FFFD; rows without a piece add nothing. */
  decode(ids: Iterable<number>, options?: DecodeOptions): string;
  /** One row of the vocabulary, to show a prediction. */
  tokenAt(id: number): Piece;
}

const BYTES = 256;
const MASK = '[MASK]';
/** As in RoBERTa the mask takes the space before it, because the word that it hides would have had that space. */
const typedMask = / ?\[MASK\]/g;
/** Words longer than this are split anew each time: a cache of whole texts would only grow. */
const CACHED_LENGTH = 64;
const CACHED_WORDS = 4096;

/**
 * A byte-level BPE with a vocabulary of exactly `vocabSize` rows: the special tokens of the family, then the 256
 * bytes, then the first merges. Fewer rows, fewer merges, more tokens. Costs next to nothing: the merges are shared,
 * and a smaller vocabulary only looks at fewer of them.
 *
 * Round trip: `decode(encode(text))` is the text, except that half a surrogate pair becomes U+FFFD and that a mask
 * (encoder-only) is special. Typing [MASK] into an encoder-only text masks a word; all other special tokens are set
 * by `inputs.ts` alone, and their typed names are plain text.
 */
export function createTokenizer(vocabSize: number, family: Family, merges: MergeTable): Tokenizer {
  const specials = specialsOf(family);
  const nSpecials = specials.names.length;
  const smallest = nSpecials + BYTES;
  if (!Number.isInteger(vocabSize) || vocabSize < smallest) {
    throw new AppError(
      'invalidConfig',
      `A vocabulary of ${vocabSize} is too small: ${nSpecials} special tokens and ${BYTES} bytes need ${smallest} rows.`,
      'vocabSize',
    );
  }
  const limit = Math.min(vocabSize - smallest, merges.nMerges);
  const cache = new Map<string, readonly number[]>();
  const pieces = new Map<number, Piece>();

  const symbolsOf = (word: string): readonly number[] => {
    const known = cache.get(word);
    if (known) return known;
    const symbols = applyMerges(utf8(word), merges, limit);
    if (word.length <= CACHED_LENGTH) {
      if (cache.size >= CACHED_WORDS) cache.clear();
      cache.set(word, symbols);
    }
    return symbols;
  };

  const tokenAt = (id: number): Piece => {
    const known = pieces.get(id);
    if (known) return known;
    if (!Number.isInteger(id) || id < 0 || id >= vocabSize) {
      throw new AppError('invalidInput', `Id ${id} is outside the vocabulary of ${vocabSize}.`);
    }
    const piece = makePiece(id);
    pieces.set(id, piece);
    return piece;
  };

  const makePiece = (id: number): Piece => {
    const name = specials.names[id];
    if (name !== undefined) return { id, text: name, display: name, special: true };
    if (id >= smallest + limit) return { id, text: '', display: `<unused ${id}>`, special: false };
    const bytes = merges.bytesOf(id - nSpecials);
    return { id, text: fromUtf8(bytes), display: displayOf(bytes), special: false };
  };

  const encodeInto = (tokens: Token[], text: string, start: number): void => {
    let at = start;
    for (const word of preTokenize(text)) {
      const { starts, ends } = charactersOfBytes(word, at);
      let byte = 0;
      for (const symbol of symbolsOf(word)) {
        const last = byte + merges.bytesOf(symbol).length - 1;
        tokens.push({ ...tokenAt(nSpecials + symbol), start: starts[byte] ?? at, end: ends[last] ?? at });
        byte = last + 1;
      }
      at += word.length;
    }
  };

  const encode = (text: string): Token[] => {
    const tokens: Token[] = [];
    let at = 0;
    if (specials.mask !== null && text.includes(MASK)) {
      for (const match of text.matchAll(typedMask)) {
        encodeInto(tokens, text.slice(at, match.index), at);
        at = match.index + match[0].length;
        tokens.push({ ...tokenAt(specials.mask), start: match.index, end: at });
      }
    }
    encodeInto(tokens, text.slice(at), at);
    return tokens;
  };

  const decode = (ids: Iterable<number>, options: DecodeOptions = {}): string => {
    const parts: Uint8Array[] = [];
    for (const id of ids) {
      const piece = tokenAt(id);
      if (!piece.special && id < smallest + limit) parts.push(merges.bytesOf(id - nSpecials));
      else if (piece.special && options.keepSpecials) parts.push(utf8(piece.text));
    }
    return fromUtf8(joined(parts));
  };

  return { family, vocabSize, learnedVocabSize: smallest + limit, specials, encode, decode, tokenAt };
}

/** For each UTF-8 byte of a word, where its character begins and ends in the text. */
function charactersOfBytes(word: string, at: number): { starts: number[]; ends: number[] } {
  const starts: number[] = [];
  const ends: number[] = [];
  let start = at;
  for (const character of word) {
    const code = character.codePointAt(0) ?? 0;
    const nBytes = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (let byte = 0; byte < nBytes; byte += 1) {
      starts.push(start);
      ends.push(start + character.length);
    }
    start += character.length;
  }
  return { starts, ends };
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
