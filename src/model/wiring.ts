import { derive, layerRotary } from './config/derive';
import type { ModelConfig, Stack } from './config/types';
import type { ResidualPart } from './traceNames';
import type {
  EmbeddingVector,
  HeadVector,
  StreamVector,
  SubLayer,
  SubLayerVector,
  VectorPlace,
} from './vectorPlace';

const hasCrossAttention = (config: ModelConfig, stack: Stack): boolean =>
  stack === 'decoder' && derive(config).hasCross;

/** The sub-layers of a layer, in the order in which they join the stream. */
export function subLayersOf(config: ModelConfig, stack: Stack): readonly SubLayer[] {
  return hasCrossAttention(config, stack)
    ? ['selfAttention', 'crossAttention', 'feedForward']
    : ['selfAttention', 'feedForward'];
}

/** The stream that a sub-layer's output joins, and the one that it makes. */
export function joinPoints(
  config: ModelConfig,
  stack: Stack,
  subLayer: SubLayer,
): { readonly before: ResidualPart; readonly after: ResidualPart } {
  switch (subLayer) {
    case 'selfAttention':
      return { before: 'input', after: 'afterSelfAttention' };
    case 'crossAttention':
      return { before: 'afterSelfAttention', after: 'afterCrossAttention' };
    case 'feedForward':
      return {
        before: hasCrossAttention(config, stack) ? 'afterCrossAttention' : 'afterSelfAttention',
        after: 'output',
      };
  }
}

/** The stream that a sub-layer reads; in a parallel block all of them read the same. */
export function readStream(
  config: ModelConfig,
  { stack, layer, subLayer, position }: Omit<SubLayerVector, 'part'>,
): StreamVector {
  const point = config.block.kind === 'parallel' ? 'input' : joinPoints(config, stack, subLayer).before;
  return { part: 'stream', stack, layer, point, position };
}

/** What a sub-layer reads, after the norm before it where there is one. */
export function inputOf(config: ModelConfig, at: Omit<SubLayerVector, 'part'>): VectorPlace {
  const isSkipped = config.norm.skipFirst && at.layer === 0 && at.subLayer === 'selfAttention';
  const isFirst = at.subLayer === 'feedForward' && sharesNorm(config);
  if (isFirst) return inputOf(config, { ...at, subLayer: 'selfAttention' });
  if (config.norm.placement === 'post' || isSkipped) return readStream(config, at);
  const { stack, layer, subLayer, position } = at;
  return { part: 'input', stack, layer, subLayer, position };
}

const sharesNorm = ({ block }: ModelConfig): boolean => block.kind === 'parallel' && block.norms === 'shared';

/** What a sub-layer adds to the stream. */
export function addedBy(config: ModelConfig, at: Omit<SubLayerVector, 'part'>): SubLayerVector {
  return { ...at, part: config.norm.placement === 'both' ? 'outputNorm' : 'output' };
}

/** The steps from what is projected to the q (or k) that meets the others, in order. */
export function projectionSteps(config: ModelConfig, place: HeadVector): readonly HeadVector[] {
  const letter = place.part.startsWith('k') ? 'k' : 'q';
  const isRotated = rotates(config, place);
  const parts: HeadVector['part'][] = [
    ...(isRotated || config.norm.queryKey ? [`${letter}Projected` as const] : []),
    ...(isRotated && config.norm.queryKey ? [`${letter}Normed` as const] : []),
    letter,
  ];
  return parts.map((part) => ({ ...place, part }));
}

/** Positions turn q and k of self-attention only. */
export const rotates = (config: ModelConfig, { stack, layer, attention }: HeadVector): boolean =>
  attention === 'selfAttention' && layerRotary(config, stack, layer) !== null;

/** The key-value head that a query head reads (Ainslie 2023). */
export const kvHeadOf = (config: ModelConfig, head: number): number =>
  Math.floor(head / derive(config).headsPerGroup);

/** What keys and values at a position are projected from: the stack's own stream, or the encoder memory. */
export function keySource(config: ModelConfig, place: HeadVector): VectorPlace {
  const { stack, layer, attention, position } = place;
  return attention === 'crossAttention'
    ? { part: 'stackOutput', stack: 'encoder', position }
    : inputOf(config, { stack, layer, subLayer: attention, position });
}

/** The parts of an embedding that a model has. */
export function embeddingParts(config: ModelConfig, stack: Stack, position: number): EmbeddingVector[] {
  const { kind } = config.position;
  const parts: EmbeddingVector['part'][] = [
    'tokens',
    ...(kind === 'learned' || kind === 'sinusoidal' ? (['positions'] as const) : []),
    ...(config.nSegments > 0 && stack === 'encoder' ? (['segments'] as const) : []),
  ];
  return parts.map((part) => ({ part, stack, position }));
}
