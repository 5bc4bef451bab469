/**
 * Where words and sentences begin in a text, as UTF-16 offsets: with the spaces before them, so that nothing lies
 * between two. Unicode's rules (UAX 29, with the dictionaries of the browser for Chinese, Japanese, Thai and others that
 * are written without spaces) where `Intl.Segmenter` is there, else `startsByRule`.
 */
export function startsOf(text: string, unit: 'word' | 'sentence'): ReadonlySet<number> {
  // It is missing in browsers from before 2024.
  if (!('Segmenter' in Intl)) return startsByRule(text, unit);
  // One language for every reader: a link shows the same groups to all.
  const segments = new Intl.Segmenter('en', { granularity: unit }).segment(text);
  const starts = Array.from(segments, ({ index }) => index);
  return new Set(unit === 'word' ? withSpaceBefore(text, starts) : withBlankBefore(text, starts));
}

/**
 * The same by the signs alone: a character of a script without spaces is a word, and a sentence ends with its full stop.
 * Also for texts of words in small letters, where Unicode takes the point before one for that of an abbreviation.
 */
export function startsByRule(text: string, unit: 'word' | 'sentence'): ReadonlySet<number> {
  const starts =
    unit === 'word'
      ? Array.from(text.matchAll(WORD), ({ index }) => index)
      : [0, ...Array.from(text.matchAll(SENTENCE_END), (end) => end.index + end[0].length)];
  return new Set(unit === 'word' ? withSpaceBefore(text, starts) : withBlankBefore(text, starts));
}

const UNSPACED = String.raw`\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}`;
/** One character of a script without spaces; letters and digits with the apostrophes and points between them; a sign. */
const WORD = new RegExp(
  String.raw`(?=\p{L})[${UNSPACED}]\p{M}*|(?:(?![${UNSPACED}])[\p{L}\p{M}\p{N}])+(?:['’.](?=[\p{L}\p{N}])(?:(?![${UNSPACED}])[\p{L}\p{M}\p{N}])+)*|[^\S\n\r]+|\P{M}\p{M}*`,
  'gu',
);
/** The point of 3.14 has no space after it; the full stop of Chinese needs none. */
const SENTENCE_END = /[.!?…]+["'”’»)\]]*(?=\s)|[。！？]+["'”’»)\]」』]*/gu;

const SPACES = /^[^\S\n\r]+$/;

/** Spaces, but no ends of lines, belong to what comes after them. */
function withSpaceBefore(text: string, starts: readonly number[]): number[] {
  return starts.filter((start, at) => at === 0 || !SPACES.test(text.slice(starts[at - 1], start)));
}

/** All that is blank belongs to what comes after it; at the end, to what came before. */
function withBlankBefore(text: string, starts: readonly number[]): number[] {
  const last = text.trimEnd().length;
  return starts
    .filter((start) => start === 0 || start < last)
    .map((start) => text.slice(0, start).trimEnd().length);
}
