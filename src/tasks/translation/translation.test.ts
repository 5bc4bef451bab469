import { describe, expect, it } from 'vitest';
import { createRandom } from '../../shared/random';
import { drawSentence } from './clause';
import { agreement } from './nounPhrase';
import { drawPair, LONGEST, translation } from './translation';
import { englishWords, germanWords } from './words';

const pairs = (() => {
  const random = createRandom(4711);
  return Array.from({ length: 50_000 }, (_, index) => drawPair(random, index % 10 === 0 ? 'test' : 'train'));
})();
const text = (words: readonly string[]): string => words.join(' ');

describe('pairs of sentences', () => {
  it('only use words of the vocabulary, and are as short as promised', () => {
    const english = new Set(englishWords);
    const german = new Set(germanWords);
    expect(pairs.flatMap((pair) => pair.english).filter((word) => !english.has(word))).toEqual([]);
    expect(pairs.flatMap((pair) => pair.german).filter((word) => !german.has(word))).toEqual([]);
    expect(Math.max(...pairs.map((pair) => pair.english.length))).toBeLessThanOrEqual(LONGEST.english);
    expect(Math.max(...pairs.map((pair) => pair.german.length))).toBeLessThanOrEqual(LONGEST.german);
  });

  it('give one English text one German one, and one split', () => {
    const known = new Map<string, string>();
    pairs.forEach((pair, index) => {
      const value = `${text(pair.german)} ${index % 10 === 0 ? 'test' : 'train'}`;
      expect(known.get(text(pair.english)) ?? value).toBe(value);
      known.set(text(pair.english), value);
    });
  });

  it('hide neither number nor tense in English', () => {
    const random = createRandom(12);
    for (let count = 0; count < 50_000; count += 1) {
      const { main, subordinate } = drawSentence(random);
      for (const clause of subordinate ? [main, subordinate.clause] : [main]) {
        const { predicate, tense, isNegated, subject } = clause;
        const objects = predicate.kind === 'verb' ? [predicate.dative, predicate.accusative] : [];
        for (const value of [subject, ...objects]) {
          if (value?.kind !== 'noun' || !value.isPlural || typeof value.determiner !== 'string') continue;
          expect(value.noun.english).not.toBe(value.noun.englishPlural);
        }
        if (predicate.kind !== 'verb' || tense !== 'present' || isNegated) continue;
        const { person, isPlural } = agreement(subject);
        if (person === 'third' && !isPlural) continue;
        expect(predicate.verb.english).not.toBe(predicate.verb.englishPast);
      }
    }
  });

  it('do not say what German would say otherwise', () => {
    const all = pairs.map(({ english }) => text(english));
    expect(all.filter((words) => /\bup (me|him|her|us|them)\b/.test(words))).toEqual([]);
    expect(
      pairs.filter(({ german }) => /jede[n]? \w+ .*nicht/.test(text(german).split(' , ')[0] ?? '')),
    ).toEqual([]);
    expect(all.filter((words) => /\bmust\b(?:(?!because|that).)*\bno\b/.test(words))).toEqual([]);
  });

  it('align every content word with English ones', () => {
    for (const { german, english, alignment, isContent } of pairs) {
      expect(alignment).toHaveLength(german.length);
      expect(alignment.some((places, index) => isContent[index] && places.length === 0)).toBe(false);
      expect(alignment.flat().every((place) => place < english.length)).toBe(true);
    }
  });
});

it('after weil and dass the finite verb stands last', () => {
  const finite =
    /(habe|hat|haben|bin|ist|sind|war|waren|werde|wird|werden|kann|können|muss|müssen|sollte|sollten)$/;
  const past = pairs.filter(({ german }) =>
    /, (weil|dass) .*\b(ge\w+|\w+ge\w+t) (hat|ist|habe|haben|bin|sind) \.$/.test(text(german)),
  );
  expect(past.length).toBeGreaterThan(1000);
  for (const { german } of past) expect(german.at(-2)).toMatch(finite);
});

it('the decoder-only family counts only the German words and the end', () => {
  const { decoder, targets } = translation.example('decoder-only', createRandom(1), 'train');
  if (targets.kind !== 'tokens' || !decoder) throw new Error('Tokens expected.');
  expect(targets.words).toHaveLength(decoder.words.length);
  const start = decoder.words.indexOf('→');
  expect(targets.words.slice(0, start).every((word) => word === null)).toBe(true);
  expect(targets.words.slice(start)).toEqual([...decoder.words.slice(start + 1), '<eos>']);
});
