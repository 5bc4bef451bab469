import { expect, it } from 'vitest';
import type { Clause, Sentence } from './clause';
import { english } from './english';
import { german } from './german';
import { adjectives } from './lexicon/adjectives';
import { places } from './lexicon/names';
import { nouns } from './lexicon/nouns';
import { numbers, times } from './lexicon/times';
import { verbs } from './lexicon/verbs';
import type { Determiner, NounPhrase, Pronoun } from './nounPhrase';

function find<T extends { readonly english: unknown }>(list: readonly T[], word: string): T {
  const found = list.find((entry) => String(entry.english).replaceAll(',', ' ') === word);
  if (!found) throw new Error(`No ${word}.`);
  return found;
}
type Phrase = Extract<NounPhrase, { kind: 'noun' }>;
const noun = (
  determiner: Determiner | 'two',
  word: string,
  adjective?: string,
  isPlural = false,
): Phrase => ({
  kind: 'noun',
  determiner: determiner === 'two' ? find(numbers, 'two') : determiner,
  adjective: adjective === undefined ? null : find(adjectives, adjective),
  noun: find(nouns, word),
  isPlural: isPlural || determiner === 'two',
});
const name = (value: string): NounPhrase => ({ kind: 'name', name: value });
const pronoun = (value: Pronoun): NounPhrase => ({ kind: 'pronoun', pronoun: value });
const when = (value: string): Partial<Clause> => ({ time: find(times, value) });
const room = (value: Phrase): Partial<Clause> => ({ location: { kind: 'room', room: value } });

interface Objects {
  readonly accusative?: NounPhrase;
  readonly dative?: NounPhrase;
}
const clause = (
  subject: NounPhrase,
  verb: string,
  objects: Objects = {},
  rest: Partial<Clause> = {},
): Clause => ({
  subject,
  predicate: {
    kind: 'verb',
    verb: find(verbs, verb),
    dative: objects.dative ?? null,
    accusative: objects.accusative ?? null,
  },
  tense: 'present',
  modal: null,
  isNegated: false,
  location: null,
  time: null,
  timeFirst: false,
  ...rest,
});
const main = (value: Clause): Sentence => ({ main: value, subordinate: null });
const joined = (first: Clause, word: 'because' | 'that', second: Clause): Sentence => ({
  main: first,
  subordinate: { word, clause: second },
});

const checked: readonly (readonly [string, Sentence, string, string])[] = [
  [
    'a separated prefix stands last',
    main(clause(pronoun('she'), 'call', { accusative: noun('the', 'man') })),
    'she calls the man .',
    'sie ruft den Mann an .',
  ],
  [
    'a verb with a prefix is one word behind dass',
    joined(
      clause(pronoun('he'), 'say'),
      'that',
      clause(pronoun('she'), 'call', { accusative: name('Anna') }),
    ),
    'he says that she calls Anna .',
    'er sagt , dass sie Anna anruft .',
  ],
  [
    'behind a fronted time the verb stays second',
    main(
      clause(
        noun('the', 'man'),
        'buy',
        { accusative: noun('a', 'book', 'new') },
        { ...when('yesterday'), tense: 'past', timeFirst: true },
      ),
    ),
    'yesterday the man bought a new book .',
    'gestern hat der Mann ein neues Buch gekauft .',
  ],
  [
    'after weil the auxiliary stands last',
    joined(
      clause(pronoun('I'), 'laugh'),
      'because',
      clause(pronoun('we'), 'find', { accusative: noun('the', 'dog') }, { tense: 'past' }),
    ),
    'I laugh because we found the dog .',
    'ich lache , weil wir den Hund gefunden haben .',
  ],
  [
    'verbs of moving take sein',
    main(
      clause(
        name('Peter'),
        'arrive',
        {},
        { tense: 'past', location: { kind: 'named', place: find(places, 'Munich') } },
      ),
    ),
    'Peter arrived in Munich .',
    'Peter ist in München angekommen .',
  ],
  [
    'to help takes a dative, and the dative plural an n',
    main(clause(pronoun('they'), 'help', { dative: noun('the', 'child', 'small', true) })),
    'they help the small children .',
    'sie helfen den kleinen Kindern .',
  ],
  [
    'the receiver stands before the thing',
    main(
      clause(noun('my', 'aunt'), 'give', {
        dative: noun('a', 'girl', 'sad'),
        accusative: noun('a', 'apple', 'red'),
      }),
    ),
    'my aunt gives a sad girl a red apple .',
    'meine Tante gibt einem traurigen Mädchen einen roten Apfel .',
  ],
  [
    'in dem becomes im',
    main(clause(noun('the', 'cat', 'black'), 'sleep', {}, room(noun('the', 'garden', 'big')))),
    'the black cat sleeps in the big garden .',
    'die schwarze Katze schläft im großen Garten .',
  ],
  [
    'in der stays',
    main(clause(noun('this', 'king'), 'wait', {}, room(noun('the', 'church')))),
    'this king waits in the church .',
    'dieser König wartet in der Kirche .',
  ],
  [
    'behind a number adjectives are strong',
    main(clause(noun('two', 'woman', 'old'), 'dance')),
    'two old women dance .',
    'zwei alte Frauen tanzen .',
  ],
  [
    'the infinitive stands last behind a modal verb',
    main(
      clause(
        pronoun('I'),
        'pick-up',
        { accusative: noun('my', 'brother') },
        { ...when('tomorrow'), tense: 'modal', modal: 'must' },
      ),
    ),
    'I must pick up my brother tomorrow .',
    'ich muss morgen meinen Bruder abholen .',
  ],
  [
    'a pronoun stands before the time, and in English inside the verb',
    main(clause(noun('the', 'guest'), 'pick-up', { accusative: pronoun('he') }, when('today'))),
    'the guest picks him up today .',
    'der Gast holt ihn heute ab .',
  ],
  [
    'nicht stands behind a definite object',
    main(
      clause(
        pronoun('she'),
        'read',
        { accusative: noun('the', 'letter') },
        { tense: 'past', isNegated: true },
      ),
    ),
    'she did not read the letter .',
    'sie hat den Brief nicht gelesen .',
  ],
  [
    'no is kein',
    main(clause(name('Eva'), 'see', { accusative: noun('no', 'bird') }, { tense: 'past' })),
    'Eva saw no bird .',
    'Eva hat keinen Vogel gesehen .',
  ],
  [
    'the future is werden',
    main(
      clause(
        pronoun('we'),
        'sell',
        { accusative: noun('the', 'house') },
        { ...when('next year'), tense: 'future' },
      ),
    ),
    'we will sell the house next year .',
    'wir werden nächstes Jahr das Haus verkaufen .',
  ],
];

it.each(checked)('%s', (_rule, sentence, source, target) => {
  expect(
    english(sentence)
      .map(({ word }) => word)
      .join(' '),
  ).toBe(source);
  expect(
    german(sentence)
      .map(({ word }) => word)
      .join(' '),
  ).toBe(target);
});
