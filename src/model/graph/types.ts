import type { Axis } from '../axes';
import type { MaskPattern, Position, Stack } from '../config/types';

export type NodeKind =
  | 'tokens'
  | 'embedding'
  | 'position'
  | 'segment'
  | 'norm'
  | 'add'
  | 'addNorm'
  | 'selfAttention'
  | 'crossAttention'
  | 'feedForward'
  | 'head'
  | 'output';

/** One axis of a tensor on a wire: its name and its size now. */
export interface ShapeAxis {
  readonly axis: Axis;
  readonly size: number;
}

export type Shape = readonly ShapeAxis[];

/** A part of the model. Ids are the same in every family, so that a part that stays is known as the same part. */
export interface GraphNode {
  readonly id: string;
  readonly kind: NodeKind;
  readonly stack: Stack | 'head';
  /** Inside the block that is repeated. */
  readonly inBlock: boolean;
  /** Order from the bottom of its stack; parts of one row stand side by side. */
  readonly row: number;
  /** Parameters of all layers together. */
  readonly parameters: number;
  /** Sizes of its parameters as formulas, one layer: "q.weight: dModel × nHeads·dHead = 128 × 128". */
  readonly formulas: readonly string[];
  /** The mask of an attention, and how positions act in it. */
  readonly mask: MaskPattern | null;
  readonly positions: Exclude<Position['kind'], 'learned' | 'sinusoidal' | 'none'> | null;
  /** Kind of positions that are added, or of the head. */
  readonly variant: string | null;
}

/** `q`, `k` and `v` enter an attention; `residual` goes around a sub-layer. */
export type EdgeKind = 'stream' | 'residual' | 'q' | 'k' | 'v';

export interface GraphEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly kind: EdgeKind;
  /** The tensor as it arrives. */
  readonly shape: Shape;
}

export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly totalParameters: number;
  /** How often each stack's block is repeated; null: the family has no such stack. */
  readonly layers: Readonly<Record<Stack, number | null>>;
}

/** Lengths of the texts that the model reads now. */
export interface GraphSize {
  readonly batch: number;
  readonly source: number;
  readonly target: number;
}
