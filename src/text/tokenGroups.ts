/** What one row and one column of an arranged map stand for. */
export const tokenUnits = ['token', 'word', 'sentence'] as const;
export type TokenUnit = (typeof tokenUnits)[number];

/** What is read of a token to find words and sentences. */
export interface GroupedToken {
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

const startsWithSpace = /^\s/;
const endsWithSpace = /\s$/;
/** A letter, a digit, an accent, the apostrophe of a contraction, or a byte of a character that may be one of them. */
const startsInWord = /^(?:[\p{L}\p{M}\p{N}]|['’](?=\p{L})|<0x[89A-E])/u;
const endsInWord = /(?:[\p{L}\p{M}\p{N}'’]|<0x[89A-F][0-9A-F]>)$/u;
/** Scripts that are written without spaces, where each character counts as a word: E3 to E9 begin them, E2 and EF signs. */
const startsWithoutSpaces = /^(?:[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|<0xE[2-9F]>)/u;
const endsWithoutSpaces = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]$/u;
const isRestOfCharacter = /^<0x[89AB]/;
const isEnd = /^\s*[.!?…。！？]+\s*$/u;
const closesQuote = /^["'”’»)\]」』]+$/u;
/** ” and ’ also as their bytes. */
const endsInWestern = /[.!?…](?:["'”’»)\]]|<0xE2><0x80><0x9[9D]>)*$/u;
/** 。！？, also as their bytes. */
const endsInChinese = /(?:[。！？]|<0xE3><0x80><0x82>|<0xEF><0xBC>(?:<0x81>|<0x9F>))["'”’»)\]」』]*$/u;
/** As much of what came before as an end of a sentence can be spread over. */
const TAIL = 24;

/**
 * The positions of a text in groups, in order: each token, the tokens of each word, or those of each sentence. Special
 * tokens stand alone, padding together; a masked or an unknown one is of its sentence.
 * @param isJoined tokens are written one after another, with their own spaces; false: each is a word
 */
export function tokenGroups(
  tokens: readonly GroupedToken[],
  unit: TokenUnit,
  isJoined: boolean,
): readonly (readonly number[])[] {
  if (unit === 'token') return tokens.map((_, position) => [position]);
  const begins = unit === 'word' ? wordBegins : sentenceBegins;
  const groups: number[][] = [];
  let tail = '';
  tokens.forEach((token, position) => {
    const before = tokens[position - 1];
    const group = groups.at(-1);
    if (group && before && !isApart(before, token, unit) && !begins(token, before, tail, isJoined)) {
      group.push(position);
    } else groups.push([position]);
    tail = `${tail}${token.display.trimEnd()}`.slice(-TAIL);
  });
  return groups;
}

function isApart(before: GroupedToken, token: GroupedToken, unit: TokenUnit): boolean {
  if (before.padding || token.padding) return before.padding !== token.padding;
  const isAlone = ({ special, masked, unknown }: GroupedToken) =>
    special && !((masked || unknown) && unit === 'sentence');
  return isAlone(before) || isAlone(token) || before.segment !== token.segment;
}

type Begins = (token: GroupedToken, before: GroupedToken, tail: string, isJoined: boolean) => boolean;

const wordBegins: Begins = (token, before, _, isJoined) => {
  if (token.padding) return false;
  // A space that is a token of its own belongs to the word after it.
  if (isJoined && before.text === ' ') return startsWithSpace.test(token.text);
  if (!isJoined || startsWithSpace.test(token.text) || endsWithSpace.test(before.text)) return true;
  if (isRestOfCharacter.test(token.display)) return false;
  if (startsWithoutSpaces.test(token.display) || endsWithoutSpaces.test(before.text)) return true;
  const isOfWord = startsInWord.test(token.display) && endsInWord.test(before.display);
  return !isOfWord;
};

const sentenceBegins: Begins = (token, before, tail, isJoined) => {
  if (token.padding || isEnd.test(token.text) || closesQuote.test(token.text)) return false;
  if (endsInChinese.test(tail)) return true;
  // The point of 3.14 has no space after it.
  const isParted = !isJoined || startsWithSpace.test(token.text) || endsWithSpace.test(before.text);
  return isParted && endsInWestern.test(tail);
};
