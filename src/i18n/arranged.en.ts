interface HeadPlace {
  readonly layer: number;
  readonly head: number;
}

/** The words of the arranged map. */
export const arranged = {
  figures: {
    token: (place: string) => `Arranged: ${place}`,
    word: (place: string) => `Arranged by word: ${place}`,
    sentence: (place: string) => `Arranged by sentence: ${place}`,
  },
  against: 'Against',
  againstHead: 'Head to subtract',
  none: 'nothing',
  layer: (layer: number) => `layer ${layer}`,
  head: (head: number) => `head ${head}`,
  reading: 'The other head is being read.',
  unit: 'A row and a column for each',
  units: { token: 'Token', word: 'Word', sentence: 'Sentence' },
  grouped: {
    word: 'The tokens of a word are one: as a row, the mean of what they read; as a column, the sum of what they receive.',
    sentence:
      'The tokens of a sentence are one: as a row, the mean of what they read; as a column, the sum of what they receive.',
  },
  foundWords:
    'Words are found by Unicode’s rules, and by dictionaries where no spaces are written; two that share a token are one.',
  order: 'Order',
  orders: { text: 'As in the text', word: 'A to Z' },
  threshold: 'From',
  all: 'all',
  hides: 'Hide special tokens',
  renormalises: 'Renormalise',
  weight: 'attention weight',
  share: 'attention weight, rows renormalised',
  difference: (one: HeadPlace, other: HeadPlace) =>
    `weight in layer ${one.layer}, head ${one.head} less that in layer ${other.layer}, head ${other.head}`,
  rowTotals: 'row total',
  mean: 'mean',
  meanName: 'what the keys receive from a query on average',
  token: (from: number, to: number, text: string) =>
    from === to ? `${from} “${text}”` : `${from}–${to} “${text}”`,
  cell: (query: string, key: string, value: string) => `${query} from ${key}: ${value}`,
  absent: (query: string, key: string) => `${query} from ${key}: masked or left out`,
  received: (key: string, total: string, mean: string) =>
    `${key} receives ${total} in all, ${mean} from a query on average`,
  line: (name: string, total: string) => `${name}: ${total} in all`,
  leftOut: (count: string, share: string) =>
    `${count} cells below the threshold are left blank: ${share} of the whole.`,
  hidden: (count: number, isRenormalised: boolean) =>
    isRenormalised
      ? `${count} special tokens are hidden; the rows are renormalised to 100 % without them.`
      : `${count} special tokens are hidden; rows sum to what the other tokens get.`,
};

export type ArrangedMessages = typeof arranged;
