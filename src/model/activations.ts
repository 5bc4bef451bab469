import { derive, nLayersOf } from './config/derive';
import type { ModelConfig, Stack } from './config/types';
import { type AttentionKind, traceAxes, type TraceName } from './traceNames';

/** Which axis of an activation runs along the text: its positions or queries, or the keys of k and v. */
export function textAxis(name: TraceName): number {
  const axes = traceAxes(name);
  const query = axes.findIndex((axis) => axis === 'query' || axis === 'position');
  return query === -1 ? axes.indexOf('key') : query;
}

/** What a name says: its stack, layer, kind of attention and part; null where it is of none. */
export interface TracePlace {
  readonly stack: Stack | null;
  readonly layer: number | null;
  readonly attention: AttentionKind | null;
  /** The last word. */
  readonly part: string;
}

export function tracePlace(name: TraceName): TracePlace {
  const words = name.split('.');
  const [first = '', second, layer, third] = words;
  return {
    stack: first === 'encoder' || first === 'decoder' ? first : null,
    layer: second === 'layers' ? Number(layer) : null,
    attention: third === 'selfAttention' || third === 'crossAttention' ? third : null,
    part: words.at(-1) ?? '',
  };
}

/** Whether a forward pass of this model has the activation. */
export function hasActivation(config: ModelConfig, name: TraceName): boolean {
  if (name === 'head.logits') return true;
  if (name === 'head.input') {
    return config.head.kind === 'languageModel' && config.embedding.factorization?.place === 'tokens';
  }
  const { stack, layer, attention } = tracePlace(name);
  const { hasEncoder, hasDecoder } = derive(config);
  if (stack === null || !(stack === 'encoder' ? hasEncoder : hasDecoder)) return false;
  if (layer !== null && layer >= nLayersOf(config, stack)) return false;
  if (attention === 'crossAttention' || name.endsWith('.afterCrossAttention')) {
    return stack === 'decoder' && derive(config).hasCross;
  }
  if (name.endsWith('.embedding.positions')) {
    return config.position.kind === 'learned' || config.position.kind === 'sinusoidal';
  }
  if (name.endsWith('.embedding.segments')) return stack === 'encoder' && config.nSegments > 0;
  return true;
}
