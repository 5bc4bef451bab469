import { adjectives } from './lexicon/adjectives';
import { names, places } from './lexicon/names';
import { dativePlural, nouns } from './lexicon/nouns';
import { numbers, times } from './lexicon/times';
import { verbs } from './lexicon/verbs';

const sorted = (words: readonly string[]): readonly string[] => [...new Set(words)].toSorted();
const split = (text: string): string[] => text.split(' ');

/** Every word that an English sentence of the grammar can have. */
export const englishWords = sorted([
  ...split('. a an the this my no I he she we they me him her us them not because that in'),
  ...split('am is are was were do does did will can must should very too'),
  ...nouns.flatMap(({ english, englishPlural }) => [english, englishPlural]),
  ...verbs.flatMap(({ english, englishThird, englishPast }) =>
    [english, englishThird, englishPast].flatMap((form) => form.split('-')),
  ),
  ...adjectives.map(({ english }) => english),
  ...names,
  ...places.map(({ english }) => english),
  ...times.flatMap(({ english }) => english),
  ...numbers.map(({ english }) => english),
]);

/** Every word that a German one can have. */
export const germanWords = sorted([
  ...split('. , der die das den dem ein eine einen einem einer in im nicht weil dass sehr zu'),
  ...split('dieser diese dieses diesen diesem mein meine meinen meinem meiner kein keine keinen'),
  ...split('ich er sie wir mich mir ihn ihm ihr uns ihnen'),
  ...split('habe hat haben bin ist sind war waren werde wird werden kann können muss müssen sollte sollten'),
  ...nouns.flatMap((noun) => {
    const forms = [noun.german, noun.germanPlural];
    // Only those who live are given something, helped or thanked; "the sheep" are then always one.
    const hasDative = noun.kind === 'person' || noun.kind === 'animal';
    return hasDative && noun.english !== noun.englishPlural ? [...forms, dativePlural(noun)] : forms;
  }),
  ...verbs.flatMap(({ infinitive, first, third, participle, prefix }) => {
    const alone = [infinitive, first, third, participle];
    return prefix === null
      ? alone
      : [...alone, prefix, ...[infinitive, first, third].map((form) => prefix + form)];
  }),
  ...adjectives.flatMap(({ german }) => ['', 'e', 'er', 'en', 'es'].map((ending) => german + ending)),
  ...names,
  ...places.map(({ german }) => german),
  ...times.flatMap(({ german }) => german),
  ...numbers.map(({ german }) => german),
]);
