import type { TraceArray, TraceRead } from '../engine/engine';
import { derive } from '../model/config/derive';
import type { ModelConfig } from '../model/config/types';
import { attentionName, type TraceName } from '../model/traceNames';
import type { FigureKind, Selection } from './types';

/** The attention weights of a layer, all heads. */
export function patternName(kind: FigureKind, layer: number): TraceName {
  const stack = kind === 'encoderSelf' ? 'encoder' : 'decoder';
  return attentionName(stack, layer, kind === 'cross' ? 'crossAttention' : 'selfAttention', 'pattern');
}

/** The key under which an array of one row of the batch is kept. */
export function arrayKey(name: TraceName, row: number): string {
  return `${name}|${row}`;
}

/** What the page draws at a selection: the layer's attention, and the logits. */
export function readsFor(config: ModelConfig, selection: Selection, row: number): readonly TraceRead[] {
  const reads: TraceRead[] = [{ name: patternName(selection.kind, selection.layer), batch: row }];
  if (config.head.kind !== 'none') reads.push({ name: 'head.logits', batch: row });
  return reads;
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
