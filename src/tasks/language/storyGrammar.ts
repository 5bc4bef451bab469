import type { Writer } from './choice';
import type { Story } from './storyMoves';
import { MOVES, thePlace } from './storyMoves';
import { COLOURS, PEOPLE, STORY_PLACES, STORY_THINGS, TAKING } from './storyWords';

/** No story has more words: the mean is then about 26. */
export const LONGEST_STORY = 31;
const FEWEST_SENTENCES = 3;
const MOST_SENTENCES = 5;

/** The end of a sentence: how many words have been said, and at what -log probability. */
export interface SentenceEnd {
  readonly length: number;
  readonly nats: number;
}

/** The first sentence: a thing, where it is, and mostly who has it. */
function open(writer: Writer): Story {
  const begin = writer.choose([openWithPerson, openWithPlace, openWithThing]);
  return begin(writer);
}

/** "Anna takes the red ball in the garden ." */
function openWithPerson(writer: Writer): Story {
  const person = writer.choose(PEOPLE, ({ name }) => [name]);
  writer.choose(TAKING, (verb) => [verb]);
  const { colour, thing } = sayThing(writer);
  const place = writer.choose(STORY_PLACES, thePlace);
  writer.say('.');
  const placeOf = new Map([[person, place]]);
  return {
    colour,
    thing,
    people: [person],
    placeOf,
    holder: person,
    thingPlace: place,
    subject: person,
    told: false,
  };
}

/** "in the garden Anna takes the red ball ." */
function openWithPlace(writer: Writer): Story {
  const place = writer.choose(STORY_PLACES, thePlace);
  const person = writer.choose(PEOPLE, ({ name }) => [name]);
  writer.choose(TAKING, (verb) => [verb]);
  const { colour, thing } = sayThing(writer);
  writer.say('.');
  const placeOf = new Map([[person, place]]);
  return {
    colour,
    thing,
    people: [person],
    placeOf,
    holder: person,
    thingPlace: place,
    subject: person,
    told: false,
  };
}

/** "the red ball is in the garden ." */
function openWithThing(writer: Writer): Story {
  const { colour, thing } = sayThing(writer);
  writer.say('is');
  const place = writer.choose(STORY_PLACES, thePlace);
  writer.say('.');
  return {
    colour,
    thing,
    people: [],
    placeOf: new Map(),
    holder: null,
    thingPlace: place,
    subject: null,
    told: true,
  };
}

function sayThing(writer: Writer): { colour: string; thing: string } {
  writer.say('the');
  const colour = writer.choose(COLOURS, (word) => [word]);
  const thing = writer.choose(STORY_THINGS, (word) => [word]);
  return { colour, thing };
}

/** Writes a story of three to five sentences; returns where its sentences end. */
export function writeStory(writer: Writer): readonly SentenceEnd[] {
  const ends: SentenceEnd[] = [];
  const story = open(writer);
  let sentences = 1;
  for (;;) {
    ends.push({ length: writer.words.length, nats: writer.nats });
    const moves = MOVES.filter(
      (move) =>
        sentences + move.sentences <= MOST_SENTENCES &&
        writer.words.length + move.words <= LONGEST_STORY &&
        move.possible(story),
    );
    const mayEnd = sentences >= FEWEST_SENTENCES;
    if (moves.length === 0 || (mayEnd && writer.choose([true, false]))) return ends;
    const move = writer.choose(moves);
    move.write(story, writer);
    sentences += move.sentences;
  }
}
