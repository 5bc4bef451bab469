import type { ShippedId } from '../model/shippedIds';
import type { Selection, Texts } from './types';

/** Layer and head at which one sees best what a model has learned; the translator's card names its own. */
export const shippedFocus: Readonly<Partial<Record<ShippedId, Pick<Selection, 'layer' | 'head'>>>> = {
  'masked-words': { layer: 1, head: 3 },
  entities: { layer: 2, head: 0 },
  reverse: { layer: 1, head: 0 },
  'fill-gap': { layer: 1, head: 2 },
  recall: { layer: 1, head: 3 },
};

/** Texts that shipped models know; the first is shown when a model is opened. A test asks that every word is known. */
export const shippedExamples: Readonly<Record<ShippedId, readonly Partial<Texts>[]>> = {
  translator: [
    {
      source: 'she says that the old man bought a red car yesterday.',
      target: 'sie sagt, dass der alte Mann gestern ein rotes Auto gekauft hat.',
    },
    {
      source: 'on Monday the king will give the girl a letter.',
      target: 'am Montag wird der König dem Mädchen einen Brief geben.',
    },
    { source: 'Anna does not call the doctor today.', target: 'Anna ruft den Arzt heute nicht an.' },
    {
      source: 'we stay in the kitchen because the garden is too beautiful.',
      target: 'wir bleiben in der Küche, weil der Garten zu schön ist.',
    },
    {
      source: 'last year I sent Peter three beautiful pictures.',
      target: 'letztes Jahr habe ich Peter drei schöne Bilder geschickt.',
    },
    {
      source: 'my brother can not find the key in the small house.',
      target: 'mein Bruder kann den Schlüssel nicht im kleinen Haus finden.',
    },
  ],
  'masked-words': [
    {
      first: 'Florence sees Ben in the library.',
      second: '[MASK] and Ben are in the library for two hours.',
    },
    {
      first: 'Mary sends the black [MASK] to Tom in May.',
      second: 'who sends the black bottle to Tom in May?',
    },
    { first: 'Felix lives in London.', second: '[MASK] likes London very much.' },
    { first: 'Anna Smith loses the blue key.', second: 'she puts the blue [MASK] into the car.' },
  ],
  entities: [
    { first: 'Paris waits for August in April.', second: 'who waits for August in April?' },
    {
      first: 'Sydney Houston flies to Cape Town on Saturday afternoon.',
      second: 'she likes Cape Town very much.',
    },
    {
      first: 'Peter Washington and Anna live in Washington.',
      second: 'where do Peter Washington and Anna live?',
    },
    { first: 'Max Miller sells twenty eight red coats.', second: 'how many red coats does Max Miller sell?' },
  ],
  questions: [
    {
      first: 'where does Tom Brown see June?',
      second:
        'Lincoln visits Tom Brown in Tokyo. Tom Brown sees June in the kitchen. Lincoln and June stay in the park.',
    },
    {
      first: 'when do Felix and Paul go to London?',
      second:
        'Oscar and Paul travel to New Delhi in January. Felix and Paul go to London at three. Paul meets Oscar in New York.',
    },
    {
      first: 'what does Santiago buy?',
      second:
        'Dallas and Oscar stay in the school. Santiago buys eight red books. Dallas and Santiago are in the hotel.',
    },
    {
      first: 'who sees Max in San Diego?',
      second: 'Clara Houston sees Max in Florence. Ben sees Max in San Diego. Max stays in the hotel.',
    },
  ],
  stories: [
    { prompt: 'in the museum Eva buys the old coat. then David asks her: where is the' },
    { prompt: 'Paul finds the green bag in the library. then he goes to the beach. now' },
    { prompt: 'the new book is in the park. then Max finds the' },
    { prompt: 'in the forest Emma takes' },
  ],
  reverse: [
    { source: 'a b c d e f g h', target: 'h g f e d c b a' },
    { source: 'm n o p q r s t u', target: 'u t s r q p o n m' },
  ],
  'fill-gap': [
    { first: 'a b [MASK] d e f f e d c b a', second: '' },
    { first: 'q [MASK] q r s t t s r q z q', second: '' },
  ],
  recall: [{ prompt: 'a 1 b 2 c 3 d 4 b →' }, { prompt: 'e 7 h 0 j 5 h →' }],
};
