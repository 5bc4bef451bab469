/** Someone in a story, with the words that stand for them. */
export interface StoryPerson {
  readonly name: string;
  readonly subject: 'he' | 'she';
  readonly object: 'him' | 'her';
}

export interface StoryPlace {
  readonly preposition: string;
  readonly noun: string;
}

const WOMEN = ['Anna', 'Maria', 'Emma', 'Clara', 'Julia', 'Laura', 'Sarah', 'Eva'];
const MEN = ['Tom', 'Peter', 'Paul', 'Max', 'Ben', 'David', 'Oscar', 'Felix'];

export const PEOPLE: readonly StoryPerson[] = [
  ...WOMEN.map((name) => ({ name, subject: 'she', object: 'her' }) as const),
  ...MEN.map((name) => ({ name, subject: 'he', object: 'him' }) as const),
];

export const COLOURS = ['red', 'blue', 'green', 'black', 'white', 'small', 'big', 'old', 'new'];
export const STORY_THINGS = [
  'ball',
  'book',
  'key',
  'cup',
  'hat',
  'bag',
  'apple',
  'letter',
  'lamp',
  'coat',
  'box',
  'flower',
  'picture',
  'umbrella',
  'clock',
  'bottle',
];
export const TAKING = ['takes', 'buys', 'gets', 'finds'];
export const STORY_PLACES: readonly StoryPlace[] = [
  ...['garden', 'kitchen', 'house', 'park', 'school', 'office', 'library', 'museum', 'forest'].map(
    (noun) => ({ preposition: 'in', noun }),
  ),
  ...['station', 'market', 'beach'].map((noun) => ({ preposition: 'at', noun })),
];

/** Words of the moves, which no list holds. */
const FIXED =
  'the then now goes to gives leaves finds asks : where who is has have it I he she him her . ?'.split(' ');

export const storyVocabulary: readonly string[] = [
  ...new Set([
    ...FIXED,
    ...TAKING,
    ...PEOPLE.map(({ name }) => name),
    ...COLOURS,
    ...STORY_THINGS,
    ...STORY_PLACES.flatMap(({ preposition, noun }) => [preposition, noun]),
  ]),
].sort();
