import type { Clause, Location, Modal, Predicate, Sentence } from './clause';
import { english } from './english';
import { adjectives } from './lexicon/adjectives';
import { names, places } from './lexicon/names';
import { nouns } from './lexicon/nouns';
import { numbers, type Tense, times } from './lexicon/times';
import { type Verb, verbs } from './lexicon/verbs';
import type { Determiner, NounPhrase, Pronoun } from './nounPhrase';

type Words = readonly string[];

/**
 * The sentences of the grammar that are written with these English words, the full stop included. Candidates are put
 * together from what the words may be, generously, and those are kept that `english` writes with the same words: it
 * alone says what the grammar is.
 */
export function readingsOf(words: Words): readonly Sentence[] {
  if (words.at(-1) !== '.') return [];
  const all = words.slice(0, -1);
  const at = all.findIndex((word) => word === 'because' || word === 'that');
  const mains = clauses(at < 0 ? all : all.slice(0, at));
  const word = all[at] === 'because' ? 'because' : 'that';
  const subordinates =
    at < 0 ? [null] : clauses(all.slice(at + 1)).map((clause) => ({ word, clause }) as const);
  const sentences = mains.flatMap((main) => subordinates.map((subordinate) => ({ main, subordinate })));
  const text = words.join(' ');
  return sentences.filter(
    (sentence) =>
      english(sentence)
        .map((piece) => piece.word)
        .join(' ') === text,
  );
}

type Core = Pick<Clause, 'subject' | 'predicate' | 'tense' | 'modal' | 'isNegated'>;

function clauses(words: Words): Clause[] {
  const timed = times.flatMap((time) => [
    ...(begins(words, time.english)
      ? [{ rest: words.slice(time.english.length), time, timeFirst: true }]
      : []),
    ...(ends(words, time.english)
      ? [{ rest: words.slice(0, -time.english.length), time, timeFirst: false }]
      : []),
  ]);
  return [{ rest: words, time: null, timeFirst: false }, ...timed].flatMap(({ rest, time, timeFirst }) =>
    placed(rest).flatMap(({ before, location }) =>
      cores(before).map((core) => ({ ...core, location, time, timeFirst })),
    ),
  );
}

/** Without a place, and with each that may stand at the end. */
function placed(words: Words): { before: Words; location: Location | null }[] {
  const at = words.lastIndexOf('in');
  const nowhere = { before: words, location: null };
  if (at < 0) return [nowhere];
  const [before, where] = [words.slice(0, at), words.slice(at + 1)];
  const named = where.length === 1 ? places.filter((place) => place.english === where[0]) : [];
  const rooms = phrases(where).filter((phrase) => phrase.kind === 'noun');
  return [
    nowhere,
    ...named.map((place) => ({ before, location: { kind: 'named', place } as const })),
    ...rooms.map((room) => ({ before, location: { kind: 'room', room } as const })),
  ];
}

/** Subject, verb and objects: the subject is the first one to three words. */
function cores(words: Words): Core[] {
  return [1, 2, 3].flatMap((length) =>
    phrases(words.slice(0, length)).flatMap((subject) =>
      predicates(words.slice(length)).map((rest) => ({ subject, ...rest })),
    ),
  );
}

/** What the first word of a predicate may say of its tense; other words are forms of verbs. */
const HELPERS: Readonly<Record<string, readonly [Tense, Modal | null]>> = {
  ...{ will: ['future', null], can: ['modal', 'can'], must: ['modal', 'must'], should: ['modal', 'should'] },
  ...{ do: ['present', null], does: ['present', null], did: ['past', null] },
};
const BE: Readonly<Record<string, Tense>> = {
  ...{ am: 'present', is: 'present', are: 'present', was: 'past', were: 'past' },
};

function predicates([first = '', ...rest]: Words): Omit<Core, 'subject'>[] {
  const isNegated = rest[0] === 'not';
  const behind = isNegated ? rest.slice(1) : rest;
  const be = BE[first];
  if (be) return qualities(behind).map((predicate) => ({ predicate, tense: be, modal: null, isNegated }));
  const helper = HELPERS[first];
  const forms = helper ? (['english'] as const) : (['english', 'englishThird', 'englishPast'] as const);
  const lexical = helper ? behind : [first, ...rest];
  return forms.flatMap((form) => {
    const [tense, modal] = helper ?? [form === 'englishPast' ? 'past' : 'present', null];
    return actions(lexical, form).map((predicate) => ({ predicate, tense, modal, isNegated }));
  });
}

function qualities(words: Words): Predicate[] {
  const [first] = words;
  const degree = first === 'very' || first === 'too' ? first : null;
  const quality = degree ? words.slice(1) : words;
  if (quality.length !== 1) return [];
  return adjectives
    .filter((adjective) => adjective.english === quality[0])
    .map((adjective) => ({ kind: 'quality', adjective, degree }));
}

function actions(words: Words, form: 'english' | 'englishThird' | 'englishPast'): Predicate[] {
  return verbs.flatMap((verb) => {
    const own = verb[form].split('-');
    const [first = '', second] = own;
    // "picks up the man", but "picks him up".
    const together = begins(words, own) ? [words.slice(own.length)] : [];
    const around = second && words[0] === first && words.at(-1) === second ? [words.slice(1, -1)] : [];
    return [...together, ...around].flatMap((objects) => withObjects(verb, objects));
  });
}

function withObjects(verb: Verb, words: Words): Predicate[] {
  switch (verb.frame) {
    case 'intransitive':
    case 'that':
      return words.length === 0 ? [{ kind: 'verb', verb, dative: null, accusative: null }] : [];
    case 'accusative':
      return phrases(words).map((accusative) => ({ kind: 'verb', verb, dative: null, accusative }));
    case 'dative':
      return phrases(words).map((dative) => ({ kind: 'verb', verb, dative, accusative: null }));
    case 'both':
      return [1, 2, 3].flatMap((length) =>
        phrases(words.slice(0, length)).flatMap((dative) =>
          phrases(words.slice(length)).map(
            (accusative) => ({ kind: 'verb', verb, dative, accusative }) as const,
          ),
        ),
      );
  }
}

const PRONOUNS: Readonly<Record<string, Pronoun>> = {
  ...{ I: 'I', he: 'he', she: 'she', we: 'we', they: 'they' },
  ...{ me: 'I', him: 'he', her: 'she', us: 'we', them: 'they' },
};
const DETERMINERS: Readonly<Record<string, Determiner>> = {
  ...{ the: 'the', a: 'a', an: 'a', this: 'this', my: 'my', no: 'no' },
};

/** What the words may be as one phrase. */
function phrases(words: Words): NounPhrase[] {
  const [first = '', ...rest] = words;
  if (rest.length === 0) {
    const pronoun = PRONOUNS[first];
    if (pronoun) return [{ kind: 'pronoun', pronoun }];
    return names.includes(first) ? [{ kind: 'name', name: first }] : [];
  }
  const determiner = DETERMINERS[first] ?? numbers.find((number) => number.english === first);
  if (!determiner || rest.length > 2) return [];
  const described = rest.length === 1 ? [null] : adjectives.filter((one) => one.english === rest[0]);
  return nouns.flatMap((noun) =>
    [false, true]
      .filter((isPlural) => rest.at(-1) === (isPlural ? noun.englishPlural : noun.english))
      .flatMap((isPlural) =>
        described.map((adjective): NounPhrase => ({ kind: 'noun', determiner, adjective, noun, isPlural })),
      ),
  );
}

function begins(words: Words, own: Words): boolean {
  return own.every((word, index) => words[index] === word);
}

function ends(words: Words, own: Words): boolean {
  return words.length >= own.length && begins(words.slice(-own.length), own);
}
