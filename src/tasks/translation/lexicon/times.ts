export type Tense = 'present' | 'past' | 'future' | 'modal';

/** A time of one or two words; the n-th English word is the n-th German one, or both are one. */
export interface Time {
  readonly english: readonly string[];
  readonly german: readonly string[];
  /** Tenses with which it makes sense. */
  readonly tenses: readonly Tense[];
}

const time = (english: string, german: string, ...tenses: Tense[]): Time => ({
  english: english.split(' '),
  german: german.split(' '),
  tenses,
});

const weekdays =
  'Monday Montag, Tuesday Dienstag, Wednesday Mittwoch, Thursday Donnerstag, Friday Freitag, Saturday Samstag, Sunday Sonntag';
const parts = `spring Frühling, summer Sommer, autumn Herbst, winter Winter, January Januar, April April, May Mai, June Juni,
  July Juli, August August, September September, October Oktober, December Dezember`;

const pairsOf = (text: string): string[][] => text.split(',').map((pair) => pair.trim().split(' '));

export const times: readonly Time[] = [
  time('yesterday', 'gestern', 'past'),
  time('today', 'heute', 'present', 'past', 'future', 'modal'),
  time('tomorrow', 'morgen', 'future', 'modal'),
  time('now', 'jetzt', 'present', 'modal'),
  time('soon', 'bald', 'future'),
  time('every day', 'jeden Tag', 'present', 'modal'),
  time('every week', 'jede Woche', 'present', 'modal'),
  time('last week', 'letzte Woche', 'past'),
  time('last year', 'letztes Jahr', 'past'),
  time('next week', 'nächste Woche', 'future', 'modal'),
  time('next year', 'nächstes Jahr', 'future', 'modal'),
  ...pairsOf(weekdays).map(([english = '', german = '']) =>
    time(`on ${english}`, `am ${german}`, 'past', 'future', 'modal'),
  ),
  ...pairsOf(parts).map(([english = '', german = '']) =>
    time(`in ${english}`, `im ${german}`, 'past', 'future', 'modal'),
  ),
];

export interface CountWord {
  readonly english: string;
  readonly german: string;
}

export const numbers: readonly CountWord[] = pairsOf(
  'two zwei, three drei, four vier, five fünf, six sechs, seven sieben, eight acht, nine neun, ten zehn, eleven elf, twelve zwölf',
).map(([english = '', german = '']) => ({ english, german }));
