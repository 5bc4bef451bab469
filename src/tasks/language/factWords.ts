/** Someone in a fact; the pronouns agree with the first name. */
export interface FactPerson {
  readonly first: string;
  readonly surname: string | null;
  readonly subject: 'he' | 'she';
  readonly object: 'him' | 'her';
}

/** A first name with its pronouns. */
export type FirstName = Omit<FactPerson, 'surname'>;

/** A verb: the form of he or she, the form of they, and a preposition that only this verb has. */
export interface FactVerb {
  readonly third: string;
  readonly base: string;
  readonly preposition?: string;
}

const named = (subject: 'he' | 'she', names: string) =>
  names.split(' ').map((first): FirstName => ({ first, subject, object: subject === 'he' ? 'him' : 'her' }));
const phrases = (text: string) => text.split(', ').map((phrase) => phrase.split(' '));
const words = (text: string) => text.split(' ');
const verb = (third: string, base: string, preposition?: string): FactVerb =>
  preposition === undefined ? { third, base } : { third, base, preposition };

/** The second line of each: also cities or months, so that only the place in the sentence tells which. */
export const FIRST_NAMES: readonly FirstName[] = [
  ...named('she', 'Anna Maria Emma Clara Julia Laura Sarah Mary'),
  ...named('she', 'Paris Florence Sydney Victoria April May June'),
  ...named('he', 'Tom Peter Paul Max Ben David Oscar Felix'),
  ...named('he', 'Austin Dallas Lincoln Santiago August'),
];

/** London, Washington, Houston and Lincoln are cities, too. */
export const SURNAMES = words('Smith Brown Miller Taylor London Washington Houston Lincoln');

export const CITIES = phrases(
  'Paris, Florence, Sydney, Victoria, Austin, Dallas, Lincoln, Santiago, London, Washington, Houston, ' +
    'Berlin, Rome, Madrid, Vienna, Tokyo, New York, New Delhi, San Francisco, San Diego, Los Angeles, Cape Town',
);

/** Places without a name: they are no entities. */
export const PLACES = words('garden kitchen park school office library museum hotel');
export const DAYS = words('Monday Tuesday Wednesday Thursday Friday Saturday Sunday');
export const DAY_PARTS = words('morning afternoon evening');
export const MONTHS = words('January March April May June July August October December');

const UNITS = words('two three four five six seven eight nine');
/** Numbers of one word, and of two. */
export const NUMBERS: readonly (readonly string[])[] = [
  ...phrases('two, three, four, five, six, seven, eight, nine, ten, eleven, twelve'),
  ...['twenty', 'thirty'].flatMap((ten) => UNITS.map((unit) => [ten, unit])),
];
export const HOURS = words('two three four five six seven eight nine ten eleven twelve');

/** Things that can be counted: one, and more. */
export const THINGS = phrases(
  'ball balls, book books, key keys, cup cups, hat hats, bag bags, apple apples, letter letters, lamp lamps, ' +
    'coat coats, flower flowers, picture pictures, clock clocks, bottle bottles, chair chairs, ticket tickets',
).map(([one = '', more = '']) => ({ one, more }));

/** How a thing looks; it is named by one of them. */
export const LOOKS = words('red blue green black white yellow small big');
/** What is thought of things and places. */
export const OPINIONS = words('beautiful expensive old new useful nice');
/** How someone feels, because of something. */
export const FEELINGS = words('happy sad proud tired');
/** What someone is like. */
export const CHARACTERS = words('kind clever funny brave');
/** Where a thing is put. */
export const CONTAINERS = words('box car drawer cupboard');

export const TAKE_VERBS = [
  verb('takes', 'take'),
  verb('buys', 'buy'),
  verb('finds', 'find'),
  verb('sells', 'sell'),
  verb('needs', 'need'),
  verb('loses', 'lose'),
];
export const GIVE_VERBS = [verb('gives', 'give'), verb('sends', 'send'), verb('shows', 'show')];
export const STAY_VERBS = [
  verb('lives', 'live'),
  verb('works', 'work'),
  verb('stays', 'stay'),
  verb('is', 'are'),
];
export const MEET_VERBS = [verb('meets', 'meet'), verb('visits', 'visit'), verb('sees', 'see')];
export const ATTEND_VERBS = [
  verb('waits', 'wait', 'for'),
  verb('looks', 'look', 'at'),
  verb('listens', 'listen', 'to'),
  verb('talks', 'talk', 'with'),
  verb('thinks', 'think', 'of'),
];
export const TRAVEL_VERBS = [verb('travels', 'travel'), verb('goes', 'go'), verb('flies', 'fly')];

/** All lists together: whatever a fact or what follows it can say, apart from its fixed words. */
export const LISTED_WORDS: readonly string[] = [
  ...FIRST_NAMES.map(({ first }) => first),
  ...[
    SURNAMES,
    PLACES,
    DAYS,
    DAY_PARTS,
    MONTHS,
    HOURS,
    LOOKS,
    OPINIONS,
    FEELINGS,
    CHARACTERS,
    CONTAINERS,
  ].flat(),
  ...[CITIES, NUMBERS].flat(2),
  ...THINGS.flatMap(({ one, more }) => [one, more]),
  ...[TAKE_VERBS, GIVE_VERBS, STAY_VERBS, MEET_VERBS, ATTEND_VERBS, TRAVEL_VERBS]
    .flat()
    .flatMap(({ third, base, preposition }) => [third, base, ...(preposition ? [preposition] : [])]),
];
