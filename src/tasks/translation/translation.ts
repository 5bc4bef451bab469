import type { Random } from '../../shared/random';
import { createRandom, seedFrom } from '../../shared/random';
import type { Family } from '../../model/config/types';
import { arrange, arrangedLength } from '../arrange';
import { SEPARATOR, type Split, type Task } from '../task';
import { drawSentence } from './clause';
import { english } from './english';
import { german } from './german';
import type { Piece } from './piece';
import { englishWords, germanWords } from './words';

/** Longer sentences are drawn again. */
export const LONGEST = { english: 14, german: 16 } as const;

export interface SentencePair {
  readonly english: readonly string[];
  readonly german: readonly string[];
  /** For each German word the English words that it translates; none for a word without a counterpart. */
  readonly alignment: readonly (readonly number[])[];
  /** Whether a German word is a noun, name, verb, adjective, number, place or time. */
  readonly isContent: readonly boolean[];
}

/** An English sentence with its German translation. The two splits share no sentence. */
export function drawPair(random: Random, split: Split): SentencePair {
  for (;;) {
    const sentence = drawSentence(random);
    const source = english(sentence);
    const target = german(sentence);
    if (source.length > LONGEST.english || target.length > LONGEST.german) continue;
    const words = source.map(({ word }) => word);
    if (splitOf(words) !== split) continue;
    return {
      english: words,
      german: target.map(({ word }) => word),
      alignment: alignmentOf(source, target),
      isContent: target.map(({ isContent }) => isContent),
    };
  }
}

/** For each word of the target those of the source that stand for the same. */
export function alignmentOf(
  source: readonly Piece[],
  target: readonly Piece[],
): readonly (readonly number[])[] {
  return target.map(({ stands }) =>
    source.flatMap((piece, index) => (piece.stands.some((id) => stands.includes(id)) ? [index] : [])),
  );
}

/** A tenth of all sentences is never trained on. The hash is mixed, since that of similar texts differs in few bits. */
function splitOf(words: readonly string[]): Split {
  return createRandom(seedFrom(words.join(' '), 17))() < 0.1 ? 'test' : 'train';
}

const families: readonly Family[] = ['encoder-decoder', 'decoder-only'];

/** English to German, word by word of a grammar; the encoder-decoder is what it was invented for. */
export const translation: Task = {
  id: 'translation',
  families,
  vocabulary: (family) => {
    if (family === 'encoder-decoder') return { source: englishWords, target: germanWords, labels: [] };
    const both = [...new Set([SEPARATOR, ...englishWords, ...germanWords])];
    return { source: both, target: both, labels: [] };
  },
  longest: (family) => arrangedLength(family, LONGEST.english, LONGEST.german),
  example: (family, random, split) => {
    const pair = drawPair(random, split);
    return arrange(family, { input: pair.english, output: pair.german });
  },
  // The German of a sentence is one, so that a perfect model is always right.
  limits: () => ({ lossFloor: 0, accuracyCeiling: null, chance: 1 / germanWords.length }),
};
