import type { Grammar } from './choice';
import { writeContinuation } from './continuations';
import type { Mark, Page } from './factMarks';
import type { Fact } from './facts';
import { FULL_POOL, writeFact } from './facts';

/** What is known of two sentences of which the second follows from the first. */
export interface Pair {
  readonly fact: Fact;
  /** Where the second sentence starts. */
  readonly cut: number;
  readonly marks: readonly Mark[];
}

/** Writes a fact and a sentence that follows it: the texts on which encoders are pretrained. */
export const writePair: Grammar<Pair> = (writer) => {
  const page: Page = { writer, marks: [] };
  const fact = writeFact(page, FULL_POOL);
  const cut = writer.words.length;
  writeContinuation(page, fact);
  return { fact, cut, marks: page.marks };
};

/**
 * Most words of a pair: "Mary Smith gives the red ball to Tom Brown on Monday morning .", and then "when does
 * Mary Smith give the red ball to Tom Brown ?"
 */
export const LONGEST_PAIR = 25;
