import type { Page } from './factMarks';
import { marked, sayMarked } from './factMarks';
import type { Fact, Thing } from './facts';
import { sayTime } from './facts';
import type { FactPerson } from './factWords';
import * as lists from './factWords';
import { questionsAbout } from './questionForms';

/** A sentence that goes on about those of whom a fact has told. */
type Continuation = (page: Page, fact: Fact) => void;

/** Writes a sentence that follows a fact: it repeats some of it, and refers to the rest with pronouns. */
export function writeContinuation(page: Page, fact: Fact): void {
  page.writer.choose(CONTINUATIONS[fact.kind])(page, fact);
}

/** The pronoun of the subject with a verb that agrees; who has a thing is one, which needs one form only. */
function saySubject(page: Page, fact: Fact, third: string, base = third): void {
  const person = fact.subjects[0] as FactPerson;
  if (fact.subjects.length > 1) page.writer.say('they', base);
  else page.writer.say(person.subject, third);
}

function sayName(page: Page, person: FactPerson): void {
  sayMarked(page, 'PERSON', [person.first]);
}

/** The thing without its look, or the number of things. */
function sayShort(page: Page, { count, one, more }: Thing): void {
  if (count) {
    page.writer.say('the');
    sayMarked(page, 'NUMBER', count);
    page.writer.say(more);
  } else page.writer.say('the', one);
}

function sayFull(page: Page, thing: Thing): void {
  page.writer.say('the', thing.look, thing.count ? thing.more : thing.one);
}

/** A city again, or "the" and the place. */
function sayPlace(page: Page, place: readonly string[]): void {
  if (place[0] === 'the') page.writer.say(...place);
  else sayMarked(page, 'PLACE', place);
}

/** "she puts the ball into the box ." */
const puts: Continuation = (page, fact) => {
  saySubject(page, fact, 'puts');
  sayShort(page, fact.thing as Thing);
  page.writer.say('into', 'the');
  page.writer.choose(lists.CONTAINERS, (word) => [word]);
  page.writer.say('.');
};

/** "the red ball is beautiful ." */
const looks: Continuation = (page, fact) => {
  const thing = fact.thing as Thing;
  sayFull(page, thing);
  page.writer.say(thing.count ? 'are' : 'is');
  page.writer.choose(lists.OPINIONS, (word) => [word]);
  page.writer.say('.');
};

/** "she believes that the ball is beautiful ." */
const believes: Continuation = (page, fact) => {
  const thing = fact.thing as Thing;
  saySubject(page, fact, 'believes');
  page.writer.say('that');
  sayShort(page, thing);
  page.writer.say(thing.count ? 'are' : 'is');
  page.writer.choose(lists.OPINIONS, (word) => [word]);
  page.writer.say('.');
};

/** "Anna thanks him for the ball .": who got it thanks who gave it. */
const thanks: Continuation = (page, fact) => {
  const giver = fact.subjects[0] as FactPerson;
  sayName(page, fact.person as FactPerson);
  page.writer.say('thanks', giver.object, 'for');
  sayShort(page, fact.thing as Thing);
  page.writer.say('.');
};

/** "now Anna has the ball and is happy ." */
const owns: Continuation = (page, fact) => {
  page.writer.say('now');
  sayName(page, fact.person as FactPerson);
  page.writer.say('has');
  sayShort(page, fact.thing as Thing);
  page.writer.say('and', 'is');
  page.writer.choose(lists.FEELINGS, (word) => [word]);
  page.writer.say('.');
};

/** "she likes Paris very much ." */
const likesPlace: Continuation = (page, fact) => {
  saySubject(page, fact, 'likes', 'like');
  sayPlace(page, fact.place as readonly string[]);
  page.writer.say('very', 'much', '.');
};

/** "they are happy because they live in Paris ." */
const becausePlace: Continuation = (page, fact) => {
  saySubject(page, fact, 'is', 'are');
  page.writer.choose(lists.FEELINGS, (word) => [word]);
  page.writer.say('because');
  saySubject(page, fact, fact.verb.third, fact.verb.base);
  page.writer.say(fact.kind === 'travel' ? 'to' : 'in');
  sayPlace(page, fact.place as readonly string[]);
  page.writer.say('.');
};

/** "Anna comes back on Monday ." */
const comesBack: Continuation = (page, fact) => {
  sayName(page, fact.subjects[0] as FactPerson);
  if (fact.subjects[1]) {
    page.writer.say('and');
    sayName(page, fact.subjects[1]);
    page.writer.say('come');
  } else page.writer.say('comes');
  page.writer.say('back');
  sayTime(page);
  page.writer.say('.');
};

/** "Anna and Tom are in the park for three hours ." */
const together: Continuation = (page, fact) => {
  sayName(page, fact.subjects[0] as FactPerson);
  page.writer.say('and');
  sayName(page, fact.person as FactPerson);
  page.writer.say('are', 'in');
  sayPlace(page, fact.place as readonly string[]);
  page.writer.say('for');
  marked(page, 'NUMBER', () => page.writer.choose(lists.NUMBERS, (number) => number));
  page.writer.say('hours', '.');
};

/** "she likes him because Tom is kind ." */
const likesPerson: Continuation = (page, fact) => {
  const person = fact.person as FactPerson;
  saySubject(page, fact, 'likes', 'like');
  page.writer.say(person.object, 'because');
  sayName(page, person);
  page.writer.say('is');
  page.writer.choose(lists.CHARACTERS, (word) => [word]);
  page.writer.say('.');
};

/** "she waits for him because he is kind ." */
const becausePerson: Continuation = (page, fact) => {
  const person = fact.person as FactPerson;
  saySubject(page, fact, fact.verb.third, fact.verb.base);
  if (fact.verb.preposition) page.writer.say(fact.verb.preposition);
  page.writer.say(person.object, 'because', person.subject, 'is');
  page.writer.choose(lists.CHARACTERS, (word) => [word]);
  page.writer.say('.');
};

/** "when does Anna buy the red ball ?": a question that the fact answers; its entities are those of the fact. */
const asks: Continuation = ({ writer, marks }, fact) => {
  const start = writer.words.length;
  const question = writer.choose(questionsAbout(writer.words.slice(), [fact]), ({ words }) => words);
  for (const { inText, inQuestion, length } of question.quotes) {
    const quoted = marks.filter((mark) => mark.start >= inText && mark.end <= inText + length);
    const shift = start + inQuestion - inText;
    marks.push(
      ...quoted.map(({ entity, start, end }) => ({ entity, start: start + shift, end: end + shift })),
    );
  }
};

const CONTINUATIONS: Readonly<Record<Fact['kind'], readonly Continuation[]>> = {
  take: [puts, looks, believes, asks],
  give: [thanks, owns, looks, believes, asks],
  stay: [likesPlace, becausePlace, asks],
  meet: [together, likesPerson, becausePerson, asks],
  attend: [likesPerson, becausePerson, asks],
  travel: [comesBack, becausePlace, likesPlace, asks],
};

/** Fixed words of the facts and of what follows them. */
export const FIXED_WORDS: readonly string[] = (
  'the and to in on at . he she him her they puts into is are believes that thanks for now has ' +
  'likes like very much because comes come back hours'
).split(' ');
