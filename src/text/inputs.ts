import { AppError } from '../shared/errors';
import type { Token, Tokenizer } from './tokenizer';

/** Longer texts are cut before they are split: no context is that long. */
export const MAX_TEXT_LENGTH = 20_000;

/** What did not fit into the context. */
export interface Cut {
  /** The text that the model does not see. Of two sentences, both ends, joined by " … ". */
  readonly text: string;
  /** Tokens cut off, without those of the characters that were never split. */
  readonly nTokens: number;
  /** Characters beyond {@link MAX_TEXT_LENGTH}, at the end of `text`, never split into tokens. */
  readonly nCharactersNotRead: number;
}

/** What one stack reads of a typed text. */
export interface TextInput {
  /** Special tokens that the family adds have start = end. Offsets of a second sentence count in that sentence. */
  readonly tokens: readonly Token[];
  readonly ids: readonly number[];
  readonly cut: Cut | null;
}

export interface EncoderTextInput extends TextInput {
  /** 0: [CLS], the first sentence and its [SEP]; 1: the second sentence and its [SEP] (BERT paper, figure 2). */
  readonly segments: readonly number[];
}

interface ReadText {
  readonly text: string;
  readonly notRead: string;
  readonly tokens: readonly Token[];
}

/**
 * Encoder-only: `[CLS] first [SEP]` or `[CLS] first [SEP] second [SEP]`. An empty second sentence is none. What is too
 * long loses its end, the longer sentence first, until both fit; the special tokens stay.
 */
export function encoderInput(
  tokenizer: Tokenizer,
  first: string,
  second: string,
  contextLength: number,
): EncoderTextInput {
  const { cls, sep } = tokenizer.specials;
  if (cls === null || sep === null) throw wrongFamily(tokenizer, '[CLS] and [SEP]');
  const pair = second !== '';
  const a = read(tokenizer, first);
  const b = read(tokenizer, second);
  const room = roomFor(contextLength, pair ? 3 : 2);
  const [keptA, keptB] = sharedRoom(a.tokens.length, b.tokens.length, room);
  const partA = a.tokens.slice(0, keptA);
  const partB = b.tokens.slice(0, keptB);
  const tokens = [special(tokenizer, cls, 0), ...partA, special(tokenizer, sep, endOf(partA))];
  const nFirst = tokens.length;
  if (pair) tokens.push(...partB, special(tokenizer, sep, endOf(partB)));
  const segments = tokens.map((_, at) => (at < nFirst ? 0 : 1));
  return { ...asInput(tokens, joinCuts(cutOf(a, keptA), cutOf(b, keptB))), segments };
}

/** Decoder-only: `<bos> text`. Too long: the end is cut. */
export function decoderInput(tokenizer: Tokenizer, text: string, contextLength: number): TextInput {
  const { bos } = tokenizer.specials;
  if (bos === null) throw wrongFamily(tokenizer, '<bos>');
  const whole = read(tokenizer, text);
  const kept = whole.tokens.slice(0, roomFor(contextLength, 1));
  return asInput([special(tokenizer, bos, 0), ...kept], cutOf(whole, kept.length));
}

/** Encoder-decoder, what the encoder reads: `text <eos>`. Too long: the end of the text is cut, `<eos>` stays. */
export function sourceInput(tokenizer: Tokenizer, text: string, contextLength: number): TextInput {
  const { eos } = tokenizer.specials;
  if (eos === null) throw wrongFamily(tokenizer, '<eos>');
  const whole = read(tokenizer, text);
  const kept = whole.tokens.slice(0, roomFor(contextLength, 1));
  return asInput([...kept, special(tokenizer, eos, endOf(kept))], cutOf(whole, kept.length));
}

/** Encoder-decoder, what the decoder reads: `<bos> text`, the target shifted by one (2017 paper, section 3.1). */
export function targetInput(tokenizer: Tokenizer, text: string, contextLength: number): TextInput {
  return decoderInput(tokenizer, text, contextLength);
}

function read(tokenizer: Tokenizer, typed: string): ReadText {
  let length = Math.min(typed.length, MAX_TEXT_LENGTH);
  const splitsPair = length < typed.length && (typed.codePointAt(length - 1) ?? 0) > 0xffff;
  if (splitsPair) length -= 1;
  const text = typed.slice(0, length);
  return { text, notRead: typed.slice(length), tokens: tokenizer.encode(text) };
}

/** Takes from the longer of two until both fit. */
function sharedRoom(nFirst: number, nSecond: number, room: number): [number, number] {
  if (nFirst + nSecond <= room) return [nFirst, nSecond];
  const half = Math.floor(room / 2);
  if (nSecond <= half) return [room - nSecond, nSecond];
  if (nFirst <= room - half) return [nFirst, room - nFirst];
  return [room - half, half];
}

function cutOf(whole: ReadText, nKept: number): Cut | null {
  const firstCut = whole.tokens[nKept];
  if (!firstCut && whole.notRead === '') return null;
  return {
    text: whole.text.slice(firstCut?.start ?? whole.text.length) + whole.notRead,
    nTokens: whole.tokens.length - nKept,
    nCharactersNotRead: whole.notRead.length,
  };
}

function joinCuts(first: Cut | null, second: Cut | null): Cut | null {
  if (!first || !second) return first ?? second;
  return {
    text: `${first.text} … ${second.text}`,
    nTokens: first.nTokens + second.nTokens,
    nCharactersNotRead: first.nCharactersNotRead + second.nCharactersNotRead,
  };
}

function roomFor(contextLength: number, nSpecials: number): number {
  if (contextLength >= nSpecials) return contextLength - nSpecials;
  throw new AppError(
    'invalidInput',
    `A context of ${contextLength} has no room for ${nSpecials} special tokens.`,
    'contextLength',
  );
}

function special(tokenizer: Tokenizer, id: number, at: number): Token {
  return { ...tokenizer.tokenAt(id), start: at, end: at };
}

function endOf(tokens: readonly Token[]): number {
  return tokens.at(-1)?.end ?? 0;
}

function asInput(tokens: readonly Token[], cut: Cut | null): TextInput {
  return { tokens, ids: tokens.map((token) => token.id), cut };
}

function wrongFamily(tokenizer: Tokenizer, names: string): AppError {
  return new AppError('invalidInput', `The vocabulary of ${tokenizer.family} models has no ${names}.`);
}
