import type { Axis } from './axes';
import type { Stack } from './config/types';

export type AttentionKind = 'selfAttention' | 'crossAttention';

export type EmbeddingPart = 'tokens' | 'positions' | 'segments' | 'output';
export type AttentionPart = 'q' | 'k' | 'v' | 'scores' | 'pattern' | 'headOutputs' | 'output';
export type FeedForwardPart = 'hidden' | 'output';
export type ResidualPart = 'input' | 'afterSelfAttention' | 'afterCrossAttention' | 'output';

/**
 * The name of every activation of a forward pass, the contract between compute, figures and interventions.
 * `scores` are scaled, soft-capped and position-biased but not yet masked; `pattern` is what softmax makes of the
 * masked scores; `headOutputs` is pattern · v; `output` is the sub-layer's output before it joins the residual stream.
 */
export type TraceName =
  | `${Stack}.embedding.${EmbeddingPart}`
  | `${Stack}.layers.${number}.${AttentionKind}.${AttentionPart}`
  | `${Stack}.layers.${number}.feedForward.${FeedForwardPart}`
  | `${Stack}.layers.${number}.residual.${ResidualPart}`
  | `${Stack}.output`
  /** What the output matrix reads, where it is narrower than the stream (OPT-350m). */
  | 'head.input'
  | 'head.logits';

export const attentionName = (
  stack: Stack,
  layer: number,
  kind: AttentionKind,
  part: AttentionPart,
): TraceName => `${stack}.layers.${layer}.${kind}.${part}`;

/** The axes of an activation, in order. */
export function traceAxes(name: TraceName): readonly Axis[] {
  const part = name.slice(name.lastIndexOf('.') + 1);
  if (name === 'head.logits') return ['batch', 'position', 'vocab'];
  if (name.includes('ttention.')) {
    if (part === 'q') return ['batch', 'heads', 'query', 'dHead'];
    if (part === 'k' || part === 'v') return ['batch', 'kvHeads', 'key', 'dHead'];
    if (part === 'scores' || part === 'pattern') return ['batch', 'heads', 'query', 'key'];
    if (part === 'headOutputs') return ['batch', 'heads', 'query', 'dHead'];
  }
  if (name === 'head.input') return ['batch', 'position', 'dEmbedding'];
  if (part === 'hidden') return ['batch', 'position', 'dFf'];
  return ['batch', 'position', 'dModel'];
}

const PATTERN =
  /^(?:(?:encoder|decoder)\.(?:embedding\.(?:tokens|positions|segments|output)|layers\.\d{1,3}\.(?:(?:self|cross)Attention\.(?:q|k|v|scores|pattern|headOutputs|output)|feedForward\.(?:hidden|output)|residual\.(?:input|afterSelfAttention|afterCrossAttention|output))|output)|head\.(?:input|logits))$/;

/** Whether a text from outside (URL, message) is the name of an activation. */
export function isTraceName(text: string): text is TraceName {
  return PATTERN.test(text);
}
