import type { Axis } from '../axes';
import type { ModelConfig, Stack } from '../config/types';
import type { PassSize } from '../memory';
import type { Shape } from './types';

/** Shapes that occur in a stack, all with the names of their axes. */
export interface StackShapes {
  readonly length: number;
  /** [batch, position] */
  readonly ids: Shape;
  /** [batch, position, width] */
  hidden(axis: 'dModel' | 'dEmbedding', width: number): Shape;
  /** [batch, heads, query, dHead] */
  readonly queries: Shape;
  /** [batch, kvHeads, key, dHead] */
  keysValues(length: number): Shape;
  /** [heads, query, key] */
  readonly bias: Shape;
  /** [position, width] */
  table(axis: Axis, width: number): Shape;
}

export function stackShapes(config: ModelConfig, stack: Stack, size: PassSize): StackShapes {
  const length = stack === 'encoder' ? size.source : size.target;
  const batch = { axis: 'batch', size: size.batch } as const;
  const position = { axis: 'position', size: length } as const;
  const dHead = { axis: 'dHead', size: config.dHead } as const;
  const heads = { axis: 'heads', size: config.nHeads } as const;
  const query = { axis: 'query', size: length } as const;
  return {
    length,
    ids: [batch, position],
    hidden: (axis, width) => [batch, position, { axis, size: width }],
    queries: [batch, heads, query, dHead],
    keysValues: (nKeys) => [
      batch,
      { axis: 'kvHeads', size: config.nKvHeads },
      { axis: 'key', size: nKeys },
      dHead,
    ],
    bias: [heads, query, { axis: 'key', size: length }],
    table: (axis, width) => [position, { axis, size: width }],
  };
}
