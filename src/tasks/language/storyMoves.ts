import type { Writer } from './choice';
import type { StoryPerson, StoryPlace } from './storyWords';
import { PEOPLE, STORY_PLACES } from './storyWords';

/** What is true at this point of a story. */
export interface Story {
  readonly colour: string;
  readonly thing: string;
  /** Who has been named, at most two. */
  readonly people: StoryPerson[];
  readonly placeOf: Map<StoryPerson, StoryPlace>;
  /** Who has the thing; null while it lies at `thingPlace`. */
  holder: StoryPerson | null;
  thingPlace: StoryPlace;
  /** The subject of the last sentence, said with a pronoun if it is the subject again. */
  subject: StoryPerson | null;
  /** Whether the last sentence told no new fact: two such in a row would say the same. */
  told: boolean;
}

/** Something that can happen next, or be said. */
export interface Move {
  /** The most words that it says. */
  readonly words: number;
  readonly sentences: number;
  possible(story: Story): boolean;
  write(story: Story, writer: Writer): void;
}

/** A place with its preposition. */
export const thePlace = (place: StoryPlace) => [place.preposition, 'the', place.noun];

const otherThan = <Item>(items: readonly Item[], item: Item | null | undefined) =>
  items.filter((other) => other !== item);

/** The person is the subject of a sentence from now on: he or she if it was the subject before. */
function spellSubject(story: Story, person: StoryPerson): readonly string[] {
  return [story.subject === person ? person.subject : person.name];
}

/** The person is not the subject: him or her if it was the subject of the sentence before. */
function spellObject(story: Story, person: StoryPerson): string {
  return story.subject === person ? person.object : person.name;
}

/** Sentences that tell what happens may start with "then". */
function sayThen(writer: Writer): void {
  writer.choose([[], ['then']], (words) => words);
}

/** Those who can come in: whoever has been named, or anyone while there is only one. */
function candidates(story: Story): readonly StoryPerson[] {
  return story.people.length < 2 ? PEOPLE : story.people;
}

function meet(story: Story, person: StoryPerson): void {
  if (!story.people.includes(person)) story.people.push(person);
}

/** Someone goes to another place; what they hold goes with them. */
const go: Move = {
  words: 7,
  sentences: 1,
  possible: ({ people }) => people.length > 0,
  write(story, writer) {
    sayThen(writer);
    const person = writer.choose(story.people, (one) => spellSubject(story, one));
    writer.say('goes', 'to', 'the');
    const place = writer.choose(otherThan(STORY_PLACES, story.placeOf.get(person)), (one) => [one.noun]);
    writer.say('.');
    story.placeOf.set(person, place);
    if (story.holder === person) story.thingPlace = place;
    story.subject = person;
    story.told = false;
  },
};

/** The holder gives the thing to someone who is, or then must be, at the same place. */
const give: Move = {
  words: 8,
  sentences: 1,
  possible: ({ holder, people, placeOf, thingPlace }) =>
    holder !== null &&
    (people.length < 2 ||
      people.every((person) => person === holder || (placeOf.get(person) ?? thingPlace) === thingPlace)),
  write(story, writer) {
    const giver = story.holder as StoryPerson;
    sayThen(writer);
    writer.say(...spellSubject(story, giver), 'gives', 'the', story.thing, 'to');
    const taker = writer.choose(otherThan(candidates(story), giver), (one) => [spellObject(story, one)]);
    writer.say('.');
    meet(story, taker);
    story.placeOf.set(taker, story.thingPlace);
    story.holder = taker;
    story.subject = giver;
    story.told = false;
  },
};

/** The holder leaves the thing where they are. */
const leave: Move = {
  words: 9,
  sentences: 1,
  possible: ({ holder }) => holder !== null,
  write(story, writer) {
    const person = story.holder as StoryPerson;
    sayThen(writer);
    writer.say(
      ...spellSubject(story, person),
      'leaves',
      'the',
      story.thing,
      ...thePlace(story.thingPlace),
      '.',
    );
    story.holder = null;
    story.subject = person;
    story.told = false;
  },
};

/** Someone, but not who just left it there, finds the thing where it lies, and has it from now on. */
const find: Move = {
  words: 9,
  sentences: 1,
  possible: ({ holder }) => holder === null,
  write(story, writer) {
    sayThen(writer);
    const person = writer.choose(otherThan(candidates(story), story.subject), (one) =>
      spellSubject(story, one),
    );
    writer.say('finds', 'the', story.thing, ...thePlace(story.thingPlace), '.');
    meet(story, person);
    story.placeOf.set(person, story.thingPlace);
    story.holder = person;
    story.subject = person;
    story.told = false;
  },
};

/** "Anna asks Tom :", and then a question; both are asked of someone who has been named. */
function sayAsks(story: Story, writer: Writer): StoryPerson {
  const asked = story.holder ?? (story.people[0] as StoryPerson);
  sayThen(writer);
  const asker = writer.choose(otherThan(candidates(story), asked), (one) => spellSubject(story, one));
  writer.say('asks', spellObject(story, asked), ':');
  meet(story, asker);
  story.subject = null;
  story.told = true;
  return asked;
}

const askWhere: Move = {
  words: 17,
  sentences: 2,
  possible: ({ told, people }) => !told && people.length > 0,
  write(story, writer) {
    sayAsks(story, writer);
    writer.say('where', 'is', 'the', story.colour, story.thing, '?');
    writer.say('it', 'is', ...thePlace(story.thingPlace), '.');
  },
};

const askWho: Move = {
  words: 14,
  sentences: 2,
  possible: ({ told, holder }) => !told && holder !== null,
  write(story, writer) {
    sayAsks(story, writer);
    writer.say('who', 'has', 'the', story.thing, '?', 'I', 'have', 'it', '.');
  },
};

/** Where someone or the thing is now, or who has it. */
const tellWhere: Move = {
  words: 8,
  sentences: 1,
  possible: ({ told }) => !told,
  write(story, writer) {
    writer.say('now');
    const known = story.people.filter((person) => story.placeOf.has(person));
    const person = writer.choose([null, ...known], (one) =>
      one ? spellSubject(story, one) : ['the', story.thing],
    );
    const place = person ? (story.placeOf.get(person) as StoryPlace) : story.thingPlace;
    writer.say('is', ...thePlace(place), '.');
    story.subject = person;
    story.told = true;
  },
};

const tellWho: Move = {
  words: 6,
  sentences: 1,
  possible: ({ told, holder }) => !told && holder !== null,
  write(story, writer) {
    const person = story.holder as StoryPerson;
    writer.say('now', ...spellSubject(story, person), 'has', 'the', story.thing, '.');
    story.subject = person;
    story.told = true;
  },
};

/** All that can happen after the first sentence. */
export const MOVES: readonly Move[] = [go, give, leave, find, askWhere, askWho, tellWhere, tellWho];
