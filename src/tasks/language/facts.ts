import type { Page } from './factMarks';
import { marked } from './factMarks';
import type { FactPerson, FactVerb, FirstName } from './factWords';
import * as lists from './factWords';

/** What a fact has beside its verb; at most one of each. */
export type Role = 'subject' | 'thing' | 'count' | 'person' | 'place' | 'time';

/** One part of a fact, as it stands in the text: from its first word to before `end`. */
export interface Part {
  readonly role: Role;
  readonly start: number;
  readonly end: number;
}

/** A thing named by its look, or so many things. */
export interface Thing {
  readonly one: string;
  readonly more: string;
  readonly look: string;
  readonly count: readonly string[] | null;
}

export type FactKind = 'take' | 'give' | 'stay' | 'meet' | 'attend' | 'travel';

/** A sentence that tells something, and what it tells. */
export interface Fact {
  readonly kind: FactKind;
  readonly verb: FactVerb;
  readonly subjects: readonly FactPerson[];
  readonly thing: Thing | null;
  readonly person: FactPerson | null;
  /** The name of a city, or "the" and a place. */
  readonly place: readonly string[] | null;
  readonly parts: readonly Part[];
}

/** What facts may be about; fewer in a text with questions, so that its facts are like each other. */
export interface FactPool {
  readonly people: readonly (FirstName | FactPerson)[];
  readonly things: readonly { readonly one: string; readonly more: string }[];
  readonly looks: readonly string[];
  readonly cities: readonly (readonly string[])[];
  readonly kinds: readonly FactKind[];
}

export const ALL_KINDS: readonly FactKind[] = ['take', 'give', 'stay', 'meet', 'attend', 'travel'];

/** Everything that facts can be about. */
export const FULL_POOL: FactPool = {
  people: lists.FIRST_NAMES,
  things: lists.THINGS,
  looks: lists.LOOKS,
  cities: lists.CITIES,
  kinds: ALL_KINDS,
};

/** Writes one fact, with its full stop. */
export function writeFact(page: Page, pool: FactPool): Fact {
  const kind = page.writer.choose(pool.kinds);
  const parts: Part[] = [];
  const part = <Result>(role: Role, write: () => Result): Result => {
    const start = page.writer.words.length;
    const result = write();
    parts.push({ role, start, end: page.writer.words.length });
    return result;
  };
  const { writer } = page;
  const subjects = part('subject', () => saySubjects(page, pool, kind));
  const verb = sayVerb(page, kind, subjects.length > 1);
  const fact = { kind, verb, subjects, thing: null, person: null, place: null, parts };
  const others = pool.people.filter((one) => !subjects.some(({ first }) => first === one.first));
  const finish = (told: Partial<Fact>): Fact => {
    writer.say('.');
    return { ...fact, ...told };
  };
  switch (kind) {
    case 'take': {
      const counted = writer.choose([true, false]);
      const thing = part(counted ? 'count' : 'thing', () =>
        counted ? sayCounted(page, pool) : sayThing(page, pool),
      );
      sayTimeOrNot(page, part);
      return finish({ thing });
    }
    case 'give': {
      const thing = part('thing', () => sayThing(page, pool));
      const person = part('person', () => {
        writer.say('to');
        return sayPerson(page, others);
      });
      sayTimeOrNot(page, part);
      return finish({ thing, person });
    }
    case 'stay': {
      const place = part('place', () => sayWhere(page, pool));
      return finish({ place });
    }
    case 'meet': {
      const person = part('person', () => sayPerson(page, others));
      const place = part('place', () => sayWhere(page, pool));
      return finish({ person, place });
    }
    case 'attend': {
      const person = part('person', () => {
        writer.say(verb.preposition ?? '');
        return sayPerson(page, others);
      });
      sayTimeOrNot(page, part);
      return finish({ person });
    }
    case 'travel': {
      const place = part('place', () => {
        writer.say('to');
        return sayCity(page, pool);
      });
      part('time', () => sayTime(page));
      return finish({ place });
    }
  }
}

const VERBS: Readonly<Record<FactKind, readonly FactVerb[]>> = {
  take: lists.TAKE_VERBS,
  give: lists.GIVE_VERBS,
  stay: lists.STAY_VERBS,
  meet: lists.MEET_VERBS,
  attend: lists.ATTEND_VERBS,
  travel: lists.TRAVEL_VERBS,
};

/** Two people stay or travel together as often as one does. */
function saySubjects(page: Page, pool: FactPool, kind: FactKind): readonly FactPerson[] {
  const together = (kind === 'stay' || kind === 'travel') && page.writer.choose([true, false]);
  const person = sayPerson(page, pool.people);
  if (!together) return [person];
  page.writer.say('and');
  return [
    person,
    sayPerson(
      page,
      pool.people.filter(({ first }) => first !== person.first),
    ),
  ];
}

function sayVerb(page: Page, kind: FactKind, many: boolean): FactVerb {
  return page.writer.choose(VERBS[kind], ({ third, base }) => [many ? base : third]);
}

/** A first name, with a surname half of the time unless the pool has settled that. */
function sayPerson(page: Page, people: FactPool['people']): FactPerson {
  return marked(page, 'PERSON', () => {
    const person = page.writer.choose(people, (one) =>
      'surname' in one && one.surname ? [one.first, one.surname] : [one.first],
    );
    if ('surname' in person) return person;
    const full = page.writer.choose([true, false]);
    const surnames = lists.SURNAMES.filter((surname) => surname !== person.first);
    return { ...person, surname: full ? page.writer.choose(surnames, (surname) => [surname]) : null };
  });
}

function sayThing(page: Page, pool: FactPool): Thing {
  page.writer.say('the');
  const look = page.writer.choose(pool.looks, (word) => [word]);
  const thing = page.writer.choose(pool.things, ({ one }) => [one]);
  return { ...thing, look, count: null };
}

function sayCounted(page: Page, pool: FactPool): Thing {
  const count = marked(page, 'NUMBER', () => page.writer.choose(lists.NUMBERS, (number) => number));
  const look = page.writer.choose(pool.looks, (word) => [word]);
  const thing = page.writer.choose(pool.things, ({ more }) => [more]);
  return { ...thing, look, count };
}

function sayWhere(page: Page, pool: FactPool): readonly string[] {
  page.writer.say('in');
  if (page.writer.choose([true, false])) return sayCity(page, pool);
  const place = page.writer.choose(lists.PLACES, (noun) => ['the', noun]);
  return ['the', place];
}

function sayCity(page: Page, pool: FactPool): readonly string[] {
  return marked(page, 'PLACE', () => page.writer.choose(pool.cities, (city) => city));
}

type PartOf = (role: Role, write: () => void) => void;

function sayTimeOrNot(page: Page, part: PartOf): void {
  if (page.writer.choose([true, false])) part('time', () => sayTime(page));
}

/** "on Monday", "on Monday morning", "in May" or "at three": all of it is the time. */
export function sayTime(page: Page): void {
  const { writer } = page;
  marked(page, 'TIME', () => {
    const kind = writer.choose(['day', 'part', 'month', 'hour']);
    if (kind === 'month') writer.choose(lists.MONTHS, (month) => ['in', month]);
    else if (kind === 'hour') writer.choose(lists.HOURS, (hour) => ['at', hour]);
    else {
      writer.choose(lists.DAYS, (day) => ['on', day]);
      if (kind === 'part') writer.choose(lists.DAY_PARTS, (word) => [word]);
    }
  });
}
