import type { Random } from '../../shared/random';
import { pick } from './choice';

/** The shares of BERT (Devlin et al., 2019, section 3.1). */
const HIDDEN_SHARE = 0.15;
const MASK_SHARE = 0.8;
const RANDOM_SHARE = 0.1;

/** A text with hidden words, and the words that were there; null where nothing is asked. */
export interface MaskedText {
  readonly words: readonly string[];
  readonly targets: readonly (string | null)[];
}

/**
 * Hides 15 % of the words, at least one: of those 80 % become [MASK], 10 % any word of the vocabulary, and
 * 10 % stay, so that a model must have an opinion of every word that it reads. Special tokens are left alone.
 */
export function hideWords(
  words: readonly string[],
  vocabulary: readonly string[],
  random: Random,
): MaskedText {
  const hidden = placesToHide(words, random);
  return {
    words: words.map((word, index) => (hidden.has(index) ? disguise(word, vocabulary, random) : word)),
    targets: words.map((word, index) => (hidden.has(index) ? word : null)),
  };
}

/** The places that are hidden, in the order of the text. */
export function placesToHide(words: readonly string[], random: Random): ReadonlySet<number> {
  const places = words.map((_, index) => index).filter((index) => !words[index]?.startsWith('['));
  const wanted = countToHide(places.length);
  // Each place is taken with the chance that the number still wanted leaves it: a sample without repeats.
  const hidden = new Set<number>();
  places.forEach((place, index) => {
    if (random() * (places.length - index) < wanted - hidden.size) hidden.add(place);
  });
  return hidden;
}

/** How many of so many words are hidden. */
export function countToHide(words: number): number {
  return Math.max(1, Math.round(words * HIDDEN_SHARE));
}

function disguise(word: string, vocabulary: readonly string[], random: Random): string {
  const share = random();
  if (share < MASK_SHARE) return '[MASK]';
  return share < MASK_SHARE + RANDOM_SHARE ? pick(random, vocabulary) : word;
}
