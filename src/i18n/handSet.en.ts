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
  set: (name: string) => `Set the weights: ${name}`,
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
};

export type HandSetMessages = typeof handSet;
