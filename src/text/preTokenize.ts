/**
 * The first cut of a text, which merges never cross: GPT-2's pattern (openai/gpt-2, encoder.py). English
 * contractions, runs of letters, of digits, of other signs, each with the one space before it; and white space,
 * whose last space is left to the word that follows.
 */
const pattern = /'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+/gu;

/** The text in pieces, in order and without a gap: joined again they are the text. */
export function preTokenize(text: string): string[] {
  return text.match(pattern) ?? [];
}
