import type { Random } from '../../shared/random';
import { oneOf, weighted } from './draw';
import { type Adjective, adjectivesFor } from './lexicon/adjectives';
import { names } from './lexicon/names';
import { type Noun, type NounKind, nouns } from './lexicon/nouns';
import { type CountWord, numbers } from './lexicon/times';

export type Determiner = 'the' | 'a' | 'this' | 'my' | 'no';
export type Pronoun = 'I' | 'he' | 'she' | 'we' | 'they';
export type Person = 'first' | 'third';

export type NounPhrase =
  | {
      readonly kind: 'noun';
      readonly determiner: Determiner | CountWord;
      readonly adjective: Adjective | null;
      readonly noun: Noun;
      readonly isPlural: boolean;
    }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'pronoun'; readonly pronoun: Pronoun };

/** "I" twice, because German has a verb form for it alone. */
const pronouns: readonly Pronoun[] = ['I', 'I', 'he', 'she', 'we', 'they'];

/** Person and number, which the verb agrees with. */
export function agreement(phrase: NounPhrase): { readonly person: Person; readonly isPlural: boolean } {
  switch (phrase.kind) {
    case 'noun':
      return { person: 'third', isPlural: phrase.isPlural };
    case 'name':
      return { person: 'third', isPlural: false };
    case 'pronoun':
      return {
        person: phrase.pronoun === 'I' || phrase.pronoun === 'we' ? 'first' : 'third',
        isPlural: phrase.pronoun === 'we' || phrase.pronoun === 'they',
      };
  }
}

/** A subject: someone, or an animal where that makes sense. */
export function drawSubject(random: Random, mayBeAnimal: boolean): NounPhrase {
  const kinds: readonly NounKind[] = mayBeAnimal ? ['person', 'animal'] : ['person'];
  return weighted(random, [
    [() => drawNoun(random, kinds, ['the', 'a', 'this', 'my']), 50],
    [(): NounPhrase => ({ kind: 'name', name: oneOf(random, names) }), 25],
    [(): NounPhrase => ({ kind: 'pronoun', pronoun: oneOf(random, pronouns) }), 25],
  ])();
}

/**
 * @param subject an object is never the subject itself: "we see us" would need "ourselves"
 * @param isDefinite what "not" stands beside: a book that was not bought is "no book"
 * @param mayBeNo false beside "must": "must buy no book" forbids, "muss kein Buch kaufen" does not
 */
export function drawObject(
  random: Random,
  kinds: readonly NounKind[],
  subject: NounPhrase,
  isDefinite: boolean,
  mayBeNo: boolean,
): NounPhrase {
  const noun = (): NounPhrase =>
    drawNoun(
      random,
      kinds,
      isDefinite ? ['the', 'this', 'my'] : ['the', 'the', 'a', 'a', 'this', 'my', mayBeNo ? 'no' : 'the'],
    );
  if (!kinds.includes('person')) return noun();
  const { person } = agreement(subject);
  const others = pronouns.filter((pronoun) => person === 'third' || (pronoun !== 'I' && pronoun !== 'we'));
  return weighted(random, [
    [noun, 65],
    [(): NounPhrase => ({ kind: 'name', name: oneOf(random, names) }), 15],
    [(): NounPhrase => ({ kind: 'pronoun', pronoun: oneOf(random, others) }), 20],
  ])();
}

export function drawNoun(
  random: Random,
  kinds: readonly NounKind[],
  determiners: readonly Determiner[],
): Extract<NounPhrase, { kind: 'noun' }> {
  const kind = oneOf(random, kinds);
  const noun = oneOf(
    random,
    nouns.filter((candidate) => candidate.kind === kind),
  );
  const adjective = random() < 0.4 ? oneOf(random, adjectivesFor(kind)) : null;
  const isCounted = random() < 0.12 && determiners.includes('a');
  const determiner = isCounted ? oneOf(random, numbers) : oneOf(random, determiners);
  // "the sheep" would have two translations; "two sheep" has one.
  const showsNumber = noun.english !== noun.englishPlural;
  const mayBePlural = showsNumber && determiner !== 'a' && determiner !== 'this';
  const isPlural = isCounted || (mayBePlural && random() < 0.3);
  return { kind: 'noun', determiner, adjective, noun, isPlural };
}
