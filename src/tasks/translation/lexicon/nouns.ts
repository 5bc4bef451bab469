export type Gender = 'm' | 'f' | 'n';
export type NounKind = 'person' | 'animal' | 'thing' | 'text' | 'food' | 'room';

export interface Noun {
  readonly english: string;
  readonly englishPlural: string;
  readonly gender: Gender;
  readonly german: string;
  readonly germanPlural: string;
  readonly kind: NounKind;
}

/** English singular and plural, German gender, singular and plural. Weak nouns, which also change in the singular, are left out. */
const lines: Readonly<Record<NounKind, string>> = {
  person: `
    man men m Mann Männer
    woman women f Frau Frauen
    child children n Kind Kinder
    girl girls n Mädchen Mädchen
    teacher teachers m Lehrer Lehrer
    doctor doctors m Arzt Ärzte
    friend friends m Freund Freunde
    brother brothers m Bruder Brüder
    sister sisters f Schwester Schwestern
    mother mothers f Mutter Mütter
    father fathers m Vater Väter
    uncle uncles m Onkel Onkel
    aunt aunts f Tante Tanten
    baker bakers m Bäcker Bäcker
    painter painters m Maler Maler
    king kings m König Könige
    queen queens f Königin Königinnen
    guest guests m Gast Gäste
    daughter daughters f Tochter Töchter
    son sons m Sohn Söhne
    singer singers m Sänger Sänger
    farmer farmers m Landwirt Landwirte`,
  animal: `
    dog dogs m Hund Hunde
    cat cats f Katze Katzen
    horse horses n Pferd Pferde
    bird birds m Vogel Vögel
    cow cows f Kuh Kühe
    mouse mice f Maus Mäuse
    sheep sheep n Schaf Schafe
    duck ducks f Ente Enten
    rabbit rabbits n Kaninchen Kaninchen
    pig pigs n Schwein Schweine`,
  thing: `
    car cars n Auto Autos
    table tables m Tisch Tische
    chair chairs m Stuhl Stühle
    lamp lamps f Lampe Lampen
    coat coats m Mantel Mäntel
    dress dresses n Kleid Kleider
    bicycle bicycles n Fahrrad Fahrräder
    ball balls m Ball Bälle
    bag bags f Tasche Taschen
    key keys m Schlüssel Schlüssel
    clock clocks f Uhr Uhren
    picture pictures n Bild Bilder
    shoe shoes m Schuh Schuhe
    hat hats m Hut Hüte
    flower flowers f Blume Blumen
    boat boats n Boot Boote
    box boxes f Kiste Kisten
    door doors f Tür Türen
    window windows n Fenster Fenster
    bottle bottles f Flasche Flaschen`,
  text: `
    book books n Buch Bücher
    letter letters m Brief Briefe
    newspaper newspapers f Zeitung Zeitungen
    story stories f Geschichte Geschichten
    poem poems n Gedicht Gedichte
    report reports m Bericht Berichte`,
  food: `
    apple apples m Apfel Äpfel
    egg eggs n Ei Eier
    cake cakes m Kuchen Kuchen
    fish fish m Fisch Fische
    potato potatoes f Kartoffel Kartoffeln
    pear pears f Birne Birnen
    tomato tomatoes f Tomate Tomaten
    lemon lemons f Zitrone Zitronen
    soup soups f Suppe Suppen`,
  room: `
    garden gardens m Garten Gärten
    kitchen kitchens f Küche Küchen
    house houses n Haus Häuser
    park parks m Park Parks
    forest forests m Wald Wälder
    village villages n Dorf Dörfer
    city cities f Stadt Städte
    library libraries f Bibliothek Bibliotheken
    hotel hotels n Hotel Hotels
    museum museums n Museum Museen
    church churches f Kirche Kirchen
    school schools f Schule Schulen
    theatre theatres n Theater Theater`,
};

export const nouns: readonly Noun[] = Object.entries(lines).flatMap(([kind, text]) =>
  text
    .trim()
    .split('\n')
    .map((line): Noun => {
      const [english = '', englishPlural = '', gender = '', german = '', germanPlural = ''] = line
        .trim()
        .split(' ');
      return {
        english,
        englishPlural,
        gender: gender as Gender,
        german,
        germanPlural,
        kind: kind as NounKind,
      };
    }),
);

/** The dative plural ends in n, except where the plural ends in n or s (Duden, declension of nouns). */
export function dativePlural({ germanPlural }: Noun): string {
  return /[ns]$/.test(germanPlural) ? germanPlural : `${germanPlural}n`;
}
