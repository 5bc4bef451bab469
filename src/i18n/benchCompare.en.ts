import { counted } from './counted';
import type { OptionId } from '../model/config/options';

const anyOf = (slots: readonly string[]): string => slots.join(' or ');

/** How many cells of a row (a query) or a column (a key) are marked on a map. */
export interface MarkCounts {
  readonly axis: 'query' | 'key';
  readonly nHere: number;
  readonly nElsewhere: number;
}

/** The words of the comparison side by side. */
export const benchCompare = {
  models: 'Models',
  add: {
    change: 'Copy and change one thing',
    changeOf: (slot: string) => `Copy model ${slot} and change one thing`,
    open: 'Open another model',
    openBeside: 'Open another model beside it',
    openHere: (slot: string) => `Open another model as ${slot}`,
    intro:
      'One model is here. Put a second one beside it: the same model with one thing changed shows what that thing does.',
    groups: {
      family: 'Family',
      norm: 'Normalisation',
      attention: 'Attention',
      embedding: 'Positions and embeddings',
      feedForward: 'Feed-forward and block',
      size: 'Size',
      weights: 'Weights',
      presets: 'Shapes without training',
      shipped: 'Trained models',
    },
    labelled: (label: string, choice: string) => `${label}: ${choice}`,
    isOn: 'yes',
    isOff: 'no',
    doubled: {
      nLayers: (value: string) => `Twice the layers: ${value}`,
      nHeads: (value: string) => `Twice the heads: ${value}`,
      dModel: (value: string) => `Twice the width: dModel ${value}`,
      dFf: (value: string) => `Twice the feed-forward size: ${value}`,
    },
    seed: (seed: number) => `Other random weights (seed ${seed})`,
    nothing: 'Nothing: the same model',
    nothingNote: 'a copy to change by the sliders',
  },
  menu: {
    label: (name: string) => `What to do with ${name}`,
    variables: 'Its variables and options',
    newSeed: 'New random weights',
    randomWeights: 'Random weights instead of its own',
    toPage: 'Look at this model on the page',
    toPageNote: 'exchanges it with A',
    remove: 'Remove',
  },
  tabs: 'Which model is shown',
  name: (slot: string, name: string) => `${slot} · ${name}`,
  listed: (parts: readonly string[]) => parts.join(', '),
  phrases: {
    more: (count: number) => (count === 1 ? 'one more' : `${count} more`),
    same: 'the same as A',
    seed: (seed: number) => `random weights (seed ${seed})`,
    training: (step: number) => `after training step ${step}`,
    bothSides: 'norms on both sides',
    without: (label: string) => `without: ${label}`,
    numbers: {
      dModel: (value: string) => `dModel ${value}`,
      nHeads: (value: string) => (value === '1' ? 'one head' : `${value} heads`),
      nKvHeads: (value: string) => `${counted(value, 'head')} of keys and values`,
      dFf: (value: string) => `dFf ${value}`,
      vocabSize: (value: string) => `vocabulary ${value}`,
      targetVocabSize: (value: string) => `target vocabulary ${value}`,
      contextLength: (value: string) => `context ${value}`,
      batchSize: (value: string) => `batch ${value}`,
      encoderLayers: (value: string) => (value === '1' ? 'one encoder layer' : `${value} encoder layers`),
      decoderLayers: (value: string) => (value === '1' ? 'one decoder layer' : `${value} decoder layers`),
    },
    choices: {
      position: (choice: string) => `positions: ${choice}`,
      block: (choice: string) => `sub-layers: ${choice}`,
      keyValueHeads: (choice: string) => `${choice} attention`,
      encoderMask: (choice: string) => `encoder mask: ${choice}`,
      decoderMask: (choice: string) => `decoder mask: ${choice}`,
    } as Readonly<Partial<Record<OptionId, (choice: string) => string>>>,
  },
  /** How a model reads text. */
  tokenizations: {
    bytePairs: 'pieces of bytes',
    words: (count: string) => `a list of ${count} words`,
    learnedPairs: 'pieces of bytes, learned',
    characters: (count: string) => `${count} characters`,
  },
  differences: {
    heading: 'What differs between the models',
    none: 'Nothing: their configurations and weights are the same.',
    what: 'What',
    absent: '–',
    family: 'Family',
    tokenization: 'Tokens',
    weights: 'Weights',
    interventions: 'Interventions',
    encoderLayers: 'Encoder layers',
    decoderLayers: 'Decoder layers',
    targetVocabSize: 'Target vocabulary size',
    nKvHeads: 'Heads of keys and values',
  },
  weights: {
    heading: 'Shared weights',
    seed: (slot: string, other: string, shared: string, all: string, share: string) =>
      `${slot} starts with the same numbers as ${other} in ${shared} of its ${all} parameters (${share}).`,
    source: (slot: string, other: string, shared: string, all: string, share: string) =>
      `${slot} has the trained weights of ${other} in ${shared} of its ${all} parameters (${share}).`,
    none: (slot: string, other: string) => `${slot} and ${other} share no weights.`,
    noneWhy: {
      seeds: 'Their seeds differ.',
      kinds: 'Their weights come from different places: random, or trained.',
      stacks: 'Equal parts of encoder and decoder start alike in one of them only.',
    },
    allShared: 'So whatever differs between them comes from what differs above, and from nothing else.',
    details: (slot: string) => `Which parameters of ${slot}`,
    same: 'The same numbers',
    own: 'Its own',
    noneOwn: 'none',
    copies: (count: number) => `× ${counted(count, 'layer')}`,
    alike: 'Encoder and decoder start alike',
    alikeNote:
      'The families name their parts differently. While this is on, parameters of the same name in an encoder and a decoder get the same random numbers, so that the families can be compared. Within an encoder-decoder it makes both stacks alike, too.',
  },
  pick: {
    kind: 'Which attention',
    layer: 'Layer',
    head: 'Head',
    view: 'Drawn as',
    views: { matrix: 'Matrix', links: 'Links' },
    scale: 'Colour scale',
    marks: 'Mark who sees what',
  },
  shown: (kind: string, layer: number, head: number) => `${kind}, layer ${layer}, head ${head}`,
  mapOf: (slot: string) => `Attention map of ${slot}`,
  shownInstead: (shown: string) => `${shown}: this model does not have what is chosen.`,
  sight: {
    heading: 'Who sees what',
    keys: (text: string) => `Keys of ${text}`,
    both: 'seen',
    onlyHere: 'seen here and not everywhere',
    onlyThere: 'seen by another model, not here',
    neither: 'seen by none',
    here: (slot: string, token: string, count: number) =>
      `In ${slot}, “${token}” sees ${count === 1 ? 'one token' : `${count} tokens`}.`,
    missing: (slot: string, other: string, tokens: readonly string[]) =>
      `${slot} cannot see ${tokens.length === 1 ? 'a token' : `${tokens.length} tokens`} that ${other} sees: ${tokens.map((token) => `“${token}”`).join(' ')}.`,
    further: (slot: string, other: string, tokens: readonly string[]) =>
      `${slot} sees ${tokens.length === 1 ? 'a token' : `${tokens.length} tokens`} that ${other} cannot see: ${tokens.map((token) => `“${token}”`).join(' ')}.`,
    equal: (slot: string, other: string) => `${slot} sees the same tokens as ${other}.`,
    allMissing: (slot: string, other: string, count: string) =>
      `Of all pairs of tokens that both read, ${slot} cannot see ${count} that ${other} sees.`,
    allFurther: (slot: string, other: string, count: string) =>
      `Of all pairs of tokens that both read, ${slot} sees ${count} that ${other} cannot.`,
    allEqual: (slot: string, other: string) => `All that ${other} may see, ${slot} may see, and no more.`,
    otherTexts: (slot: string, other: string) =>
      `${slot} and ${other} ask and look in different texts here: choose an attention that both have to compare what they see.`,
    absent: (slot: string) => `${slot} does not read this token.`,
    hint: 'Point at a token of a map, or lock one, to see who sees what.',
    /** Of the marks on the map of a model. @param others the names of the other models */
    marks: (others: readonly string[]) => ({
      seenHere: `seen here, hidden in ${anyOf(others)}`,
      seenElsewhere: `hidden here, seen in ${anyOf(others)}`,
      cellHere: `Hidden in ${anyOf(others)}.`,
      cellElsewhere: `Seen in ${anyOf(others)}.`,
      counts: ({ axis, nHere, nElsewhere }: MarkCounts) => {
        const parts =
          axis === 'query'
            ? [
                nHere > 0 && `sees ${nHere} that ${nHere === 1 ? 'is' : 'are'} hidden in ${anyOf(others)}`,
                nElsewhere > 0 &&
                  `${nElsewhere} ${nElsewhere === 1 ? 'is' : 'are'} hidden here and seen in ${anyOf(others)}`,
              ]
            : [
                nHere > 0 && `seen here by ${nHere} that cannot see it in ${anyOf(others)}`,
                nElsewhere > 0 && `hidden here from ${nElsewhere} that see it in ${anyOf(others)}`,
              ];
        return `(${parts.filter((part) => part !== false).join('; ')})`;
      },
      keysHere: `Keys seen here, hidden in ${anyOf(others)}`,
      keysElsewhere: `Keys hidden here, seen in ${anyOf(others)}`,
    }),
  },
  difference: {
    heading: 'Difference',
    pair: 'Of which models',
    minus: (a: string, b: string) => `${a} − ${b}`,
    part: 'Of what',
    parts: { attention: 'Attention', stream: 'Residual stream', output: 'Output' },
    measure: 'Measure',
    measures: { norm: 'Distance', cosine: 'Cosine' },
    waiting: 'Being computed.',
    attention: (a: string, b: string, place: string) => `Attention of ${a} less that of ${b}: ${place}`,
    attentionLegend: (a: string, b: string) => `weight in ${a} − weight in ${b}, percentage points`,
    cell: (query: string, key: string, value: string) => `${query} reads ${value} from ${key}`,
    noDifference: (a: string, b: string) =>
      `No difference: every weight that both compute here is the same in ${a} and ${b}, to the bit.`,
    largest: (value: string, query: string, key: string) => `Largest: ${value}, ${query} from ${key}.`,
    leftOut: (a: number, b: number, slotA: string, slotB: string) =>
      `Over the tokens that both read; left out: ${a} of ${slotA}, ${b} of ${slotB}.`,
    stream: (a: string, b: string) => `Residual streams of ${a} and ${b}`,
    normLegend: (a: string, b: string) => `‖${a} − ${b}‖, distance of the vectors`,
    cosineLegend: (a: string, b: string) => `cosine of the angle between ${a} and ${b}`,
    depth: 'through the layers',
    embedding: 'embed',
    embeddingName: 'after the embedding',
    layer: (layer: number) => `L${layer}`,
    layerName: (layer: number) => `after layer ${layer}`,
    layersLeftOut: (count: number, slot: string) =>
      `Layer by layer; ${count === 1 ? 'one more layer' : `${count} more layers`} of ${slot} left out.`,
    sharesNothing: 'Their weights have nothing in common, so that their dimensions do not mean the same.',
    output: (a: string, b: string) => `Output distributions of ${a} and ${b}`,
    divergence: (a: string, b: string, value: string) => `KL(${a} ‖ ${b}) = ${value} nats`,
    variation: (value: string) => `total variation ${value}`,
    at: (slot: string, token: string) => `${slot} after “${token}”`,
    atMask: (slot: string, position: number) => `${slot} at position ${position}`,
    token: 'Token',
    probability: (slot: string) => `P in ${slot}`,
    change: 'Difference',
    reasons: {
      queries: (a: string, b: string) =>
        `The queries of ${a} and ${b} are of different texts (source and target), so there is no difference cell by cell. Choose an attention that both have.`,
      keys: (a: string, b: string) =>
        `The keys of ${a} and ${b} are of different texts (source and target), so there is no difference cell by cell. Choose an attention that both have.`,
      tokens: (a: string, b: string) =>
        `${a} and ${b} have no token in common here: they split the text differently.`,
      width: (a: string, b: string, widthA: string, widthB: string) =>
        `The streams have different widths (dModel ${widthA} in ${a}, ${widthB} in ${b}), so their vectors cannot be subtracted.`,
      vocabulary: (a: string, b: string) =>
        `${a} and ${b} predict over different vocabularies, so their probabilities are not of the same things.`,
      noOutput: (slot: string) =>
        `${slot} predicts no token at this place. An encoder predicts at a masked token: hide one behind [MASK] in its panel.`,
    },
  },
  numbers: {
    heading: 'In numbers',
    what: 'Measure',
    of: (slot: string) => slot,
    less: (slot: string) => `${slot} − A`,
    ratio: (slot: string) => `${slot} / A`,
    rows: {
      parameters: 'Parameters',
      tokens: 'Tokens of this pass',
      flops: 'FLOPs of this pass',
      weightBytes: 'Weights in float32',
      activationBytes: 'Activations of this pass',
      cacheBytes: 'KV cache of these tokens',
      milliseconds: 'Last pass, measured',
      tokensPerSecond: 'Tokens a second',
      entropy: 'Entropy of the output, nats',
      probability: 'Probability of its best token',
      top: 'Its best token',
    },
    group: (name: string) => `of which ${name.toLowerCase()}`,
    note: 'Times are those of the last pass of each model on this machine; they vary from pass to pass.',
  },
  maskTokens: 'Tokens of the encoder',
};

export type BenchCompareMessages = typeof benchCompare;
