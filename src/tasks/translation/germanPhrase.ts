import type { Location } from './clause';
import { dativePlural, type Gender } from './lexicon/nouns';
import type { Determiner, NounPhrase, Pronoun } from './nounPhrase';
import { content, helper, type Piece } from './piece';

export type Case = 'nominative' | 'accusative' | 'dative';
type Number = Gender | 'plural';
type Endings = Readonly<Record<Case, Readonly<Record<Number, string>>>>;

/** Endings of "dies-", and with other stems of the article itself (Duden, the determiners). */
const definite: Endings = {
  nominative: { m: 'er', f: 'e', n: 'es', plural: 'e' },
  accusative: { m: 'en', f: 'e', n: 'es', plural: 'e' },
  dative: { m: 'em', f: 'er', n: 'em', plural: 'en' },
};
const articles: Endings = {
  nominative: { m: 'der', f: 'die', n: 'das', plural: 'die' },
  accusative: { m: 'den', f: 'die', n: 'das', plural: 'die' },
  dative: { m: 'dem', f: 'der', n: 'dem', plural: 'den' },
};
/** Endings of "ein", "kein", "mein". */
const indefinite: Endings = {
  nominative: { m: '', f: 'e', n: '', plural: 'e' },
  accusative: { m: 'en', f: 'e', n: '', plural: 'e' },
  dative: { m: 'em', f: 'er', n: 'em', plural: 'en' },
};
/** An adjective after "der", "dieser": weak. */
const weak: Endings = {
  nominative: { m: 'e', f: 'e', n: 'e', plural: 'en' },
  accusative: { m: 'en', f: 'e', n: 'e', plural: 'en' },
  dative: { m: 'en', f: 'en', n: 'en', plural: 'en' },
};
/** After "ein", "kein", "mein": mixed. */
const mixed: Endings = {
  nominative: { m: 'er', f: 'e', n: 'es', plural: 'en' },
  accusative: { m: 'en', f: 'e', n: 'es', plural: 'en' },
  dative: { m: 'en', f: 'en', n: 'en', plural: 'en' },
};
/** After a number, in the plural: strong. */
const strongPlural: Readonly<Record<Case, string>> = { nominative: 'e', accusative: 'e', dative: 'en' };

const pronouns: Readonly<Record<Pronoun, Readonly<Record<Case, string>>>> = {
  I: { nominative: 'ich', accusative: 'mich', dative: 'mir' },
  he: { nominative: 'er', accusative: 'ihn', dative: 'ihm' },
  she: { nominative: 'sie', accusative: 'sie', dative: 'ihr' },
  we: { nominative: 'wir', accusative: 'uns', dative: 'uns' },
  they: { nominative: 'sie', accusative: 'sie', dative: 'ihnen' },
};

export function phrase(value: NounPhrase, grammaticalCase: Case, id: string): Piece[] {
  switch (value.kind) {
    case 'name':
      return [content(value.name, `${id}.name`)];
    case 'pronoun':
      return [helper(pronouns[value.pronoun][grammaticalCase], `${id}.pronoun`)];
    case 'noun': {
      const { determiner, noun, isPlural } = value;
      const number: Number = isPlural ? 'plural' : noun.gender;
      const form = !isPlural
        ? noun.german
        : grammaticalCase === 'dative'
          ? dativePlural(noun)
          : noun.germanPlural;
      const before =
        typeof determiner === 'string'
          ? helper(determinerForm(determiner, grammaticalCase, number), `${id}.determiner`)
          : content(determiner.german, `${id}.number`);
      return [before, ...adjectiveWords(value, grammaticalCase, number, id), content(form, `${id}.noun`)];
    }
  }
}

/** Where something happens: "im" for "in dem". */
export function place(location: Location, id: string): Piece[] {
  if (location.kind === 'named') {
    return [helper('in', `${id}.in`), content(location.place.german, `${id}.place`)];
  }
  const [determiner, ...rest] = phrase(location.room, 'dative', `${id}.room`);
  if (determiner?.word === 'dem') return [helper('im', `${id}.in`, ...determiner.stands), ...rest];
  return [helper('in', `${id}.in`), ...(determiner ? [determiner] : []), ...rest];
}

function determinerForm(determiner: Determiner, grammaticalCase: Case, number: Number): string {
  switch (determiner) {
    case 'the':
      return articles[grammaticalCase][number];
    case 'this':
      return `dies${definite[grammaticalCase][number]}`;
    case 'a':
      return `ein${indefinite[grammaticalCase][number]}`;
    case 'my':
      return `mein${indefinite[grammaticalCase][number]}`;
    case 'no':
      return `kein${indefinite[grammaticalCase][number]}`;
  }
}

function adjectiveWords(
  { adjective, determiner }: Extract<NounPhrase, { kind: 'noun' }>,
  grammaticalCase: Case,
  number: Number,
  id: string,
): Piece[] {
  if (!adjective) return [];
  const endings = determiner === 'the' || determiner === 'this' ? weak : mixed;
  const ending =
    typeof determiner === 'string' ? endings[grammaticalCase][number] : strongPlural[grammaticalCase];
  return [content(adjective.german + ending, `${id}.adjective`)];
}
