/** The words of the overview of all heads. */
export const overview = {
  waiting: 'Being computed.',
  under: 'Under each map',
  order: 'Order',
  orders: { layers: 'By layer', score: 'By score' },
  name: 'What it does',
  unnamed: '–',
  notMeasured: 'n/a',
  heads: (kind: string) => `All heads of ${kind}`,
  // It begins with what is seen under the map.
  head: (head: string, seen: string) => `${seen}: ${head}`,
  place: (kind: string, layer: number, head: number) => `${kind}, layer ${layer}, head ${head}`,
  table: {
    caption: 'What each head does: scores from 0 to 1; empty where the text has nothing to measure it by',
    attention: 'attention',
    layer: 'layer',
    head: 'head',
    named: 'named',
  },
  columns: { behaviour: 'Behaviour', score: 'Score', meaning: 'What the score is' },
  noGold:
    'Alignment with the source is not scored for this text: the right one is known only for sentences of the grammar that the translator has learned, with their German translation as target.',
  rule: 'A head is named by its largest score among those that say what it reads, if that is more than 50 %. The names hold for this text; on another one the same head may do something else.',
  behaviours: {
    previous: {
      name: 'Previous token',
      short: 'previous',
      meaning: 'Mean weight on the token just before.',
    },
    next: { name: 'Next token', short: 'next', meaning: 'Mean weight on the token just after.' },
    first: {
      name: 'First token (sink)',
      short: 'first',
      meaning: 'Mean weight on the first token, where heads rest that have nothing to read.',
    },
    self: {
      name: 'Same position (diagonal)',
      short: 'itself',
      meaning: 'Mean weight on the token itself.',
    },
    same: {
      name: 'Same token',
      short: 'same',
      meaning: 'Mean weight on other places of the same token, over the tokens that have any.',
    },
    induction: {
      name: 'Induction',
      short: 'induction',
      meaning: 'Mean weight on what followed the same token earlier, over the tokens that stood earlier.',
    },
    separator: {
      name: 'Separator',
      short: 'separator',
      meaning: 'Mean weight on [SEP] and end tokens together.',
    },
    diagonal: {
      name: 'Diagonal',
      short: 'diagonal',
      meaning: 'Mean weight along the best line of slope 1, at most two places off the diagonal.',
    },
    antiDiagonal: {
      name: 'Anti-diagonal',
      short: 'anti-diag.',
      meaning: 'Mean weight along the best line of slope −1: the text read backwards.',
    },
    aligned: {
      name: 'Aligned with the source (gold)',
      short: 'aligned',
      meaning:
        'Share of the target words with a counterpart at which the largest weight, in the step that writes the word, lies on a source word that the reference aligns with it (precision).',
    },
    sharpest: {
      name: 'Sharpness of alignment',
      short: 'sharpest',
      meaning:
        'Mean of each row’s largest weight; 100 %: each query picks one key. Not whether it is the right one.',
    },
    entropy: {
      name: 'Entropy',
      short: 'entropy',
      meaning: 'Mean entropy of the rows over the entropy of even weights; 100 %: reads all alike.',
    },
  },
};

export type OverviewMessages = typeof overview;
