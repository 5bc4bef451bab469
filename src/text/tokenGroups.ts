import { charactersAndBytes, utf8 } from './bytes';
import { startsByRule, startsOf } from './segments';

/** What one row and one column of an arranged map stand for. */
export const tokenUnits = ['token', 'word', 'sentence'] as const;
export type TokenUnit = (typeof tokenUnits)[number];

/** What is read of a token to find words and sentences. */
export interface GroupedToken {
  /** With U+FFFD where it has a part of a character. */
  readonly text: string;
  /** Parts of characters as `<0xE4>`. */
  readonly display: string;
  readonly special: boolean;
  readonly padding: boolean;
  readonly masked: boolean;
  /** A word that the vocabulary does not have, though its id is a special one. */
  readonly unknown: boolean;
  readonly segment: number | null;
}

/** A text, and where in it each of its tokens begins; null: inside a character, of which it has a part. */
interface WrittenText {
  readonly text: string;
  readonly starts: readonly (number | null)[];
}

/**
 * The positions of a text in groups, in order: each token, the tokens of each word, or those of each sentence. Of two
 * words or sentences that share a token, one group is made. Special tokens stand alone, padding together; a masked or an
 * unknown one is of its sentence.
 * @param isJoined tokens are written one after another, with their own spaces; false: each is a word
 */
export function tokenGroups(
  tokens: readonly GroupedToken[],
  unit: TokenUnit,
  isJoined: boolean,
): readonly (readonly number[])[] {
  if (unit === 'token') return tokens.map((_, position) => [position]);
  const stretches = parted(
    tokens.map((_, position) => position),
    (position) => isApart(tokens, position, unit),
  );
  return stretches.flatMap((stretch) => {
    const own = stretch.flatMap((position) => tokens[position] ?? []);
    if (own[0]?.padding) return [stretch];
    if (unit === 'word' && !isJoined) return stretch.map((position) => [position]);
    const { text, starts } = isJoined ? joined(own) : spaced(own);
    const begins = isJoined ? startsOf(text, unit) : startsByRule(text, unit);
    return parted(stretch, (_, at) => {
      const start = starts[at] ?? null;
      return start !== null && begins.has(start);
    });
  });
}

/** A list in parts, each of which ends where the next one begins. */
function parted(
  positions: readonly number[],
  begins: (position: number, at: number) => boolean,
): readonly (readonly number[])[] {
  const parts: number[][] = [];
  positions.forEach((position, at) => {
    const part = parts.at(-1);
    if (part && !begins(position, at)) part.push(position);
    else parts.push([position]);
  });
  return parts;
}

/** What no word and no sentence goes across. */
function isApart(tokens: readonly GroupedToken[], position: number, unit: 'word' | 'sentence'): boolean {
  const before = tokens[position - 1];
  const token = tokens[position];
  if (!before || !token) return true;
  if (before.padding || token.padding) return before.padding !== token.padding;
  const isAlone = ({ special, masked, unknown }: GroupedToken): boolean =>
    special && !((masked || unknown) && unit === 'sentence');
  return isAlone(before) || isAlone(token) || before.segment !== token.segment;
}

/** The text of tokens that follow one another, put together from its bytes: many share a character. */
function joined(tokens: readonly GroupedToken[]): WrittenText {
  const parts = tokens.map(bytesOf);
  const offsets = new Map<number, number>();
  let text = '';
  let byte = 0;
  for (const character of charactersAndBytes(Uint8Array.from(parts.flat()))) {
    offsets.set(byte, text.length);
    byte += typeof character === 'number' ? 1 : utf8(character).length;
    text += typeof character === 'number' ? '\uFFFD' : character;
  }
  let end = 0;
  const starts = parts.map((part) => {
    const start = offsets.get(end) ?? null;
    end += part.length;
    return start;
  });
  return { text, starts };
}

const BYTE = /<0x([0-9A-F]{2})>/;

function bytesOf({ text, display, masked }: GroupedToken): number[] {
  // A hidden word would have had the space before it.
  if (masked) return [...utf8(` ${text}`)];
  if (!text.includes('\uFFFD')) return [...utf8(text)];
  return display
    .split(BYTE)
    .flatMap((part, at) =>
      at % 2 === 1 ? [Number.parseInt(part, 16)] : [...utf8(part.replaceAll('␣', ' '))],
    );
}

/** Ends of sentences and of quotations, which are written without a space before them. */
const CLOSES = /^(?:[.!?…。！？]+|["'”’»)\]」』]+)$/u;

/** A text of words, with spaces between them. */
function spaced(tokens: readonly GroupedToken[]): WrittenText {
  const starts: number[] = [];
  let text = '';
  for (const token of tokens) {
    starts.push(text.length);
    text += text === '' || CLOSES.test(token.text) ? token.text : ` ${token.text}`;
  }
  return { text, starts };
}
