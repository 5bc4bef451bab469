import type { Random } from '../../shared/random';
import type { Example, Split, Task } from '../task';
import type { Grammar } from './choice';
import { pick } from './choice';
import { encoderVocabulary } from './encoderVocabulary';
import type { Page } from './factMarks';
import type { Fact, FactPool } from './facts';
import { ALL_KINDS, FULL_POOL, writeFact } from './facts';
import { SURNAMES } from './factWords';
import type { Question } from './questionForms';
import { questionsAbout } from './questionForms';
import { joinTexts } from './sequences';
import { drawOfSplit } from './split';

/** How many facts a text has: mostly three. */
const FACTS = [3, 3, 4];
/** Longer texts are drawn again. */
const LONGEST = 40;
/** Of the spans of one to four words in a text of the mean length, 23 words, one is right. */
const CHANCE = 1 / (23 + 22 + 21 + 20);

/** Few people, things and places, so that the facts of a text are easily taken for each other. */
function drawPool(random: Random): FactPool {
  return {
    people: sample(random, FULL_POOL.people, 3).map((person) => ({
      ...person,
      surname: random() < 0.3 ? pick(random, SURNAMES) : null,
    })),
    things: sample(random, FULL_POOL.things, 2),
    looks: sample(random, FULL_POOL.looks, 2),
    cities: sample(random, FULL_POOL.cities, 3),
    kinds: sample(random, ALL_KINDS, 2),
  };
}

function sample<Item>(random: Random, items: readonly Item[], count: number): readonly Item[] {
  const left = [...items];
  return Array.from({ length: count }, () => {
    const item = pick(random, left);
    left.splice(left.indexOf(item), 1);
    return item;
  });
}

function writeFacts(pool: FactPool, count: number): Grammar<readonly Fact[]> {
  return (writer) => {
    const page: Page = { writer, marks: [] };
    return Array.from({ length: count }, () => writeFact(page, pool));
  };
}

/** A text of a few facts, with a question about it. */
export interface AskedText {
  readonly text: readonly string[];
  readonly question: Question;
}

/** Draws a text and a question that it answers in one way only. */
export function drawAskedText(random: Random, split: Split): AskedText {
  for (;;) {
    const grammar = writeFacts(drawPool(random), pick(random, FACTS));
    const { words, result } = drawOfSplit(grammar, random, split);
    if (sayTwice(words, result)) continue;
    const fitting = questionsAbout(words, result).filter(
      (question) =>
        question.words.length + words.length + 3 <= LONGEST &&
        occursOnce(words, words.slice(question.start, question.end)),
    );
    if (fitting.length === 0) continue;
    // First what is asked: most questions are forms of the same few.
    const word = pick(random, [...new Set(fitting.map((question) => question.words[0]))]);
    const question = pick(
      random,
      fitting.filter((one) => one.words[0] === word),
    );
    return { text: words, question };
  }
}

/** Whether two facts are told with the same words. */
function sayTwice(words: readonly string[], facts: readonly Fact[]): boolean {
  const told = facts.map(({ parts }) => words.slice(parts[0]?.start, parts.at(-1)?.end).join(' '));
  return new Set(told).size < told.length;
}

/** Whether a run of words stands in the text only once. */
function occursOnce(words: readonly string[], run: readonly string[]): boolean {
  const places = words.filter((_, place) => run.every((word, index) => words[place + index] === word));
  return places.length === 1;
}

function example(random: Random, split: Split): Example {
  const { text, question } = drawAskedText(random, split);
  // [CLS] stands before the question, and [SEP] before the text.
  const offset = question.words.length + 2;
  return {
    encoder: joinTexts(question.words, text),
    targets: { kind: 'span', start: offset + question.start, end: offset + question.end - 1 },
  };
}

/** Questions about a few facts that are like each other; the answer is one span of the text. */
export const questions: Task = {
  id: 'questions',
  families: ['encoder-only'],
  vocabulary: () => ({ source: encoderVocabulary, target: encoderVocabulary, labels: [] }),
  longest: () => ({ encoder: LONGEST, decoder: 0 }),
  example: (_family, random, split) => example(random, split),
  limits: () => ({ lossFloor: 0, accuracyCeiling: null, chance: CHANCE }),
};
