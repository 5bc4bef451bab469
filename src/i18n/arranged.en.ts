/** The words of the arranged map. */
export const arranged = {
  figure: (place: string) => `Arranged: ${place}`,
  against: 'Against',
  none: 'nothing',
  head: (head: number) => `head ${head}`,
  order: 'Order',
  orders: { text: 'As in the text', word: 'By word' },
  threshold: 'From',
  all: 'all',
  hides: 'Hide special tokens',
  renormalises: 'Renormalise',
  weight: 'attention weight',
  share: 'attention weight, rows renormalised',
  difference: (head: number, other: number) => `weight in head ${head} less that in head ${other}`,
  rowTotals: 'row total',
  mean: 'mean',
  meanName: 'what the keys receive from a query on average',
  token: (position: number, text: string) => `${position} “${text}”`,
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
