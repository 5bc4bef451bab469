import type { Random } from '../../shared/random';
import { seedFrom } from '../../shared/random';
import type { Split } from '../task';
import type { Grammar, Written } from './choice';
import { drawText } from './choice';

/** One text in so many is for testing. */
const TEST_SHARE = 10;
const SPLIT_SEED = 17;

/** The split of a text. It follows from the text alone, so that no test text is ever trained on. */
export function splitOf(words: readonly string[]): Split {
  return seedFrom(words.join(' '), SPLIT_SEED) % TEST_SHARE === 0 ? 'test' : 'train';
}

/**
 * Draws texts until one is of the wanted split. The nats stay those of the grammar without the split: a
 * model cannot learn the hash, and knowing it would take only -log 0.9 = 0.1 nats off a whole training text.
 */
export function drawOfSplit<Result>(grammar: Grammar<Result>, random: Random, split: Split): Written<Result> {
  for (;;) {
    const text = drawText(grammar, random);
    if (splitOf(text.words) === split) return text;
  }
}
