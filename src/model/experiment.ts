import type { Stack } from './config/types';
import type { ModelInput } from './input';
import type { AttentionKind, TraceName } from './traceNames';

/** How a part is switched off: nothing comes out of it, or what comes out on average over this text. */
export type Ablation = 'zero' | 'mean';

/** The output that is watched: at a position of the stack that the head reads; a head that reads it whole has one. */
export interface WatchedOutput {
  readonly position: number;
  /** Of the vocabulary, or of the labels. */
  readonly id: number;
}

/** Many runs of one model with one thing changed in each, on top of the interventions that are there already. */
export type Experiment =
  /** Every head of every attention is switched off in turn. */
  | ({ readonly kind: 'headEffects'; readonly by: Ablation } & WatchedOutput)
  /** Every sub-layer is switched off in turn, and every layer passed by. */
  | ({ readonly kind: 'subLayerEffects'; readonly by: Ablation } & WatchedOutput)
  /** One activation of one layer at one position is copied from another text, for every layer and position. */
  | ({
      readonly kind: 'patchSweep';
      readonly donor: ModelInput;
      readonly at: PatchedPart;
      readonly stack: Stack;
    } & WatchedOutput)
  /** What changes where, when the text does. Both texts have the same lengths. */
  | { readonly kind: 'leak'; readonly changed: ModelInput };

export type ExperimentKind = Experiment['kind'];

/** The residual stream after a layer, or what a sub-layer adds to it. */
export type PatchedPart = 'residual' | 'selfAttention' | 'crossAttention' | 'feedForward';

/** What became of the watched output. */
export interface Outcome {
  readonly logit: number;
  /** Of softmax over all outputs at the position. */
  readonly probability: number;
}

export interface HeadEffect extends Outcome {
  readonly stack: Stack;
  readonly attention: AttentionKind;
  readonly layer: number;
  readonly head: number;
}

export interface SubLayerEffect extends Outcome {
  readonly stack: Stack;
  readonly layer: number;
  /** `layer`: the whole layer was passed by. */
  readonly part: AttentionKind | 'feedForward' | 'layer';
}

export interface PatchEffect extends Outcome {
  readonly layer: number;
  readonly position: number;
}

/** Told after each run with a change. `index` counts from 0 to `count` − 1. */
export type ExperimentStep = { readonly index: number; readonly count: number } & (
  | { readonly kind: 'headEffects'; readonly effect: HeadEffect }
  | { readonly kind: 'subLayerEffects'; readonly effect: SubLayerEffect }
  | { readonly kind: 'patchSweep'; readonly effect: PatchEffect }
  | { readonly kind: 'leak' }
);

export interface HeadEffectsAnswer {
  readonly kind: 'headEffects';
  /** With the interventions that were there already, and nothing else. */
  readonly baseline: Outcome;
  readonly effects: readonly HeadEffect[];
}

export interface SubLayerEffectsAnswer {
  readonly kind: 'subLayerEffects';
  readonly baseline: Outcome;
  readonly effects: readonly SubLayerEffect[];
}

export interface PatchSweepAnswer {
  readonly kind: 'patchSweep';
  readonly baseline: Outcome;
  /** Of the donor's own run, without interventions; null where its text has no such position. */
  readonly donor: Outcome | null;
  readonly nLayers: number;
  /** Of the shorter text in this stack. */
  readonly nPositions: number;
  /** [layer, position] */
  readonly logits: Float32Array;
  /** [layer, position] */
  readonly probabilities: Float32Array;
}

/** How far the activations of one stack moved; 0 means: not by one bit. */
export interface LeakLevels {
  readonly stack: Stack;
  /** The embedding, the end of each layer, and the end of the stack. */
  readonly names: readonly TraceName[];
  readonly nPositions: number;
  /** [level, position]: the largest absolute difference over dModel. */
  readonly differences: Float32Array;
}

export interface LeakAnswer {
  readonly kind: 'leak';
  readonly stacks: readonly LeakLevels[];
  /** [position]: the largest absolute difference of a logit; one value where the head reads the whole text. */
  readonly logits: Float32Array;
}

/** An answer is of the kind of its experiment. */
export type ExperimentAnswer = HeadEffectsAnswer | SubLayerEffectsAnswer | PatchSweepAnswer | LeakAnswer;
