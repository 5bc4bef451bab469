import type { Problem, ProblemCode } from '../model/config/validate';

type Values = Problem['values'];
/** The field's name on the page, and the numbers of the case. */
export type ProblemSentence = (field: string, values: Values) => string;

/** Why a configuration cannot be, in words. */
export const problems: Record<ProblemCode, ProblemSentence> = {
  notAnInteger: (field, { value }) => `${field} must be a whole number, not ${value}.`,
  outOfRange: (field, { value, min, max }) => `${field} goes from ${min} to ${max}; ${value} is outside.`,
  headsDoNotDivideModel: (_, { dModel, nHeads }) =>
    `A model dimension of ${dModel} cannot be split into ${nHeads} heads of equal width.`,
  kvHeadsDoNotDivideHeads: (_, { nHeads, nKvHeads }) =>
    `${nHeads} attention heads cannot share ${nKvHeads} key-value heads evenly.`,
  layersOfMissingStack: () => 'This variant has no such stack, so it cannot have layers.',
  noLayers: (field) => `${field}: each stack needs at least one layer.`,
  rotaryNeedsEvenWidth: (_, { rotated }) =>
    `Rotary positions turn pairs of dimensions, so the rotated width must be even; it is ${rotated}. Change the model dimension or the number of heads.`,
  bucketsMustBeEven: (_, { buckets }) =>
    `Relative positions need an even number of buckets, at least 4; ${buckets} is not.`,
  maxDistanceTooSmall: (_, { maxDistance, buckets }) =>
    `The largest distance, ${maxDistance}, must exceed half of the ${buckets} buckets.`,
  prefixBeyondContext: (_, { length, contextLength }) =>
    `A prefix of ${length} does not fit into a context of ${contextLength}.`,
  windowTooSmall: (_, { window }) => `A window of ${window} sees nothing; it must be 1 or more.`,
  headDoesNotFitFamily: () => 'This output head does not belong to this variant.',
  segmentsNeedEncoder: () => 'Segments belong to an encoder; this variant has none.',
  parallelNeedsNormBefore: () =>
    'In a parallel block both sub-layers read the same normalised input, so the norm must come before them.',
  sharedVocabularyDiffers: (_, { vocabSize, targetVocabSize }) =>
    `Source and target share one table, so their vocabularies (${vocabSize} and ${targetVocabSize}) must be equal.`,
  tiedWidthDiffers: (_, { dEmbedding, dModel }) =>
    `An output tied to embeddings of width ${dEmbedding} does not fit a model dimension of ${dModel}.`,
  notPositive: (field, { value }) => `${field} must be greater than zero, not ${value}.`,
  tooManyParameters: (_, { count, max }) =>
    `This model would have ${count} parameters; the page runs at most ${max}. Make it smaller.`,
};
