import type { ModelInput } from './input';

/** At a position that the loss does not count. */
export const NOT_COUNTED = -1;

/** What should come out, as ids. Positions are those of the stack that the head reads. */
export type TargetIds =
  /** [batch, position]: the wanted word or label, or {@link NOT_COUNTED}. */
  | { readonly kind: 'tokens'; readonly ids: readonly (readonly number[])[] }
  /** [batch]: first and last position of the answer. */
  | { readonly kind: 'span'; readonly start: readonly number[]; readonly end: readonly number[] }
  /** [batch]: the label of the whole text. */
  | { readonly kind: 'class'; readonly ids: readonly number[] };

/** A batch with its answers. */
export interface TrainingBatch {
  readonly input: ModelInput;
  readonly targets: TargetIds;
}

/** How a model learns. */
export interface TrainingOptions {
  /** Highest learning rate; see `learningRateAt`. */
  readonly learningRate: number;
  /** Steps in which the rate grows from 0. */
  readonly warmUpSteps: number;
  /** Steps at which the rate has come down to `finalRate` times the highest; training may go on at that rate. */
  readonly decaySteps: number;
  /** Share of the highest rate that is left at the end. */
  readonly finalRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** Decoupled; on matrices only. */
  readonly weightDecay: number;
  /** Longest gradient, as one vector over all parameters; null: any. */
  readonly clipNorm: number | null;
  /** Probability that is taken from the right answer and spread over all (2017 paper, section 5.4). */
  readonly labelSmoothing: number;
  /** Share of values set to 0 in embeddings and sub-layer outputs (2017 paper, section 5.4). */
  readonly dropout: number;
  readonly batchSize: number;
  /** Of the weights, the examples and dropout. */
  readonly seed: number;
}

/** Defaults for small models: rates of 10⁻³ are stable below some ten million parameters. */
export const defaultTraining: TrainingOptions = {
  learningRate: 2e-3,
  warmUpSteps: 50,
  decaySteps: 2000,
  finalRate: 0.05,
  beta1: 0.9,
  beta2: 0.98,
  epsilon: 1e-9,
  weightDecay: 0.01,
  clipNorm: 1,
  labelSmoothing: 0,
  dropout: 0,
  batchSize: 32,
  seed: 1,
};

/** What the page lets be chosen, and between which values; a clipNorm of 0 stands for any. */
export const trainingRanges = [
  ['learningRate', 1e-6, 1],
  ['warmUpSteps', 0, 10_000],
  ['decaySteps', 1, 100_000],
  ['weightDecay', 0, 1],
  ['clipNorm', 0, 100],
  ['labelSmoothing', 0, 0.5],
  ['dropout', 0, 0.9],
  ['batchSize', 1, 256],
  ['seed', 1, 4_294_967_295],
] as const satisfies readonly (readonly [keyof TrainingOptions, number, number])[];

/**
 * The learning rate of a step: grows linearly in the warm-up, then falls along half a cosine
 * (Loshchilov & Hutter 2017, SGDR, equation 5) to `finalRate` of the highest.
 * @param step 1 for the first
 */
export function learningRateAt(options: TrainingOptions, step: number): number {
  const { learningRate, warmUpSteps, decaySteps, finalRate } = options;
  if (step <= warmUpSteps) return (learningRate * step) / Math.max(1, warmUpSteps);
  const share = Math.min(1, (step - warmUpSteps) / Math.max(1, decaySteps - warmUpSteps));
  return learningRate * (finalRate + (1 - finalRate) * 0.5 * (1 + Math.cos(Math.PI * share)));
}
