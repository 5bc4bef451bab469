import type { NounKind } from './nouns';

export interface Adjective {
  readonly english: string;
  /** Uninflected; endings are added to it. */
  readonly german: string;
  /** Kinds of nouns that it can be said of. */
  readonly kinds: readonly NounKind[];
}

const living: readonly NounKind[] = ['person', 'animal'];
const lifeless: readonly NounKind[] = ['thing', 'text', 'food', 'room'];
const coloured: readonly NounKind[] = ['animal', 'thing', 'food'];

const of = (kinds: readonly NounKind[], pairs: string): readonly Adjective[] =>
  pairs.split(', ').map((pair) => {
    const [english = '', german = ''] = pair.split(' ');
    return { english, german, kinds };
  });

/** Only stems to which every ending can be added as it is. */
export const adjectives: readonly Adjective[] = [
  ...of(
    [...living, ...lifeless],
    'old alt, small klein, big groß, beautiful schön, ugly hässlich, good gut, bad schlecht, famous berühmt',
  ),
  ...of(
    living,
    'young jung, quiet ruhig, loud laut, strong stark, weak schwach, clever klug, happy glücklich, sad traurig',
  ),
  ...of(['person'], 'friendly freundlich, rich reich, poor arm, funny lustig'),
  ...of(lifeless, 'new neu, clean sauber, dirty schmutzig'),
  ...of(['thing', 'text'], 'long lang, short kurz'),
  ...of(['thing', 'food'], 'heavy schwer, light leicht'),
  ...of(['food', 'room'], 'warm warm, cold kalt'),
  ...of(coloured, 'red rot, green grün, blue blau, white weiß, black schwarz'),
];

export function adjectivesFor(kind: NounKind): readonly Adjective[] {
  return adjectives.filter(({ kinds }) => kinds.includes(kind));
}
