import { counted } from './counted';

/** A written token, its numbers already as text. */
export interface WrittenFacts {
  readonly token: string;
  readonly place: number;
  readonly of: number;
  readonly percent: string;
}

/** A token of the tree of a beam search, its numbers already as text. */
export interface BeamNodeFacts {
  readonly token: string;
  readonly percent: string;
  readonly logProbability: string;
  readonly isKept: boolean;
}

export interface BeamEndFacts {
  readonly rank: number;
  readonly of: number;
  readonly score: string;
  readonly isTaken: boolean;
}

/** The words of generation; loaded with its part of the page. */
export const generation = {
  headings: { continue: 'Generate', decode: 'Decode', translate: 'Translate' },
  method: 'Choose tokens by',
  methods: { greedy: 'Greedy', sample: 'Sampling', beam: 'Beam' },
  temperature: 'Temperature',
  topK: 'Top-k',
  topP: 'Top-p',
  seed: 'Seed',
  width: 'Beam width',
  alpha: 'Length penalty α',
  scoreFormula: 'Score: log-probability ÷ ((5 + length) / 6)^α, natural logarithm; the end token counts.',
  maxNewTokens: 'New tokens, at most',
  useCache: 'Keep keys and values (KV cache)',
  one: 'One token',
  all: { continue: 'Generate', decode: 'Decode', translate: 'Translate' },
  search: 'Search',
  stop: 'Stop',
  clear: 'Clear what was written',
  progress: (done: number, total: number) => `${done} of ${counted(total, 'token')}`,
  done: (count: number, time: string) => `${counted(count, 'token')} in ${time}`,
  full: 'The context is full: shorten the text or take a longer context.',
  ended: 'The end token is written: the text is complete.',
  again: 'Again',
  typedTarget: 'The decoder goes on after the typed target.',
  emptyTarget: 'Start from an empty target',
  output: 'Written tokens',
  written: ({ token, place, of, percent }: WrittenFacts) => `${token}, ${percent}, token ${place} of ${of}`,
  next: 'What comes next',
  back: 'One step back',
  forward: 'One step forward',
  shownStep: ({ token, place, of, percent }: WrittenFacts) =>
    `Token ${place} of ${of}: all figures show the model as it chose “${token}” (${percent}). The last row of its map wrote it.`,
  shownAll: (count: number) => `${counted(count, 'token')} written; the figures show all of it.`,
  showAll: 'Show all of it',
  chosen: (place: number) => `How token ${place} was chosen`,
  alternatives: 'Probability of each token at this step, before top-k and top-p, the largest first',
  alternative: (token: string, percent: string) => `${token}: ${percent}`,
  cutAlternative: (token: string, percent: string) => `${token}: ${percent}, cut by the sampling`,
  allowed: (allowed: string, all: string) =>
    `The sampling could draw ${allowed} of ${all} tokens; top-k and top-p cut the others (struck out).`,
  allAllowed: (all: string) => `The sampling could draw each of the ${all} tokens.`,
  branch: 'Click another token to write it here instead; what came after goes.',
  hypotheses: 'Hypotheses',
  hypothesesNote: 'With their scores, the best first. Click one to make it the text.',
  searchStopped: 'The search was stopped before a hypothesis was finished.',
  enlarge: 'Enlarge the tree',
  tree: 'Beam search',
  treeHint: 'Point at a token to read its numbers; click it to take the best hypothesis through it.',
  legend: {
    best: 'best',
    kept: 'kept',
    dropped: 'dropped',
    finished: 'finished',
    taken: 'the text now',
  },
  columns: {
    node: 'node',
    parent: 'after node',
    step: 'step',
    token: 'token',
    probability: 'probability',
    logProbability: 'sum of log-probabilities',
    state: 'state',
    rank: 'rank',
    score: 'score',
  },
  node: ({ token, percent, logProbability, isKept }: BeamNodeFacts) =>
    `“${token}”: ${percent} after its parent, log-probability ${logProbability} in all${isKept ? '' : '; dropped'}`,
  end: ({ rank, of, score, isTaken }: BeamEndFacts) =>
    `; finished with score ${score}, number ${rank} of ${of}${isTaken ? ', the text now' : ''}`,
  treePart: (from: string, to: string, of: string) =>
    `Drawn: steps ${from} to ${to} of ${of}, as far as they are in sight; pictures and the table have all.`,
  treeSummary: (nodes: number, steps: number) => `${counted(nodes, 'token')} in ${counted(steps, 'step')}.`,
  bestNode: (node: string) => `Best: ${node}.`,
};

export type GenerationMessages = typeof generation;
