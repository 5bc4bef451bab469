import type { NounKind } from './nouns';

/** What stands with a verb. */
export type VerbFrame = 'intransitive' | 'accusative' | 'dative' | 'both' | 'that';

export interface Verb {
  readonly english: string;
  readonly englishThird: string;
  readonly englishPast: string;
  /** Of a separable verb without its prefix, which `prefix` holds. */
  readonly infinitive: string;
  readonly first: string;
  readonly third: string;
  readonly participle: string;
  readonly auxiliary: 'haben' | 'sein';
  readonly prefix: string | null;
  readonly frame: VerbFrame;
  /** Whether an animal may do it. */
  readonly isAnimal: boolean;
  /** Kinds of nouns that its object may be. */
  readonly objects: readonly NounKind[];
}

const ofAnimals = new Set(
  'sleep wait play stay fall-asleep swim arrive see find look-for love eat hear carry follow help'.split(' '),
);
const any = 'person animal thing text food';

/** English base, third person, past; German infinitive (prefix-stem), ich, er, participle, auxiliary; kinds of objects. */
const lines: Readonly<Record<VerbFrame, string>> = {
  intransitive: `
    sleep sleeps slept | schlafen schlafe schläft geschlafen haben
    work works worked | arbeiten arbeite arbeitet gearbeitet haben
    laugh laughs laughed | lachen lache lacht gelacht haben
    cry cries cried | weinen weine weint geweint haben
    dance dances danced | tanzen tanze tanzt getanzt haben
    swim swims swam | schwimmen schwimme schwimmt geschwommen sein
    wait waits waited | warten warte wartet gewartet haben
    arrive arrives arrived | an-kommen komme kommt angekommen sein
    play plays played | spielen spiele spielt gespielt haben
    stay stays stayed | bleiben bleibe bleibt geblieben sein
    sing sings sang | singen singe singt gesungen haben
    fall-asleep falls-asleep fell-asleep | ein-schlafen schlafe schläft eingeschlafen sein`,
  accusative: `
    see sees saw | sehen sehe sieht gesehen haben | ${any} room
    buy buys bought | kaufen kaufe kauft gekauft haben | animal thing text food
    sell sells sold | verkaufen verkaufe verkauft verkauft haben | animal thing text food
    find finds found | finden finde findet gefunden haben | ${any}
    look-for looks-for looked-for | suchen suche sucht gesucht haben | ${any} room
    love loves loved | lieben liebe liebt geliebt haben | ${any} room
    know knows knew | kennen kenne kennt gekannt haben | person room text
    visit visits visited | besuchen besuche besucht besucht haben | person room
    read reads read | lesen lese liest gelesen haben | text
    write writes wrote | schreiben schreibe schreibt geschrieben haben | text
    eat eats ate | essen esse isst gegessen haben | food
    cook cooks cooked | kochen koche kocht gekocht haben | food
    paint paints painted | malen male malt gemalt haben | ${any} room
    call calls called | an-rufen rufe ruft angerufen haben | person
    invite invites invited | ein-laden lade lädt eingeladen haben | person
    pick-up picks-up picked-up | ab-holen hole holt abgeholt haben | person thing text
    open opens opened | auf-machen mache macht aufgemacht haben | thing
    close closes closed | zu-machen mache macht zugemacht haben | thing
    hear hears heard | hören höre hört gehört haben | person animal
    feed feeds fed | füttern füttere füttert gefüttert haben | animal
    carry carries carried | tragen trage trägt getragen haben | animal thing text food
    forget forgets forgot | vergessen vergesse vergisst vergessen haben | ${any}`,
  dative: `
    help helps helped | helfen helfe hilft geholfen haben | person animal
    thank thanks thanked | danken danke dankt gedankt haben | person
    answer answers answered | antworten antworte antwortet geantwortet haben | person
    listen-to listens-to listened-to | zu-hören höre hört zugehört haben | person
    follow follows followed | folgen folge folgt gefolgt sein | person animal`,
  both: `
    give gives gave | geben gebe gibt gegeben haben | thing text food
    show shows showed | zeigen zeige zeigt gezeigt haben | animal thing text
    bring brings brought | bringen bringe bringt gebracht haben | thing text food
    send sends sent | schicken schicke schickt geschickt haben | thing text
    lend lends lent | leihen leihe leiht geliehen haben | thing text`,
  that: `
    say says said | sagen sage sagt gesagt haben
    think thinks thought | denken denke denkt gedacht haben
    believe believes believed | glauben glaube glaubt geglaubt haben
    hope hopes hoped | hoffen hoffe hofft gehofft haben`,
};

export const verbs: readonly Verb[] = Object.entries(lines).flatMap(([frame, text]) =>
  text
    .trim()
    .split('\n')
    .map((line): Verb => {
      const [left = '', right = '', objects = ''] = line.trim().split(' | ');
      const [english = '', englishThird = '', englishPast = ''] = left.split(' ');
      const [whole = '', first = '', third = '', participle = '', auxiliary = ''] = right.split(' ');
      const [prefix, stem] = whole.includes('-') ? whole.split('-') : [null, whole];
      return {
        english,
        englishThird,
        englishPast,
        infinitive: stem ?? '',
        first,
        third,
        participle,
        auxiliary: auxiliary === 'sein' ? 'sein' : 'haben',
        prefix: prefix ?? null,
        frame: frame as VerbFrame,
        isAnimal: ofAnimals.has(english),
        objects: objects.split(' ').filter((kind) => kind !== '') as NounKind[],
      };
    }),
);
