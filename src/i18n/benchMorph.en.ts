import type { AttentionMap } from '../model/morph/facts';
import type { NodeChange } from '../model/morph/changedNodes';
import type { MorphPath, StepId } from '../model/morph/paths';

/** A number of two steps, written. */
interface Pair {
  readonly before: string;
  readonly after: string;
}

/** What one attention may see; averages over its queries. */
interface Seen {
  readonly map: AttentionMap;
  readonly before: { readonly mean: string; readonly of: string } | null;
  readonly after: { readonly mean: string; readonly of: string };
}

/** The words of the morph. */
export const benchMorph = {
  path: 'Along which change',
  paths: {
    family: 'Encoder → decoder → both',
    norm: 'Post-norm → pre-norm',
    position: 'Sinusoidal → rotary',
    keyValueHeads: 'Multi-head → grouped → one',
    feedForward: 'ReLU → SwiGLU',
  } satisfies Record<MorphPath, string>,
  rail: 'Steps',
  steps: {
    bidirectional: 'Bidirectional encoder',
    causal: '+ causal mask',
    output: '+ output head, writing',
    memory: '+ encoder memory',
    cross: '+ cross-attention',
    postNorm: 'Post-norm',
    preNorm: 'Pre-norm',
    finalNorm: '+ final norm',
    sinusoidal: 'Sinusoidal positions',
    rotary: 'Rotary positions',
    multiHead: 'Multi-head',
    groupedQuery: 'Grouped-query',
    multiQuery: 'Multi-query',
    relu: 'ReLU',
    silu: 'SiLU',
    gate: '+ gate: SwiGLU',
  } satisfies Record<StepId, string>,
  previous: 'Step back',
  next: 'Next step',
  keys: '[ and ] step from anywhere; in the row of steps, arrow keys too.',
  impossible:
    'This model cannot take this path: it has one head, heads of odd width, or would become too large.',
  off: (step: string) =>
    `Model A does not stand on this path: its settings or its weights are others. Nearest is “${step}”.`,
  begin: (step: string) => `Begin at “${step}”`,
  /** What is so at a step: the beginning of its sentence. */
  leads: {
    bidirectional: 'Every token sees every other, before and after it',
    causal: 'Every token sees itself and what came before it, nothing later',
    output:
      'The causal stack is a decoder: an output head turns its last vectors into a distribution, so it can write on',
    memory: 'An encoder beside the decoder reads the source and makes a memory, which nothing reads yet',
    cross:
      'Every decoder layer has a cross-attention sub-layer: each target token also sees the whole source',
    postNorm: 'Each norm stands after its sum, on the residual stream itself',
    preNorm: 'Each norm stands before its sub-layer, so the residual stream runs from end to end without one',
    finalNorm: 'A norm after the last layer brings the pre-norm stream back to one scale',
    sinusoidal: 'Positions are added to the embeddings, as sines and cosines',
    rotary: 'Positions turn queries and keys in every layer, so that scores depend on distances alone',
    multiHead: 'Every query head has keys and values of its own',
    groupedQuery: 'Groups of query heads share the keys and values of one head',
    multiQuery: 'All query heads share the keys and values of one head',
    relu: 'The feed-forward block cuts its hidden values off at 0',
    silu: 'The feed-forward block bends its hidden values smoothly, by SiLU',
    gate: 'A second matrix gates the hidden values: SwiGLU',
  } satisfies Record<StepId, string>,
  /** With nothing to compare with. */
  alone: (lead: string, parameters: string, flops: string) =>
    `${lead}; ${parameters} parameters, ${flops} operations a pass.`,
  sentence: (lead: string, clauses: readonly string[]) => `${lead}; ${clauses.join('; ')}.`,
  seen: ({ map, before, after }: Seen) => {
    const who = { encoderSelf: 'an encoder token', decoderSelf: 'a decoder token', cross: 'a target token' }[
      map
    ];
    const what = map === 'cross' ? `${after.of} source tokens` : after.of;
    return before
      ? `${who} sees ${after.mean} of ${what} on average, instead of ${before.mean} of ${before.of}`
      : `${who} sees ${after.mean} of ${what} on average`;
  },
  sameSeen: 'what tokens see stays',
  bothSame: 'parameters and operations stay the same',
  parameters: ({ before, after }: Pair) => `parameters ${before} → ${after}`,
  sameParameters: 'parameters stay the same',
  flops: ({ before, after }: Pair) => `operations ${before} → ${after}`,
  sameFlops: 'operations stay the same',
  kvCache: ({ before, after }: Pair) => `KV cache ${before} → ${after}`,
  trainedNow:
    'its weights are the trained ones, those before were random, so outputs differ for that reason too',
  randomNow:
    'its weights are random, those before were the trained ones, so outputs differ for that reason too',
  sameLogits: 'no logit moved: the largest difference is exactly 0',
  measuring: 'The step is being run.',
  numbers: 'Numbers of the step',
  columns: { what: 'What', before: 'before', after: 'now', change: 'change' },
  beforeIs: (step: string) => `before: ${step}`,
  rows: {
    parameters: 'Parameters',
    flops: 'Operations of the pass',
    weightBytes: 'Memory of the weights',
    kvCache: 'KV cache of this text',
    encoderSelf: 'Visible pairs, encoder',
    decoderSelf: 'Visible pairs, decoder',
    cross: 'Visible pairs, cross-attention',
    time: 'Time of the pass, measured',
    top: 'Most probable token',
    probability: 'Its probability',
    logits: 'Largest move of a logit',
  },
  pairs: (visible: string, all: string) => `${visible} of ${all}`,
  ratio: (factor: string) => `× ${factor}`,
  unchanged: 'as before',
  other: 'another',
  appears: 'new',
  gone: 'gone',
  changed: 'changed',
  nothing: '–',
  timeNote: 'Times are of a second pass of each step, one after the other. They vary, and are not marked.',
  firstTimes: 'Times are of the first pass of each step. They vary, and are not marked.',
  noSlot:
    'Models B and C are in use, so the step before is not run beside: only this step’s numbers are shown.',
  marks: { new: 'new', changed: 'changed', moved: 'moved' } satisfies Record<NodeChange, string>,
  map: 'Attention of the step',
  kind: 'Which attention',
  hidden: (count: string) => `× ${count} pairs are hidden since “before”`,
  shown: (count: string) => `○ ${count} pairs are visible since “before”`,
  newMap: 'This attention was not there before.',
  sameMask: 'The mask is the one before.',
  otherTokens: 'The tokens are others than before, so cells are not compared.',
  configuration: 'In the configuration',
  from: 'was',
  weights: {
    random: (seed: string) =>
      `Random weights of seed ${seed}, encoder and decoder alike: what two steps have in common starts with the same numbers.`,
    shared: (share: string) => `${share} of this step’s parameters have the values of the step before.`,
    kept: 'The trained weights fit this step and stay.',
    inWords: (rows: string) =>
      `The trained weights do not fit this step, so it has random ones of its own shape. It reads the words of the trained model (vocabulary of ${rows} rows); at the steps that the weights fit they come back.`,
    lost: 'The trained weights do not fit this step, so it has random ones and reads pieces of bytes instead of words; at the steps that they fit they come back.',
  },
  ownTarget:
    'Of the two, only the step with both stacks has a target: its decoder reads that, and the text is its source. Alone, a stack reads the text of all models.',
  texts:
    'The decoder goes on with the shared text: it is the target now, and the encoder reads it as the source. Change the target above to tell them apart.',
  reads: (before: string, after: string) =>
    `The text is read as ${before} before and as ${after} now: each family adds its own special tokens.`,
  buckets: 'T5’s buckets of distances differ between encoder and decoder, so this step changes them too.',
};

export type BenchMorphMessages = typeof benchMorph;
