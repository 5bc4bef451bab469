import type { Stack } from './config/types';
import { attentionName, type AttentionKind, type ResidualPart, type TraceName } from './traceNames';

export type SubLayer = AttentionKind | 'feedForward';

/** Vectors between ids and the first layer, and what a stack gives. */
export interface EmbeddingVector {
  /** `embeddingSum` is there only where the sum of the parts is projected to another width afterwards. */
  readonly part: 'tokens' | 'positions' | 'segments' | 'embeddingSum' | 'embedding' | 'stackOutput';
  readonly stack: Stack;
  readonly position: number;
}

/** The residual stream of one layer. */
export interface StreamVector {
  readonly part: 'stream';
  readonly stack: Stack;
  readonly layer: number;
  readonly point: ResidualPart;
  readonly position: number;
}

/**
 * Around a sub-layer: what it reads after its norm; the inputs of the feed-forward block's neurons, and of their gates;
 * what activation makes of them; its output; the output after a norm of its own; the stream after it, seen as what this one sub-layer made of it.
 */
export interface SubLayerVector {
  readonly part: 'input' | 'up' | 'gate' | 'hidden' | 'output' | 'outputNorm' | 'after';
  readonly stack: Stack;
  readonly layer: number;
  readonly subLayer: SubLayer;
  readonly position: number;
}

/**
 * Inside one head. q and k on their way through projection, norm and rotation; v; `scores` of a query, an element a key;
 * `z`, the weighted sum of values; `headPart`, what the output matrix makes of z. Of k and v, `head` is the key-value
 * head, and in cross-attention the position is one of the encoder's.
 */
export interface HeadVector {
  readonly part:
    'qProjected' | 'qNormed' | 'q' | 'kProjected' | 'kNormed' | 'k' | 'v' | 'scores' | 'z' | 'headPart';
  readonly stack: Stack;
  readonly layer: number;
  readonly attention: AttentionKind;
  readonly head: number;
  readonly position: number;
}

/** A vector of the forward pass, at one position. */
export type VectorPlace = EmbeddingVector | StreamVector | SubLayerVector | HeadVector;

/** One number of a vector. */
export interface Element {
  readonly of: VectorPlace;
  readonly index: number;
}

/** The activation that a vector is a part of; null: it has no name of its own and is computed from its origin. */
export function activationOf(place: VectorPlace): TraceName | null {
  switch (place.part) {
    case 'tokens':
    case 'positions':
    case 'segments':
      return `${place.stack}.embedding.${place.part}`;
    case 'embedding':
      return `${place.stack}.embedding.output`;
    case 'stackOutput':
      return `${place.stack}.output`;
    case 'stream':
      return `${place.stack}.layers.${place.layer}.residual.${place.point}`;
    case 'after':
      return `${place.stack}.layers.${place.layer}.residual.${AFTER[place.subLayer]}`;
    case 'output':
      return `${place.stack}.layers.${place.layer}.${place.subLayer}.output`;
    case 'hidden':
      return `${place.stack}.layers.${place.layer}.feedForward.hidden`;
    case 'q':
    case 'k':
    case 'v':
    case 'scores':
      return attentionName(place.stack, place.layer, place.attention, place.part);
    case 'z':
      return attentionName(place.stack, place.layer, place.attention, 'headOutputs');
    default:
      return null;
  }
}

const AFTER: Readonly<Record<SubLayer, ResidualPart>> = {
  selfAttention: 'afterSelfAttention',
  crossAttention: 'afterCrossAttention',
  feedForward: 'output',
};
