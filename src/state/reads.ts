import type { TraceArray } from '../engine/engine';
import { derive } from '../model/config/derive';
import type { ModelConfig } from '../model/config/types';
import { attentionName, type TraceName } from '../model/traceNames';
import type { FigureKind } from './types';

/** The attention weights of a layer, all heads. */
export function patternName(kind: FigureKind, layer: number): TraceName {
  const stack = kind === 'encoderSelf' ? 'encoder' : 'decoder';
  return attentionName(stack, layer, kind === 'cross' ? 'crossAttention' : 'selfAttention', 'pattern');
}

const ROW_PARTS = ['q', 'k', 'v', 'scores', 'pattern', 'headOutputs'] as const;

/** What one row of an attention is taken apart from, in this order: q, k, v, scores, weights, head outputs. */
export function attentionPartNames(kind: FigureKind, layer: number): readonly TraceName[] {
  const stack = kind === 'encoderSelf' ? 'encoder' : 'decoder';
  return ROW_PARTS.map((part) =>
    attentionName(stack, layer, kind === 'cross' ? 'crossAttention' : 'selfAttention', part),
  );
}

/** The keys and values that an attention keeps while a decoder generates, in this order; an encoder keeps none. */
export function cacheNames(kind: FigureKind, layer: number): readonly TraceName[] {
  if (kind === 'encoderSelf') return [];
  const part = kind === 'cross' ? 'crossAttention' : 'selfAttention';
  return (['k', 'v'] as const).map((of) => attentionName('decoder', layer, part, of));
}

/** Every attention sub-layer of a model: by part, and its layers in order. */
export function attentionPlaces(
  config: ModelConfig,
): readonly { readonly kind: FigureKind; readonly layer: number }[] {
  const layers = (kind: FigureKind, count: number) =>
    Array.from({ length: count }, (_, layer) => ({ kind, layer }));
  const { family, nEncoderLayers, nDecoderLayers } = config;
  return [
    ...(derive(config).hasCross ? layers('cross', nDecoderLayers) : []),
    ...(family === 'decoder-only' ? [] : layers('encoderSelf', nEncoderLayers)),
    ...(family === 'encoder-only' ? [] : layers('decoderSelf', nDecoderLayers)),
  ];
}

/** The key under which an array of one row of the batch is kept. */
export function arrayKey(name: TraceName, row: number): string {
  return `${name}|${row}`;
}

/** Whether the model's output is a distribution over tokens. */
export function predictsTokens(config: ModelConfig): boolean {
  return config.head.kind === 'languageModel' || config.head.kind === 'maskedLanguageModel';
}

/** Arrays by their keys. */
export function indexed(arrays: readonly TraceArray[], row: number): Map<string, TraceArray> {
  return new Map(arrays.map((array) => [arrayKey(array.name, row), array]));
}

/** The stack whose tokens the output belongs to. */
export function outputStackOf(config: ModelConfig): 'encoder' | 'decoder' {
  return derive(config).outputStack;
}
