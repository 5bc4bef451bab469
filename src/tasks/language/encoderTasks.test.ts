import { describe, expect, it } from 'vitest';
import { createRandom } from '../../shared/random';
import type { Example, Split } from '../task';
import { encoderVocabulary } from './encoderVocabulary';
import { entities } from './entities';
import { maskedWords } from './maskedWords';
import { questions } from './questions';
import { sentencePairs } from './sentencePairs';
import * as lists from './factWords';
import { splitOf } from './split';

const TASKS = [maskedWords, entities, questions, sentencePairs];
const SPECIAL = ['[CLS]', '[SEP]', '[MASK]', '<bos>', '<eos>'];

const BASE_FORMS = new Set(
  [
    lists.TAKE_VERBS,
    lists.GIVE_VERBS,
    lists.STAY_VERBS,
    lists.MEET_VERBS,
    lists.ATTEND_VERBS,
    lists.TRAVEL_VERBS,
  ]
    .flat()
    .map(({ base }) => base),
);

/** The words between special tokens, by sentence. */
function sentencesOf(example: Example): readonly (readonly string[])[] {
  const words = example.encoder?.words ?? [];
  const ends = words.flatMap((word, place) => (word === '[SEP]' ? [place] : []));
  return ends.map((end, index) => words.slice((ends[index - 1] ?? 0) + 1, end));
}

function examples(task: (typeof TASKS)[number], split: Split, count: number): readonly Example[] {
  const random = createRandom(8);
  return Array.from({ length: count }, () => task.example('encoder-only', random, split));
}

describe('tasks for encoders', () => {
  it.each(TASKS)('$id: words are of the vocabulary, and no text is longer than it says', (task) => {
    for (const family of task.families) {
      const random = createRandom(9);
      const { source, target } = task.vocabulary(family);
      const known = new Set([...source, ...target, ...SPECIAL]);
      const longest = task.longest(family);
      for (let sample = 0; sample < 500; sample += 1) {
        const { encoder, decoder, targets } = task.example(family, random, 'train');
        expect(
          [...(encoder?.words ?? []), ...(decoder?.words ?? [])].filter((word) => !known.has(word)),
        ).toEqual([]);
        expect(encoder?.words.length ?? 0).toBeLessThanOrEqual(longest.encoder);
        expect(decoder?.words.length ?? 0).toBeLessThanOrEqual(longest.decoder);
        const read = (decoder ?? encoder)?.words.length;
        if (targets.kind === 'tokens') expect(targets.words).toHaveLength(read ?? 0);
        if (targets.kind === 'labels') expect(targets.labels).toHaveLength(read ?? 0);
        if (encoder?.segments) expect(encoder.segments).toHaveLength(encoder.words.length);
      }
    }
  });

  it.each([entities, sentencePairs])('$id: no test text is a train text', (task) => {
    for (const split of ['train', 'test'] as const) {
      for (const example of examples(task, split, 200))
        expect(splitOf(sentencesOf(example).flat())).toBe(split);
    }
  });

  it('questions: no test text is a train text', () => {
    for (const split of ['train', 'test'] as const) {
      for (const example of examples(questions, split, 200)) {
        expect(splitOf(sentencesOf(example)[1] ?? [])).toBe(split);
      }
    }
  });

  it('maskedWords: hides at least one word and asks for what was there', () => {
    for (const { encoder, targets } of examples(maskedWords, 'train', 300)) {
      if (targets.kind !== 'tokens') throw new Error('no words are asked for');
      const asked = targets.words.flatMap((word, place) => (word === null ? [] : [place]));
      expect(asked.length).toBeGreaterThan(0);
      for (const [place, word] of (encoder?.words ?? []).entries()) {
        if (word === '[MASK]') expect(asked).toContain(place);
        if (word === '[CLS]' || word === '[SEP]') expect(asked).not.toContain(place);
      }
    }
  });

  it('entities: the same name is a person and a place, and only what stands around it tells', () => {
    const labelsOf = new Map<string, Set<string>>();
    for (const { encoder, targets } of examples(entities, 'train', 2000)) {
      if (targets.kind !== 'labels') throw new Error('no labels are asked for');
      for (const [place, word] of (encoder?.words ?? []).entries()) {
        labelsOf.set(word, (labelsOf.get(word) ?? new Set()).add(targets.labels[place] ?? 'none'));
      }
    }
    expect(labelsOf.get('Paris')).toEqual(new Set(['B-PERSON', 'B-PLACE']));
    expect(labelsOf.get('London')).toEqual(new Set(['I-PERSON', 'B-PLACE']));
    expect(labelsOf.get('May')).toEqual(new Set(['B-PERSON', 'I-TIME']));
    expect(labelsOf.get('three')).toEqual(new Set(['B-NUMBER', 'I-NUMBER', 'I-TIME']));
    expect(labelsOf.get('garden')).toEqual(new Set(['O']));
  });

  it('questions: the span holds the answer, of one to four words that stand in the text only once', () => {
    for (const example of examples(questions, 'train', 500)) {
      if (example.targets.kind !== 'span') throw new Error('no span is asked for');
      const { start, end } = example.targets;
      const [question = [], text = []] = sentencesOf(example);
      const answer = (example.encoder?.words ?? []).slice(start, end + 1);
      expect(start).toBeGreaterThan(question.length + 1);
      expect(answer.length).toBeGreaterThan(0);
      expect(answer.length).toBeLessThanOrEqual(4);
      expect(` ${text.join(' ')} `.split(` ${answer.join(' ')} `)).toHaveLength(2);
      const [first = ''] = answer;
      if (question[0] === 'where') expect(['in', 'to']).toContain(first);
      if (question[0] === 'when') expect(['in', 'on', 'at']).toContain(first);
      // Whatever is asked, the fact with the answer holds every word that the question repeats, verbs aside:
      // 'does' changes their form.
      const from = text.slice(0, start - question.length - 2).lastIndexOf('.') + 1;
      const fact = text.slice(from, text.indexOf('.', from));
      const repeated = question.filter((word) => text.includes(word) && !BASE_FORMS.has(word));
      expect(fact).toEqual(expect.arrayContaining(repeated));
    }
  });

  it('sentencePairs: both labels are about as frequent', () => {
    const follows = examples(sentencePairs, 'test', 600).filter(
      ({ targets }) => targets.kind === 'class' && targets.label === 'follows',
    );
    expect(follows.length).toBeGreaterThan(240);
    expect(follows.length).toBeLessThan(360);
  });

  it('have a vocabulary of which every word is read in pretraining', () => {
    const random = createRandom(10);
    const read = new Set<string>();
    for (let sample = 0; sample < 8000; sample += 1) {
      for (const word of maskedWords.example('decoder-only', random, 'train').decoder?.words ?? [])
        read.add(word);
    }
    expect(encoderVocabulary.filter((word) => !read.has(word))).toEqual([]);
  });
});
