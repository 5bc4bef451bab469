import type { Random } from '../../shared/random';
import { oneOf, weighted } from './draw';
import { type Adjective, adjectivesFor } from './lexicon/adjectives';
import { type Place, places } from './lexicon/names';
import { type Tense, type Time, times } from './lexicon/times';
import { type Verb, verbs } from './lexicon/verbs';
import { agreement, drawNoun, drawObject, drawSubject, type NounPhrase } from './nounPhrase';

export type Modal = 'can' | 'must' | 'should';

export type Predicate =
  | {
      readonly kind: 'verb';
      readonly verb: Verb;
      readonly dative: NounPhrase | null;
      readonly accusative: NounPhrase | null;
    }
  /** "is (very) old" */
  | { readonly kind: 'quality'; readonly adjective: Adjective; readonly degree: 'very' | 'too' | null };

export type Location =
  | { readonly kind: 'named'; readonly place: Place }
  | { readonly kind: 'room'; readonly room: Extract<NounPhrase, { kind: 'noun' }> };

export interface Clause {
  readonly subject: NounPhrase;
  readonly predicate: Predicate;
  readonly tense: Tense;
  /** Only in the tense `modal`. */
  readonly modal: Modal | null;
  readonly isNegated: boolean;
  readonly location: Location | null;
  readonly time: Time | null;
  /** The time stands first, and German turns verb and subject round. */
  readonly timeFirst: boolean;
}

export interface Sentence {
  readonly main: Clause;
  /** A second clause, in which the German verb stands last. */
  readonly subordinate: { readonly word: 'because' | 'that'; readonly clause: Clause } | null;
}

/** A sentence of the grammar. Lengths are not limited here. */
export function drawSentence(random: Random): Sentence {
  return weighted(random, [
    [(): Sentence => ({ main: drawClause(random, true), subordinate: null }), 60],
    [
      (): Sentence => ({
        main: drawClause(random, false),
        subordinate: { word: 'because', clause: drawClause(random, false) },
      }),
      20,
    ],
    [
      (): Sentence => ({
        main: drawSaying(random),
        subordinate: { word: 'that', clause: drawClause(random, false) },
      }),
      20,
    ],
  ])();
}

/** "the old man says": what a clause with "that" depends on. */
function drawSaying(random: Random): Clause {
  const verb = oneOf(
    random,
    verbs.filter(({ frame }) => frame === 'that'),
  );
  return {
    subject: drawSubject(random, false),
    predicate: { kind: 'verb', verb, dative: null, accusative: null },
    tense: oneOf(random, ['present', 'past'] as const),
    modal: null,
    isNegated: random() < 0.1,
    location: null,
    time: null,
    timeFirst: false,
  };
}

function drawClause(random: Random, isLong: boolean): Clause {
  const tense = oneOf(random, ['present', 'present', 'past', 'past', 'future', 'modal'] as const);
  const modal = tense === 'modal' ? oneOf(random, ['can', 'must', 'should'] as const) : null;
  // "must not" is not "muss nicht".
  const mayNegate = modal !== 'must';
  const isNegated = mayNegate && random() < 0.18;
  const isQuality = (tense === 'present' || tense === 'past') && random() < 0.15;
  const { subject, predicate } = isQuality
    ? drawQuality(random)
    : drawAction(random, { tense, isNegated, mayBeNo: modal !== 'must' });
  const time =
    random() < (isLong ? 0.5 : 0.25)
      ? oneOf(
          random,
          times.filter(
            // "not every day" denies the days, "jeden Tag nicht" the deed.
            (time) => time.tenses.includes(tense) && !(isNegated && time.english[0] === 'every'),
          ),
        )
      : null;
  return {
    subject,
    predicate,
    tense,
    modal,
    isNegated,
    location: !isQuality && random() < (isLong ? 0.4 : 0.2) ? drawLocation(random) : null,
    time,
    timeFirst: time !== null && isLong && random() < 0.5,
  };
}

type Core = Pick<Clause, 'subject' | 'predicate'>;

/** Someone or something is as an adjective says that fits. */
function drawQuality(random: Random): Core {
  const subject =
    random() < 0.5
      ? drawNoun(random, ['thing', 'text', 'food', 'room'], ['the', 'this', 'my'])
      : drawSubject(random, true);
  const adjective = oneOf(random, adjectivesFor(subject.kind === 'noun' ? subject.noun.kind : 'person'));
  const degree = weighted<'very' | 'too' | null>(random, [
    [null, 60],
    ['very', 20],
    ['too', 20],
  ]);
  return { subject, predicate: { kind: 'quality', adjective, degree } };
}

interface Deed {
  readonly tense: Tense;
  readonly isNegated: boolean;
  readonly mayBeNo: boolean;
}

/** Whether English shows the tense: "they read" is both, "he reads" and "they do not read" are not. */
function showsTense({ english, englishPast }: Verb, subject: NounPhrase): boolean {
  const { person, isPlural } = agreement(subject);
  return english !== englishPast || (person === 'third' && !isPlural);
}

function drawAction(random: Random, deed: Deed): Core {
  for (;;) {
    const core = drawAnyAction(random, deed);
    const { predicate } = core;
    // Of the two readings of "they read" the past is kept.
    const isClear = deed.tense !== 'present' || deed.isNegated || predicate.kind !== 'verb';
    if (isClear || showsTense(predicate.verb, core.subject)) return core;
  }
}

function drawAnyAction(random: Random, { isNegated, mayBeNo }: Deed): Core {
  const frame = weighted(random, [
    ['intransitive' as const, 22],
    ['accusative' as const, 45],
    ['dative' as const, 13],
    ['both' as const, 20],
  ]);
  const verb = oneOf(
    random,
    verbs.filter((candidate) => candidate.frame === frame),
  );
  const subject = drawSubject(random, verb.isAnimal);
  const receivers = frame === 'dative' ? verb.objects : (['person'] as const);
  const hasDative = frame === 'dative' || frame === 'both';
  const hasAccusative = frame === 'accusative' || frame === 'both';
  const predicate: Predicate = {
    kind: 'verb',
    verb,
    dative: hasDative ? drawObject(random, receivers, subject, true, mayBeNo) : null,
    accusative: hasAccusative ? drawObject(random, verb.objects, subject, isNegated, mayBeNo) : null,
  };
  return { subject, predicate };
}

function drawLocation(random: Random): Location {
  if (random() < 0.45) return { kind: 'named', place: oneOf(random, places) };
  return { kind: 'room', room: singular(drawNoun(random, ['room'], ['the', 'the', 'a', 'this', 'my'])) };
}

/** A place is one: "in the garden". */
function singular(phrase: Extract<NounPhrase, { kind: 'noun' }>): Extract<NounPhrase, { kind: 'noun' }> {
  if (!phrase.isPlural) return phrase;
  const determiner = typeof phrase.determiner === 'string' ? phrase.determiner : 'the';
  return { ...phrase, isPlural: false, determiner };
}
