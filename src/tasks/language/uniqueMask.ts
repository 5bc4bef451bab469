import type { Random } from '../../shared/random';
import type { Example, Split } from '../task';
import { pick } from './choice';
import { writePair } from './pairs';
import { wordsThatFit } from './reading';
import { joinTexts } from './sequences';
import { drawOfSplit } from './split';

/** Words that their neighbours already give away; asked for only where nothing else has one answer. */
const EASY: ReadonlySet<string> = new Set(['.', 'the', 'very', 'much', 'hours', 'back']);

/**
 * An example with one masked word that only one word of the vocabulary can be: whatever else stood there,
 * the grammar could not make the text. Asked of the grammar itself, for every example.
 */
export function uniqueMask(random: Random, split: Split): Example {
  for (;;) {
    const { words, result } = drawOfSplit(writePair, random, split);
    const hard = words.map((_, place) => place).filter((place) => !EASY.has(words[place] ?? ''));
    const place = pick(random, hard);
    if (!isUnique(words, place)) continue;
    const { words: read, segments } = joinTexts(words.slice(0, result.cut), words.slice(result.cut));
    // [CLS] stands before the first sentence, and [SEP] before the second.
    const masked = place + (place < result.cut ? 1 : 2);
    return {
      encoder: { words: read.map((word, index) => (index === masked ? '[MASK]' : word)), segments },
      targets: { kind: 'tokens', words: read.map((word, index) => (index === masked ? word : null)) },
    };
  }
}

/** Whether no other word can stand at a place of a pair. */
export function isUnique(words: readonly string[], place: number): boolean {
  const pattern = words.map((word, index) => (index === place ? null : word));
  return wordsThatFit(writePair, pattern).size === 1;
}
