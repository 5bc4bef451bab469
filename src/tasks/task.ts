import type { Family } from '../model/config/types';
import type { Random } from '../shared/random';
import type { Tokenization } from '../text/tokenization';

/** Examples of the two splits never have the same text. */
export type Split = 'train' | 'test';

/** What one stack reads, as words; special tokens by their names ([CLS], <bos>, …). */
export interface WordSequence {
  readonly words: readonly string[];
  /** Segment of each word; absent: all 0. */
  readonly segments?: readonly number[];
}

/** What should come out, by the kind of head. Positions are those of the stack that the head reads. */
export type Targets =
  /** The wanted word at each position; null where the loss does not count. */
  | { readonly kind: 'tokens'; readonly words: readonly (string | null)[] }
  /** The wanted label at each position; null where the loss does not count. */
  | { readonly kind: 'labels'; readonly labels: readonly (string | null)[] }
  /** First and last position of the answer. */
  | { readonly kind: 'span'; readonly start: number; readonly end: number }
  /** One label for the whole text. */
  | { readonly kind: 'class'; readonly label: string };

/** One example as one family sees it. */
export interface Example {
  /** Read by the encoder; absent for decoder-only models. */
  readonly encoder?: WordSequence;
  /** Read by the decoder; absent for encoder-only models. */
  readonly decoder?: WordSequence;
  readonly targets: Targets;
}

/** What no model of a family can beat, and why; shown beside the curves. */
export interface Limits {
  /** Lowest possible mean loss per counted position, in nats; null: not known. */
  readonly lossFloor: number | null;
  /** Highest possible share of counted positions that are right; null: 1. */
  readonly accuracyCeiling: number | null;
  /** Share that guessing without looking reaches. */
  readonly chance: number;
}

/** The words that stacks read, without special tokens; the row of a word follows from its place. */
export interface TaskVocabulary {
  /** The only vocabulary, or the encoder's side of an encoder-decoder. */
  readonly source: readonly string[];
  /** The decoder's side of an encoder-decoder; the same array where they do not differ. */
  readonly target: readonly string[];
  /** Labels of the heads that classify, in the order of their logits. */
  readonly labels: readonly string[];
  /** Every text can be written in these words, so that there is no row for unknown ones. */
  readonly withoutUnknown?: boolean;
}

/** A task with known answers: a generator of examples without an end. */
export interface Task {
  readonly id: string;
  /** Families for which it makes sense. */
  readonly families: readonly Family[];
  vocabulary(family: Family): TaskVocabulary;
  /** Most positions that any example has in encoder and decoder. */
  longest(family: Family): { readonly encoder: number; readonly decoder: number };
  /** The next example; the same seed of `random` gives the same examples. */
  example(family: Family, random: Random, split: Split): Example;
  limits(family: Family): Limits;
  /** How the page cuts text for such a model, where its words are not simply words; with a text to begin with. */
  readonly own?: { readonly tokenization: Tokenization; readonly prompt: string };
}

/** Symbol between what is given and what is wanted, where one stack reads both. */
export const SEPARATOR = '→';
/** Stands for a word that is not shown to a decoder or to the source of an encoder-decoder. */
export const GAP = '_';
