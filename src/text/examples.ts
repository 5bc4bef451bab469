/** A text to start from. Which fields a family has follows from what its stacks read. */
export interface EncoderExample {
  readonly first: string;
  /** Empty: a single sentence. */
  readonly second: string;
}

export interface DecoderExample {
  readonly text: string;
}

export interface TranslationExample {
  readonly source: string;
  readonly target: string;
}

/** Masked words, sentence pairs, pronouns that need both sides. */
export const encoderExamples: readonly EncoderExample[] = [
  { first: 'The cat sat on the mat because it was tired.', second: '' },
  { first: 'The capital of France is [MASK].', second: '' },
  { first: 'The animal [MASK] cross the street because it was too tired.', second: '' },
  { first: 'The man went to the bank.', second: 'He wanted to open a new account.' },
  { first: 'It is raining.', second: 'The king lived in a castle on a mountain.' },
];

/** Beginnings to be continued. */
export const decoderExamples: readonly DecoderExample[] = [
  { text: 'The cat sat on the mat because it was' },
  { text: 'Once upon a time, there was a little girl who' },
  { text: 'When Mary and John went to the store, John gave a drink to' },
  { text: 'One, two, three, four, five,' },
  { text: 'The keys to the cabinet' },
];

/** English sources with German targets. Word order, gender and length differ, which is what cross-attention bridges. */
export const translationExamples: readonly TranslationExample[] = [
  {
    source: 'The cat sat on the mat because it was tired.',
    target: 'Die Katze saß auf der Matte, weil sie müde war.',
  },
  {
    source: 'The animal did not cross the street because it was too tired.',
    target: 'Das Tier überquerte die Straße nicht, weil es zu müde war.',
  },
  {
    source: 'She gave him the book that she had bought yesterday.',
    target: 'Sie gab ihm das Buch, das sie gestern gekauft hatte.',
  },
  { source: 'I have never been to London.', target: 'Ich bin noch nie in London gewesen.' },
  {
    source: 'If it rains, we will stay at home and watch a film.',
    target: 'Wenn es regnet, bleiben wir zu Hause und sehen einen Film.',
  },
];
