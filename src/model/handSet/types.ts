import type { ModelConfig } from '../config/types';
import type { HandSetId } from './ids';

/**
 * A range of dimensions of the residual stream with one meaning. A token or a position is one-hot in its block; what a
 * head reads lands in a block of its own, as the attention-weighted mean of one-hot tokens.
 */
export type BlockName = 'token' | 'position' | 'previousToken' | 'output';

export interface StreamBlock {
  readonly name: BlockName;
  readonly start: number;
  readonly size: number;
}

/**
 * One part of q · k: the query's block meets the key's block. Row a of the one finds row `wants(a, size)` of the
 * other; null: it finds none.
 */
export interface ScoreTerm {
  readonly query: BlockName;
  readonly key: BlockName;
  readonly sign: 1 | -1;
  wants(row: number, size: number): number | null;
}

/** One head as it is constructed: q · k / sqrt(dHead) = sharpness · (sum of its terms), and it copies tokens. */
export interface HeadConstruction {
  /** β: the score of a wanted key; all others have 0. */
  readonly sharpness: number;
  readonly terms: readonly ScoreTerm[];
  /** Where the tokens that it reads are written. */
  readonly writes: BlockName;
  /**
   * The keys that a query must read, of a text with its special tokens. They share the attention evenly; a query that
   * wants none of the keys reads all that it sees evenly.
   */
  wanted(ids: readonly number[], query: number): readonly number[];
}

/** The construction as one writes it, the same in every language; i and j count from 0. */
export interface HandSetFormula {
  /** The score of key j for query i; [ ] is 1 where the condition holds, else 0; x_i is the token at i. */
  readonly score: string;
  /**
   * What softmax divides by: e^β for each of m wanted keys (where m can differ from 1) and 1 for each other visible key, in a
   * text of n tokens.
   */
  readonly sum: string;
}

/** A model of its shape as it is constructed: a head in each layer, everything else 0. */
export interface Construction {
  /** One head in each layer; the last is the one that the model is about. */
  readonly heads: readonly HeadConstruction[];
  /** Of that last head. */
  readonly formula: HandSetFormula;
}

export interface HandSetHead extends HeadConstruction {
  readonly kind: 'encoderSelf' | 'decoderSelf';
  readonly layer: number;
  readonly head: number;
}

/** What the norm in front of a layer's attention computes: it subtracts and divides, and its own weights undo both. */
export interface HandSetNorm {
  readonly layer: number;
  /** The sum of any vector there: so many blocks hold one token or position. */
  readonly nOnes: number;
  /** Of the values of one vector, the same at every position: nOnes / dModel. It is also the bias that puts it back. */
  readonly mean: number;
  /** nOnes / dModel - mean². */
  readonly variance: number;
  /** sqrt(variance + ε): the weight that puts the scale back. */
  readonly gain: number;
}

export interface HandSetModel {
  readonly id: HandSetId;
  readonly config: ModelConfig;
  /** Of the names and shapes of `parameters(config)`. */
  readonly weights: ReadonlyMap<string, Float32Array>;
  /** Characters that are rows of the vocabulary, after the special tokens. */
  readonly alphabet: readonly string[];
  /** Texts to look at; the first is shown. */
  readonly examples: readonly string[];
  readonly blocks: readonly StreamBlock[];
  /** All heads, one in each layer. */
  readonly heads: readonly HandSetHead[];
  /** The head that the model is about: the last of them. */
  readonly head: HandSetHead;
  readonly formula: HandSetFormula;
  readonly norms: readonly HandSetNorm[];
  /** γ: logits are γ times what was written into the last block. */
  readonly outputScale: number;
}
