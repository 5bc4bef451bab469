import { counted } from './counted';

const tokens = (count: number): string => counted(count, 'token');
const positions = (count: number): string => counted(count, 'position');
const queries = (count: number): string => (count === 1 ? '1 query' : `${count} queries`);

/** The words of the masks and of the leak test. */
export const benchMasks = {
  waiting: 'The model is running for the first time.',
  whose: 'Model',
  brush: 'Brush',
  brushes: { look: 'Look', cell: 'Cells', row: 'Rows', column: 'Columns', block: 'Block' },
  brushHints: {
    look: 'Hover previews, a click locks. Choose a brush to paint.',
    cell: 'Drag over cells. The first one turns, the others follow it.',
    row: 'Drag over rows, or press the label of one. A row is shown while anything in it is hidden.',
    column: 'Drag over columns, or press the label of one. A column is shown while anything in it is hidden.',
    block: 'Drag a rectangle. Its first cell turns, the others follow it.',
  },
  keys: 'Arrows move, Space paints, Shift with arrows extends a block, Enter paints it, Escape gives it up.',
  part: 'Attention',
  layer: 'Layer',
  head: 'Head',
  rule: 'Rule of the mask',
  rules: { full: 'Full', causal: 'Causal', prefix: 'Prefix', slidingWindow: 'Window' },
  ruleSays: {
    full: 'Every query sees every key.',
    causal: 'A query sees itself and what comes before it.',
    prefix: 'Causal, but the tokens of the prefix see each other.',
    slidingWindow: 'A query sees the keys nearer to it than the window.',
  },
  prefixLength: 'Tokens of the prefix',
  window: 'Window',
  windowCausal: 'Backwards only',
  padding: { encoder: 'Padding at the end of the source', decoder: 'Padding at the end' },
  paddingIs: (names: string) => `Padding, seen by no query: ${names}.`,
  noPadding: 'No key is padding.',
  reset: 'Back to the rule',
  paintedCells: (count: number) =>
    count === 0
      ? 'Nothing is painted over the rule.'
      : `${count === 1 ? '1 cell is' : `${count} cells are`} painted over the rule.`,
  windowLayers:
    'This window holds in some layers only. Once something is painted, the mask is the same in all.',
  refused: (names: string, more: number) =>
    `Not done for ${names}${more > 0 ? ` and ${queries(more)} more` : ''}: nothing would be left to see. Softmax shares a weight of 1 among the keys that a query sees, so it needs at least one.`,
  refusedRule: (names: string, more: number) =>
    `The rule stays as it was: with the new one, ${names}${more > 0 ? ` and ${queries(more)} more` : ''} would see no key, and softmax needs at least one.`,
  refusedPadding: (names: string, more: number) =>
    `The padding stays as it was: otherwise ${names}${more > 0 ? ` and ${queries(more)} more` : ''} would see no key, and softmax needs at least one.`,
  dark: (names: string, more: number) =>
    `${names}${more > 0 ? ` and ${queries(more)} more` : ''} see no key. Softmax then shares the weight among all keys, hidden ones too.`,
  paddingStays: (count: number) =>
    `${count === 1 ? '1 cell stays hidden: its key is' : `${count} cells stay hidden: their keys are`} padding.`,
  tooMuch: 'Not done: the mask would have more pieces than a link can hold. Paint larger blocks.',
  painted: 'painted over the rule',
  paintedKeys: 'Painted keys: + shown, − hidden',
  paintedCell: 'Painted over the rule.',
  paddedKey: 'This key is padding.',
  stroke: (nQueries: number, nKeys: number, shows: boolean) =>
    `${shows ? 'Shows' : 'Hides'} ${nQueries} × ${nKeys}.`,
  maskFigure: (map: string) => `${map}, with its mask`,
  maskTitle: 'Mask',
  leak: 'Leak test',
  leakExplained:
    'One token is changed, the model runs on both texts, and what differs is what can know of it.',
  leakIn: 'Changed token in',
  leakTexts: { shared: 'Text', target: 'Target' },
  leakTokens: 'Which token is changed',
  replaceBy: 'Replace it by',
  replacePlaceholder: 'a random token',
  anotherRandom: 'Another random token',
  noText: 'This model does not read that text, or there is no token in it.',
  same: (token: string) => `${token} stands there already: choose another token.`,
  noToken: 'The vocabulary of this model has no such token.',
  changedTo: (position: number, before: string, after: string, id: number) =>
    `Token ${position}: ${before} becomes ${after} (id ${id}).`,
  pieces: (count: number, first: string) =>
    `What was typed is ${tokens(count)} for this model. The text must keep its length, so only the first is taken: ${first}.`,
  interventionsLeftOut: 'The interventions of this model are left out here: the test is about its masks.',
  numbers: {
    before: (n: number, moving: number, largest: string) =>
      `Exactly 0 at the ${positions(n)} before the changed token; ${moving === 1 ? 'it alone moves' : `the other ${moving} move`}, by up to ${largest}.`,
    all: (n: number, largest: string) => `All ${positions(n)} move, by up to ${largest}.`,
    some: (still: number, n: number, largest: string) =>
      `Exactly 0 at ${still} of ${positions(n)}; the others move, by up to ${largest}.`,
    none: (n: number) => `Exactly 0 at all ${positions(n)}: the output cannot know of the change.`,
    one: (largest: string) => `The one output of the whole text moves by ${largest}.`,
  },
  ofLogits: 'Measured at the logits.',
  protectedCount: (count: number) =>
    count === 0
      ? 'The rules protect no position of the output.'
      : `The rules protect ${positions(count)} of the output.`,
  noLeak: 'Nothing that the rules protect moved.',
  leaks: (count: number) =>
    `${count === 1 ? '1 position leaks' : `${count} positions leak`}: the rule protects it, and it moved.`,
  leaksLabel: 'Positions that leak',
  leakItem: (name: string, by: string, at: string | null) => `${name}: ${by}${at === null ? '' : ` (${at})`}`,
  /** Where a position has no logits. */
  atEnd: { encoder: 'end of the encoder', decoder: 'end of the decoder' },
  moreLeaks: (count: number) => `and ${count} more, all marked in the map`,
  path: 'How it came there',
  step: {
    selfAttention: (layer: number, query: string, key: string) => `Layer ${layer}: ${query} reads ${key}`,
    crossAttention: (layer: number, query: string, key: string) =>
      `Layer ${layer}, cross-attention: ${query} reads ${key}`,
  },
  byPainting: 'by a painted cell',
  figure: { encoder: 'How far the encoder moved', decoder: 'How far the decoder moved' },
  levelAxis: 'depth',
  tokenAxis: { encoder: 'encoder tokens', decoder: 'decoder tokens' },
  levels: {
    embedding: 'emb.',
    layer: (layer: number) => `L${layer}`,
    output: 'end',
    logits: 'logits',
  },
  levelNames: {
    embedding: 'embedding',
    layer: (layer: number) => `after layer ${layer}`,
    output: 'end of the stack',
    logits: 'logits',
  },
  legend: 'largest absolute difference',
  logNote: 'logarithmic scale',
  zeroNote: '╱ exactly 0',
  leakNote: '◥ moved although the rule protects it',
  words: 'rounded',
  hint: 'Point at a cell for its difference.',
  cell: (token: string, level: string, value: string) => `${token}, ${level}: ${value}.`,
  cellZero: (token: string, level: string) => `${token}, ${level}: exactly 0.`,
  cellLeak: 'Protected by the rule, and moved all the same: a leak.',
  pooled: 'a pixel shows the largest of several cells',
  summary: (rows: number, cols: number) => `${tokens(rows)} at ${counted(cols, 'depth')}.`,
};

export type BenchMasksMessages = typeof benchMasks;
