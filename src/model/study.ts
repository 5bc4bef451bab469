import { derive, nLayersOf } from './config/derive';
import type { ModelConfig, Stack } from './config/types';
import type { Origin } from './origins';
import type { AttentionKind, ResidualPart, TraceName } from './traceNames';
import type { Element, VectorPlace } from './vectorPlace';

/**
 * What can be asked of a run beyond its arrays: questions that need the model's weights, or more values than are worth
 * sending to the page. Every answer is about one row of the batch.
 */
export type StudyQuestion =
  | { readonly kind: 'stream'; readonly stack: Stack }
  | { readonly kind: 'readings'; readonly place: AttentionPlace }
  | { readonly kind: 'distribution'; readonly top: number }
  | { readonly kind: 'lens'; readonly chosen: ChosenOutput }
  | { readonly kind: 'contributions'; readonly position: number; readonly id: number | null }
  | { readonly kind: 'neurons'; readonly stack: Stack; readonly layer: number; readonly top: number }
  | { readonly kind: 'positions'; readonly stack: Stack; readonly layer: number }
  | { readonly kind: 'embeddings'; readonly stack: Stack; readonly most: number }
  | { readonly kind: 'vectors'; readonly of: readonly VectorPlace[] }
  | { readonly kind: 'terms'; readonly of: Element };

/**
 * The output that the lens follows at each position: the most probable one at the end; the token of the text (the one
 * that follows, or in an encoder the one that stands there); or, where a span is looked for, its start or its end.
 */
export type ChosenOutput = 'final' | 'text' | 'start' | 'end';

/** One attention sub-layer. */
export interface AttentionPlace {
  readonly stack: Stack;
  readonly attention: AttentionKind;
  readonly layer: number;
}

export type StudyKind = StudyQuestion['kind'];

/** A place in the residual stream: before the first layer, after a sub-layer, or after the final norm. */
export interface StreamPoint {
  readonly name: TraceName;
  /** null: the embedding, or the end of the stack. */
  readonly layer: number | null;
  readonly part: ResidualPart | 'final';
}

export interface StreamAnswer {
  readonly kind: 'stream';
  readonly points: readonly StreamPoint[];
  readonly length: number;
  /** [point, position]: Euclidean length. */
  readonly norms: Float32Array;
  /** [point, position]: cosine of the angle to the last point at the same position. */
  readonly cosines: Float32Array;
}

/** What else than its weights can be read off an attention. */
export interface ReadingsAnswer {
  readonly kind: 'readings';
  readonly place: AttentionPlace;
  readonly nHeads: number;
  readonly nQueries: number;
  readonly nKeys: number;
  /** [head, key]: length of the vector that a key adds with a weight of 1. */
  readonly valueNorms: Float32Array;
  /** [query, key]: mean of the weights of all heads. */
  readonly mean: Float32Array;
  /** [query, key]: through all layers below, to the tokens of the text. */
  readonly rollout: Float32Array;
}

/** The k most probable outputs of each row, the largest first. */
export interface TopOutputs {
  readonly k: number;
  readonly nOutputs: number;
  /** [row, k] */
  readonly ids: Int32Array;
  /** [row, k] */
  readonly probabilities: Float32Array;
  /** [row], in bits: −Σ p log₂ p. */
  readonly entropies: Float32Array;
}

export interface DistributionAnswer extends TopOutputs {
  readonly kind: 'distribution';
}

export interface LensAnswer {
  readonly kind: 'lens';
  readonly points: readonly StreamPoint[];
  readonly length: number;
  readonly chosen: ChosenOutput;
  /** [position]; −1: nothing is chosen there. */
  readonly chosenIds: Int32Array;
  /** [point, position]: the most probable output; empty for spans, where positions compete and not outputs. */
  readonly topIds: Int32Array;
  readonly topProbabilities: Float32Array;
  /** [point, position]: of the chosen output; NaN where nothing is chosen. */
  readonly probabilities: Float32Array;
  /** [point, position], from 1: how many outputs (for spans: positions) are at least as probable; 0: nothing is chosen. */
  readonly ranks: Int32Array;
  /** Number of outputs (for spans: positions) that the rank is among. */
  readonly nRanked: number;
  /** Whether the stack's final norm was applied at every point before the head. */
  readonly hasFinalNorm: boolean;
}

/** What one layer adds to a logit, sub-layer by sub-layer. */
export interface LayerContribution {
  /** One value a head. */
  readonly selfAttention: readonly number[];
  /** null: the stack has no cross-attention. */
  readonly crossAttention: readonly number[] | null;
  readonly feedForward: number;
  /** Biases of the attention's output matrices and of norms inside the layer, which no head owns. */
  readonly biases: number;
}

/** A logit as a sum: all terms together, with the remainder, are the logit. */
export interface ContributionsAnswer {
  readonly kind: 'contributions';
  /** null: the head reads the whole text at once. */
  readonly position: number | null;
  readonly id: number;
  readonly logit: number;
  readonly embedding: {
    readonly tokens: number;
    readonly positions: number | null;
    readonly segments: number | null;
    readonly biases: number;
  };
  readonly layers: readonly LayerContribution[];
  /** Biases of the final norm and of the head. */
  readonly head: number;
  /** What soft-capping the logit adds; 0 without a cap. */
  readonly cap: number;
  /** The logit less all terms: rounding, or a change made to the stream. */
  readonly remainder: number;
  /** What was held at its value here so that the sum is a sum. */
  readonly frozen: { readonly layerNorms: boolean; readonly finalNorm: boolean; readonly gates: boolean };
  /** The largest logits there, the largest first. */
  readonly candidates: readonly { readonly id: number; readonly logit: number }[];
}

export interface NeuronsAnswer {
  readonly kind: 'neurons';
  readonly nLayers: number;
  readonly length: number;
  readonly dFf: number;
  /** [layer, position]: the neuron whose activation is the largest in magnitude, and that activation. */
  readonly strongest: Int32Array;
  readonly activations: Float32Array;
  /** [layer, position]: share of the neurons with an activation above 0. */
  readonly shares: Float32Array;
  /** Neurons of the layer that was asked for, by their largest magnitude at any position. */
  readonly layer: number;
  readonly neurons: Int32Array;
  /** [position, neuron] */
  readonly ofLayer: Float32Array;
}

export interface PositionsAnswer {
  readonly kind: 'positions';
  readonly encoding: PositionEncoding;
}

/** How positions enter a model, with the values as it uses them for this text. */
export type PositionEncoding =
  | { readonly kind: 'none' }
  /** Vectors that are added to token vectors: [position, width]. */
  | {
      readonly kind: 'vectors';
      readonly learned: boolean;
      readonly length: number;
      readonly width: number;
      readonly values: Float32Array;
    }
  /** [position, pair]: angles in radians by which pairs of dimensions of q and k are turned. */
  | {
      readonly kind: 'angles';
      readonly length: number;
      readonly nPairs: number;
      readonly cosines: Float32Array;
      readonly sines: Float32Array;
      /** Radians a position, for each pair. */
      readonly frequencies: Float32Array;
      readonly nUnturned: number;
    }
  /** [distance, head]: what is added to a score by the distance key − query. */
  | {
      readonly kind: 'bias';
      readonly learned: boolean;
      readonly distances: readonly number[];
      readonly nHeads: number;
      readonly values: Float32Array;
      /** The bucket of each distance; null: there are none. */
      readonly buckets: readonly number[] | null;
    };

export interface EmbeddingsAnswer {
  readonly kind: 'embeddings';
  /** Rows of the table that are shown: those of this text, and others evenly over the vocabulary. */
  readonly ids: Int32Array;
  /** How many of them are of this text; they come first. */
  readonly nOfText: number;
  readonly vocabSize: number;
  readonly width: number;
  /** [row, 2]: coordinates along the two directions of largest variance. */
  readonly coordinates: Float32Array;
  /** Share of the variance of the shown rows along each direction. */
  readonly shares: readonly [number, number];
}

export interface VectorsAnswer {
  readonly kind: 'vectors';
  /** In the order of the question. */
  readonly vectors: readonly { readonly of: VectorPlace; readonly values: Float32Array }[];
}

/** One of the numbers whose sum is another number. */
export interface Term {
  /**
   * `source`: it comes from the elements in `sources`. Others come from no vector: a bias of a matrix or norm; what
   * subtracting the mean does; what positions or a soft cap add to a score.
   */
  readonly kind: 'source' | 'bias' | 'mean' | 'positionBias' | 'cap';
  readonly value: number;
  /** Whose product it is; null: it is no product. */
  readonly factors: readonly number[] | null;
  /**
   * The elements that the first factors are; for an attention weight, the score, and for a
   * gate's activation, its input.
   */
  readonly sources: readonly Element[];
}

/** A number as a sum: all terms, with the remainder, are the number. */
export interface TermsAnswer {
  readonly kind: 'terms';
  readonly of: Element;
  readonly origin: Origin['kind'];
  /** As the model computed it. */
  readonly value: number;
  /** In the order of what they come from; none where a number is no sum. */
  readonly terms: readonly Term[];
  /** What a norm did; null: there is none. */
  readonly norm: {
    /** Of the element before the norm, and of all of them: 0 for RMSNorm, which does not subtract it. */
    readonly sum: number;
    readonly mean: number;
    /** √(variance + ε), for RMSNorm √(mean square + ε). */
    readonly deviation: number;
    readonly weight: number;
  } | null;
  /** The number less all terms: rounding, or a change made to the run. */
  readonly remainder: number;
}

/** An answer is of the kind of its question. */
export type StudyAnswer =
  | ReadingsAnswer
  | StreamAnswer
  | DistributionAnswer
  | LensAnswer
  | ContributionsAnswer
  | NeuronsAnswer
  | PositionsAnswer
  | EmbeddingsAnswer
  | VectorsAnswer
  | TermsAnswer;

/** The residual stream of a stack from the embedding to its end, sub-layer by sub-layer. */
export function streamPoints(config: ModelConfig, stack: Stack): readonly StreamPoint[] {
  const hasCross = stack === 'decoder' && derive(config).hasCross;
  const parts: ResidualPart[] = hasCross
    ? ['afterSelfAttention', 'afterCrossAttention', 'output']
    : ['afterSelfAttention', 'output'];
  const points: StreamPoint[] = [{ name: `${stack}.layers.0.residual.input`, layer: null, part: 'input' }];
  for (let layer = 0; layer < nLayersOf(config, stack); layer += 1) {
    for (const part of parts) points.push({ name: `${stack}.layers.${layer}.residual.${part}`, layer, part });
  }
  if (config.norm.final) points.push({ name: `${stack}.output`, layer: null, part: 'final' });
  return points;
}

/** Where the lens looks: the embedding and the end of each layer, before the final norm, which the lens applies itself. */
export function lensPoints(config: ModelConfig, stack: Stack): readonly StreamPoint[] {
  return streamPoints(config, stack).filter(({ part }) => part === 'input' || part === 'output');
}
