import type { Clause, Location, Sentence } from './clause';
import { agreement, type NounPhrase, type Pronoun } from './nounPhrase';
import { content, helper, type Piece } from './piece';

const objectForms: Readonly<Record<Pronoun, string>> = {
  I: 'me',
  he: 'him',
  she: 'her',
  we: 'us',
  they: 'them',
};

/** The sentence in English, one piece a word, the full stop included. */
export function english({ main, subordinate }: Sentence): readonly Piece[] {
  const first = clauseWords(main, 'main');
  const second = subordinate
    ? [helper(subordinate.word, 'subordinate'), ...clauseWords(subordinate.clause, 'sub')]
    : [];
  return [...first, ...second, helper('.', 'stop')];
}

function clauseWords(clause: Clause, id: string): Piece[] {
  const { subject, predicate, time, timeFirst, location } = clause;
  const when = time ? time.english.map((word, index) => content(word, `${id}.time${index}`)) : [];
  const objects =
    predicate.kind === 'verb'
      ? [
          ...(predicate.dative ? phrase(predicate.dative, 'object', `${id}.dative`) : []),
          ...(predicate.accusative ? phrase(predicate.accusative, 'object', `${id}.accusative`) : []),
        ]
      : [];
  return [
    ...(timeFirst ? when : []),
    ...phrase(subject, 'subject', `${id}.subject`),
    ...aroundPronoun(verbWords(clause, id), objects, clause),
    ...(location ? placeWords(location, id) : []),
    ...(timeFirst ? [] : when),
  ];
}

/** "picks him up", although "picks up the man" and "looks for him". */
function aroundPronoun(verb: readonly Piece[], objects: readonly Piece[], { predicate }: Clause): Piece[] {
  const isSplit = predicate.kind === 'verb' && predicate.accusative?.kind === 'pronoun';
  if (isSplit && verb.at(-1)?.word === 'up') return [...verb.slice(0, -1), ...objects, ...verb.slice(-1)];
  return [...verb, ...objects];
}

function verbWords(clause: Clause, id: string): Piece[] {
  const { predicate, tense, modal, isNegated } = clause;
  const { person, isPlural } = agreement(clause.subject);
  const isThird = person === 'third' && !isPlural;
  const not = isNegated ? [helper('not', `${id}.not`)] : [];
  if (predicate.kind === 'quality') {
    const isFirst = person === 'first' && !isPlural;
    const present = isFirst ? 'am' : isThird ? 'is' : 'are';
    const past = isFirst || isThird ? 'was' : 'were';
    const degree = predicate.degree ? [helper(predicate.degree, `${id}.degree`)] : [];
    return [
      helper(tense === 'past' ? past : present, `${id}.be`),
      ...not,
      ...degree,
      content(predicate.adjective.english, `${id}.quality`),
    ];
  }
  const { verb } = predicate;
  // Of verbs with two words ("look for") both stand for the verb.
  const lexical = (form: string): Piece[] => form.split('-').map((word) => content(word, `${id}.verb`));
  if (tense === 'future') return [helper('will', `${id}.auxiliary`), ...not, ...lexical(verb.english)];
  if (modal) return [helper(modal, `${id}.auxiliary`), ...not, ...lexical(verb.english)];
  if (isNegated) {
    const doing = tense === 'past' ? 'did' : isThird ? 'does' : 'do';
    return [helper(doing, `${id}.do`), ...not, ...lexical(verb.english)];
  }
  return lexical(tense === 'past' ? verb.englishPast : isThird ? verb.englishThird : verb.english);
}

function placeWords(location: Location, id: string): Piece[] {
  const where =
    location.kind === 'named'
      ? [content(location.place.english, `${id}.place`)]
      : phrase(location.room, 'object', `${id}.room`);
  return [helper('in', `${id}.in`), ...where];
}

/** @param id what its words stand for begins with it */
function phrase(value: NounPhrase, role: 'subject' | 'object', id: string): Piece[] {
  switch (value.kind) {
    case 'name':
      return [content(value.name, `${id}.name`)];
    case 'pronoun':
      return [helper(role === 'subject' ? value.pronoun : objectForms[value.pronoun], `${id}.pronoun`)];
    case 'noun': {
      const { determiner, adjective, noun, isPlural } = value;
      const words = [
        ...(adjective ? [content(adjective.english, `${id}.adjective`)] : []),
        content(isPlural ? noun.englishPlural : noun.english, `${id}.noun`),
      ];
      if (typeof determiner !== 'string') return [content(determiner.english, `${id}.number`), ...words];
      const next = words[0]?.word ?? '';
      const article = determiner === 'a' && /^[aeiou]/.test(next) ? 'an' : determiner;
      return [helper(article, `${id}.determiner`), ...words];
    }
  }
}
