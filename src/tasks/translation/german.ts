import type { Clause, Modal, Sentence } from './clause';
import { phrase, place } from './germanPhrase';
import { agreement, type NounPhrase } from './nounPhrase';
import { content, helper, type Piece } from './piece';

/** First person singular, third person singular, plural. */
type Forms = readonly [string, string, string];

const have: Forms = ['habe', 'hat', 'haben'];
const be: Forms = ['bin', 'ist', 'sind'];
const was: Forms = ['war', 'war', 'waren'];
const become: Forms = ['werde', 'wird', 'werden'];
const modals: Readonly<Record<Modal, Forms>> = {
  can: ['kann', 'kann', 'können'],
  must: ['muss', 'muss', 'müssen'],
  should: ['sollte', 'sollte', 'sollten'],
};
const conjunctions = { because: 'weil', that: 'dass' } as const;
const degrees = { very: 'sehr', too: 'zu' } as const;

/**
 * The sentence in German. In a main clause the finite verb stands second, whatever stands first, and what belongs to it
 * (participle, infinitive, separated prefix) last; after "weil" and "dass" the finite verb stands behind that.
 */
export function german({ main, subordinate }: Sentence): readonly Piece[] {
  const first = clauseWords(main, 'main', false);
  const second = subordinate
    ? [
        helper(','),
        helper(conjunctions[subordinate.word], 'subordinate'),
        ...clauseWords(subordinate.clause, 'sub', true),
      ]
    : [];
  return [...first, ...second, helper('.', 'stop')];
}

function clauseWords(clause: Clause, id: string, verbLast: boolean): Piece[] {
  const { subject, time, timeFirst } = clause;
  const who = phrase(subject, 'nominative', `${id}.subject`);
  const when = time ? time.german.map((word, index) => content(word, `${id}.time${index}`)) : [];
  const { finite, closing } = verbWords(clause, id, verbLast);
  const middle = middleWords(clause, id, timeFirst ? [] : when);
  if (verbLast) return [...who, ...middle, ...closing, finite];
  if (timeFirst) return [...when, finite, ...who, ...middle, ...closing];
  return [...who, finite, ...middle, ...closing];
}

/** Between the verb's two parts: pronouns, time, dative before accusative, "nicht", place. */
function middleWords(clause: Clause, id: string, when: readonly Piece[]): Piece[] {
  const { predicate, isNegated, location } = clause;
  const not = isNegated ? [helper('nicht', `${id}.not`)] : [];
  if (predicate.kind === 'quality') {
    const degree = predicate.degree ? [helper(degrees[predicate.degree], `${id}.degree`)] : [];
    return [...when, ...not, ...degree, content(predicate.adjective.german, `${id}.quality`)];
  }
  const { dative, accusative } = predicate;
  const objects: readonly [NounPhrase | null, Piece[]][] = [
    [accusative, accusative ? phrase(accusative, 'accusative', `${id}.accusative`) : []],
    [dative, dative ? phrase(dative, 'dative', `${id}.dative`) : []],
  ];
  const pronouns = objects.flatMap(([value, words]) => (value?.kind === 'pronoun' ? words : []));
  const others = objects.toReversed().flatMap(([value, words]) => (value?.kind === 'pronoun' ? [] : words));
  const where = location ? place(location, id) : [];
  return [...pronouns, ...when, ...others, ...not, ...where];
}

/** The finite verb, and what stands at the end of the clause. */
function verbWords(
  clause: Clause,
  id: string,
  verbLast: boolean,
): { finite: Piece; closing: readonly Piece[] } {
  const { predicate, tense, modal, subject } = clause;
  const agreed = (forms: Forms): string => {
    const { person, isPlural } = agreement(subject);
    if (isPlural) return forms[2];
    return person === 'first' ? forms[0] : forms[1];
  };
  if (predicate.kind === 'quality') {
    return { finite: helper(agreed(tense === 'past' ? was : be), `${id}.be`), closing: [] };
  }
  const { verb } = predicate;
  const prefix = verb.prefix ?? '';
  const lexical = (word: string): Piece => content(word, `${id}.verb`);
  if (tense === 'past') {
    const auxiliary = agreed(verb.auxiliary === 'sein' ? be : have);
    // "did" has no word of its own; where there is one, the auxiliary stands for it.
    return { finite: helper(auxiliary, `${id}.do`), closing: [lexical(verb.participle)] };
  }
  if (tense === 'future' || modal) {
    const finite = helper(agreed(modal ? modals[modal] : become), `${id}.auxiliary`);
    return { finite, closing: [lexical(prefix + verb.infinitive)] };
  }
  const present = agreed([verb.first, verb.third, verb.infinitive]);
  if (verbLast) return { finite: lexical(prefix + present), closing: [] };
  return { finite: lexical(present), closing: verb.prefix ? [helper(verb.prefix, `${id}.verb`)] : [] };
}
