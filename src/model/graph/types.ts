import type { Axis } from '../axes';
import type { MaskPattern, Stack } from '../config/types';
import type { TraceName } from '../traceNames';

export type SubLayer = 'selfAttention' | 'crossAttention' | 'feedForward';

export type StackPart =
  | 'tokens'
  | 'tokenEmbedding'
  | 'embeddingProjection'
  | 'position'
  | 'segment'
  | 'embeddingSum'
  | 'embeddingNorm'
  | SubLayer
  | `${SubLayer}Norm`
  | `${SubLayer}OutputNorm`
  | `${SubLayer}Add`
  | 'finalNorm'
  /** The encoder's output as the decoder reads it. */
  | 'memory';

export type HeadPart = 'projection' | 'pool' | 'transform' | 'transformNorm' | 'output' | 'softmax';

/** The same part has the same id in every family, so that a switch can be animated. */
export type NodeId = `${Stack}.${StackPart}` | `head.${HeadPart}`;

export type NodeKind =
  | 'tokens'
  | 'embedding'
  | 'projection'
  | 'position'
  | 'segment'
  | 'sum'
  | 'norm'
  | 'attention'
  | 'crossAttention'
  | 'feedForward'
  | 'add'
  | 'memory'
  | 'pool'
  | 'transform'
  | 'linear'
  | 'softmax';

/** Encoder, decoder and cross-attention have a hue each; what all families share has none. */
export type NodeHue = Stack | 'cross' | 'shared';

/** Name and size of every axis of a tensor, in order. */
export type Shape = readonly { readonly axis: Axis; readonly size: number }[];

export interface NodeParameter {
  readonly name: string;
  /** "dModel × dFf = 128 × 512" */
  readonly formula: string;
  readonly count: number;
}

export interface GraphNode {
  readonly id: NodeId;
  readonly kind: NodeKind;
  readonly hue: NodeHue;
  readonly stack: Stack | 'head';
  /** The layer that is shown; null outside the layers. */
  readonly layer: number | null;
  /** Parameters of the layer that is shown. */
  readonly parameters: readonly NodeParameter[];
  readonly count: number;
  /** Parameters of this part in all layers together. Over all nodes they sum to the model's. */
  readonly total: number;
  /** `total` as a part of the model's parameters, 0..1. */
  readonly share: number;
  /** Activations that this part computes. */
  readonly traceNames: readonly TraceName[];
  readonly output: Shape;
  /** Where a query may look; attention only. */
  readonly mask: MaskPattern | null;
  /** The node whose matrix this one uses as well, and therefore does not count. */
  readonly tiedTo: NodeId | null;
  /** Which of its kind it is: "rmsNorm", "learned", "geluTanh·gate", "groupedQuery"; null: there is one only. */
  readonly variant: string | null;
  /** A norm that the shown layer does without (ModernBERT's first). */
  readonly bypassed: boolean;
}

export type EdgeRole = 'in' | 'q' | 'k' | 'v' | 'branch' | 'residual' | 'token' | 'position' | 'segment';

export interface GraphEdge {
  /** Where it arrives and as what, so that it keeps its id when it comes from elsewhere. */
  readonly id: `${NodeId}:${EdgeRole}`;
  readonly from: NodeId;
  readonly to: NodeId;
  readonly role: EdgeRole;
  readonly hue: NodeHue;
  /** What travels; for q, k and v what their projection makes of it at the entrance. */
  readonly shape: Shape;
  /** The activation with that shape. */
  readonly traceName: TraceName | null;
}

export interface GraphLayers {
  readonly shown: number;
  readonly count: number;
}

/** A configuration as parts and wires; the layers of a stack are shown by one of them. */
export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** null: the family has no such stack. */
  readonly layers: Readonly<Record<Stack, GraphLayers | null>>;
  readonly totalParameters: number;
  readonly parallel: boolean;
}

/** The layer to show of each stack, counted from 0; out of range: the nearest. */
export type ShownLayers = Readonly<Record<Stack, number>>;
