import type { Family } from '../../model/config/types';
import type { Random } from '../../shared/random';
import { arrange, arrangedLength, type InputOutput } from '../arrange';
import { SEPARATOR, type Task } from '../task';
import { drawInSplit } from './split';

/** The families of every algorithmic task. */
export const ALL_FAMILIES: readonly Family[] = ['encoder-only', 'decoder-only', 'encoder-decoder'];

/** What sets one input → output task apart from another. */
export interface InputOutputRule {
  readonly id: string;
  /** Every word of inputs and outputs. */
  readonly words: readonly string[];
  /** Longest input and longest output; one example has both. */
  readonly longestInput: number;
  readonly longestOutput: number;
  /** Mean number of words in an output. */
  readonly meanOutput: number;
  /** Share of the most frequent word among all words of outputs. */
  readonly topShare: number;
  /** Any example; the output and its length follow from the input. */
  draw(random: Random): InputOutput;
}

/**
 * A task whose output follows from its input. The loss floor is 0 in every family: each wanted word follows from the
 * input and the words before it, and so does the end, as the input also tells how long the output is.
 */
export function inputOutputTask(rule: InputOutputRule): Task {
  return {
    id: rule.id,
    families: ALL_FAMILIES,
    vocabulary(family) {
      // Both sides have the same words, so that an encoder-decoder may share one table.
      const words = family === 'decoder-only' ? [...rule.words, SEPARATOR] : rule.words;
      return { source: words, target: words, labels: [] };
    },
    longest: (family) => arrangedLength(family, rule.longestInput, rule.longestOutput),
    example(family, random, split) {
      const drawn = drawInSplit(
        split,
        () => rule.draw(random),
        ({ input }) => input.join(' '),
      );
      return arrange(family, drawn);
    },
    limits: (family) => ({
      lossFloor: 0,
      accuracyCeiling: null,
      chance: chanceOf(family, rule.meanOutput, rule.topShare),
    }),
  };
}

/**
 * Share of counted positions that are right when the answer is always the same word, the most frequent one. Where the
 * end counts too, that may be <eos>: it is wanted once in each example.
 */
export function chanceOf(family: Family, meanOutput: number, topShare: number): number {
  if (family === 'encoder-only') return topShare;
  return Math.max(1, meanOutput * topShare) / (meanOutput + 1);
}
