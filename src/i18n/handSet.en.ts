import type { HandSetId } from '../model/handSet/ids';
import type { BlockName } from '../model/handSet/types';

/** How one head is constructed. Positions count from 0 and include the special tokens. */
interface ConstructionWords {
  /** One sentence. */
  readonly does: string;
  /** What the matrices are, line by line. */
  readonly matrices: readonly string[];
  /** The two weights of the formula, and who gets them. */
  weight(wanted: string, other: string): string;
  /** What follows for the predictions. */
  readonly says: string;
  /** Where it ends. */
  readonly limits: string;
}

/** The words of heads that are set by hand; their names are among those of trained models. */
export const handSet = {
  title: 'Heads set by hand',
  intro:
    'No training: every weight is written down, so that one head does exactly what its name says. A target to hold training against.',
  headings: {
    construction: 'Construction',
    score: 'Score',
    weight: 'Attention weight',
    stream: 'The residual stream',
    norm: 'Why LayerNorm does not disturb it',
    predicts: 'What it predicts',
    limits: 'Where it ends',
  },
  /** The numbers of the construction: β and γ, the width of the stream and of the one head, the context. */
  numbers: ({
    sharpness,
    scale,
    dModel,
    context,
  }: Record<'sharpness' | 'scale' | 'dModel' | 'context', string>) =>
    `β = ${sharpness}, γ = ${scale}, dModel = dHead = ${dModel}, context ${context}. Positions count from 0, special tokens included.`,
  closedForm: (wanted: string, measured: string) =>
    `By the formula ${wanted}; computed by the model ${measured}.`,
  heads: {
    previousToken: {
      does: 'Every token reads the one before it.',
      matrices: [
        'W_Q takes position p to position p − 1, times β√dHead.',
        'W_K is the identity on the block “position”.',
        'W_V is the identity on the block “token”; W_O writes that into the block “previous token”.',
      ],
      weight: (wanted: string, other: string) =>
        `${wanted} for the token before; ${other} for each of the i others that token i sees`,
      says: 'The output matrix is γ on the block “previous token”: the model says the token before once more, and so goes on with “abab”.',
      limits: 'The first token has none before it. The causal mask leaves it only itself to read.',
    },
    samePosition: {
      does: 'Every token reads itself.',
      matrices: [
        'W_Q is β√dHead times the identity on the block “position”.',
        'W_K is the identity on the same block.',
        'W_V is the identity on the block “token”; W_O writes that into the block “output”.',
      ],
      weight: (wanted: string, other: string) =>
        `${wanted} for itself; ${other} for each of the other n − 1 tokens of the text`,
      says: 'The output matrix is γ on the block “output”: the model says every token as it stands.',
      limits: 'Longer texts than the context are cut; there is no row of W_Q for their positions.',
    },
    mirroredPosition: {
      does: 'Every token reads the one that stands as far from the other end.',
      matrices: [
        'W_Q takes position p to position n − 1 − p, times β√dHead.',
        'W_K is the identity on the block “position”.',
        'W_V is the identity on the block “token”; W_O writes that into the block “output”.',
      ],
      weight: (wanted: string, other: string) =>
        `${wanted} for the mirrored token; ${other} for each of the others`,
      says: 'The output matrix is γ on the block “output”: in a palindrome, the model finds the letter behind [MASK].',
      limits:
        'One layer does not know where the text ends: n, the length of the context, is written into W_Q. The text must fill it: ten characters between [CLS] and [SEP]. In a shorter one, a token whose mirror lies beyond the end reads all tokens evenly.',
    },
    sameToken: {
      does: 'Every token reads the other places of the same token.',
      matrices: [
        'W_Q is β√dHead times the identity on the block “token”, and −β√dHead times it on the block “position”.',
        'W_K is the identity on both blocks.',
        'W_V is the identity on the block “token”; W_O writes that into the block “output”.',
      ],
      weight: (wanted: string, other: string) =>
        `${wanted} for each of the m other places of the token; ${other} for all else, itself among them; n tokens in the text`,
      says: 'The output matrix is γ on the block “output”: where a token stands more than once, the model says it once more.',
      limits:
        'A token that stands only once (m = 0) has nothing to find: it reads all tokens evenly, 1 / n each.',
    },
    induction: {
      does: 'Every token reads what followed the same token earlier, and says it: after “a b … a” comes b.',
      matrices: [
        'Layer 1 is the head “previous token”, with β = 24: beside each token it writes the one before, in the block “previous token”.',
        'In layer 2, W_Q takes the block “token” to the block “previous token”, times β√dHead: which key has before it what I am?',
        'W_K is the identity on the block “previous token”.',
        'W_V is the identity on the block “token”; W_O writes that into the block “output”.',
      ],
      weight: (wanted: string, other: string) =>
        `${wanted} for each of the m keys with that token before them; ${other} for the others that token i sees`,
      says: 'The output matrix is γ on the block “output”: the logit of a token is γ times the weight of the keys that hold it. Several earlier places share.',
      limits:
        'One layer cannot do this: the key must already know what stands before it. A token that is new (m = 0) reads all that it sees evenly.',
    },
  } satisfies Record<HandSetId, ConstructionWords>,
  blocks: {
    token: { name: 'token', holds: 'which token stands here, one-hot' },
    position: { name: 'position', holds: 'where it stands, one-hot: the rows of the learned position table' },
    previousToken: { name: 'previous token', holds: 'what the head for the previous token has read' },
    output: { name: 'output', holds: 'what the head has read, for the output matrix' },
  } satisfies Record<BlockName, { readonly name: string; readonly holds: string }>,
  range: (first: number, last: number) => `dimensions ${first} to ${last}`,
  stream:
    'The dimensions of the stream are these blocks side by side. The one head is as wide as the stream, so dimension d of q, k and v means what dimension d of the stream means. All other matrices, those of the feed-forward block among them, are 0.',
  /** k blocks that sum to 1 in d dimensions. */
  norm: (k: number, d: number, gain: string, mean: string) =>
    `Each of ${k} blocks sums to 1, so every position has the same mean ${k}/${d} and the same variance ${k}/${d} − (${k}/${d})². LayerNorm takes away the same from all; its weight √(variance + ε) = ${gain} and its bias ${k}/${d} = ${mean} give it back. What the head reads is the stream itself.`,
  normLayer: (layer: number) => `Layer ${layer}`,

  none: 'Choose a construction: its weights are written at once, and its map is drawn here.',
  openIn: 'Where the model is opened',
  inPlace: (slot: string) => `In ${slot}`,
  inNewPlace: (slot: string) => `In ${slot}, new`,
  layers: (count: number) => (count === 1 ? 'one layer' : `${count} layers`),

  mapOf: (slot: string) => `Attention of the head in model ${slot}`,
  layer: 'Layer',
  headOfLayer: (layer: number, name: string) => `Layer ${layer}: ${name}`,
  tokenAt: (token: string, position: number) => `“${token}” at ${position}`,
  reads: (query: string, key: string) => `${query} must read ${key}.`,
  wantsNone: (query: string) => `${query} has nothing to find and reads all that it sees evenly.`,
  wholeMap: (difference: string) => `Over the whole map, model and formula differ by ${difference} at most.`,
  rounding: 'That is rounding. Click a row to see its numbers.',
  changed:
    'That is more than rounding: something besides its weights was changed, by an intervention perhaps.',
  goesOn: (text: string, position: number, token: string, percent: string) =>
    `In “${text}”, after the token at ${position}, the model says “${token}” with ${percent}.`,
  behindMask: (position: number, token: string, percent: string) =>
    `Behind [MASK] at ${position}, the model says “${token}” with ${percent}.`,

  weightIs: 'weight of a wanted key',
  sharpness: 'Sharpness β',
  /** With one wanted key among n. */
  ofFull: (n: number, wanted: string, other: string) =>
    `With one wanted key among ${n}, it gets ${wanted}, each other ${other}. β is a part of the link.`,
  matricesOf: (layer: number) => `Of layer ${layer}, which is the one that the map shows.`,
  matricesHint:
    'Rows: the dimension that comes in; columns: the one that goes out; both divided into the blocks of the stream. All that is not marked is 0.',
  takes: (from: string, to: string, value: string, count: number) =>
    `${from} → ${to}: ${count} cells of ${value}`,

  hold: 'A target to hold training against',
  holdHint:
    'For each head: the mean weight on the keys that this construction reads, over the tokens that have such a key in the text as that model cuts it. Live while a model trains.',
  putRandom: 'Put the same shape, untrained, beside it',
  train: 'Train this shape in A',
  tasks: {
    previousToken:
      'Training learns a text in which each letter comes after the one two places before it in the alphabet: the token before the last says all of the next, the last nothing. The hand-set model stays beside it.',
    samePosition:
      'No task of this page asks for this and nothing else, so there is nothing to train it on. Any model that is opened beside it is measured all the same.',
    mirroredPosition:
      'Training fills gaps in palindromes of ten letters: whoever reads the mirror knows the letter. It asks for that of the gap alone, so that other tokens may read elsewhere. The trained model reads letters with spaces between them, so its text looks otherwise; each model is measured on the tokens that it reads itself. The hand-set model stays beside it.',
    sameToken:
      'No task of this page asks for this and nothing else, so there is nothing to train it on. Any model that is opened beside it is measured all the same.',
    induction:
      'Training learns random words that are each written twice, letter by letter: in the second half, every letter can be known from the first. Two layers can do that, but find it late, if at all: when this was tried, not in the first thousand steps. The hand-set model stays beside it.',
  } satisfies Record<HandSetId, string>,
  noRoom: 'A, B and C are taken. Remove one of them, side by side, to make room.',
  nothingToFind: 'No token of this text has such a key here.',
  unknownTokens: (count: number) =>
    `${count} tokens of the text are not in this model’s vocabulary; they all look the same to it, so the number means little.`,
  closest: (head: string, weight: string, even: string) =>
    `Closest: ${head}, with ${weight} on the wanted keys; a head that reads evenly would have ${even}.`,
  headAt: (layer: number, head: number) => `layer ${layer}, head ${head}`,
  moreHeads: (count: number) => `${count} more heads have less.`,
  step: (step: string, of: string) => `Step ${step} of ${of}`,
  loss: (value: string) => `loss ${value}`,
  pause: 'Pause',
  resume: 'Go on',
  openTraining: 'To the training panel',
};

export type HandSetMessages = typeof handSet;
