import type { Stack } from '../../model/config/types';
import type { Graph } from '../../model/graph/types';

/** Where a stack stands: its blocks, the lane of its residual stream, its frame. */
export interface Column {
  readonly stack: Stack;
  readonly centre: number;
  /** Width of its blocks. */
  readonly width: number;
  /** -1: the residual stream passes on the left (encoder), 1: on the right (decoder). */
  readonly outer: -1 | 1;
  /** x of the residual stream beside the blocks. */
  readonly lane: number;
  /** x of the wire that feeds the later parts of a parallel block. */
  readonly bus: number;
  readonly left: number;
  readonly right: number;
  /** How far things beside the stream may reach on the inner side. */
  readonly innerEnd: number;
}

const FRAME_TO_LANE = 8;

/** Encoder left and decoder right as in the 2017 paper; a stack alone stands in the middle, on the same side of its stream. */
export function columnsOf(graph: Graph, width: number): readonly Column[] {
  const stacks = (['encoder', 'decoder'] as const).filter((stack) => graph.layers[stack] !== null);
  const isNarrow = width < 400;
  const margin = isNarrow ? 4 : 8;
  const laneToBlock = graph.parallel ? 15 : isNarrow ? 10 : 13;
  const inside = graph.parallel ? 14 : isNarrow ? 6 : 9;
  const beside = FRAME_TO_LANE + laneToBlock + inside;
  const gutter = stacks.length === 1 ? 0 : clamp(40 + (width - 340) * 0.3, 34, 120);
  const block =
    stacks.length === 1
      ? clamp(width * 0.52, 150, 290)
      : clamp((width - 2 * margin - gutter) / 2 - beside, 90, 240);
  const used = stacks.length * (block + beside) + gutter;
  const start = (width - used) / 2;
  return stacks.map((stack) => {
    const outer = stack === 'encoder' ? -1 : 1;
    const left = stack === 'decoder' && stacks.length === 2 ? start + block + beside + gutter : start;
    const right = left + block + beside;
    const centre = outer < 0 ? left + FRAME_TO_LANE + laneToBlock + block / 2 : left + inside + block / 2;
    const inner = -outer;
    const innerFrame = inner > 0 ? right : left;
    const reach = stacks.length === 2 ? gutter / 2 - 3 : Math.min(60, start - margin);
    return {
      stack,
      centre,
      width: block,
      outer,
      lane: centre + outer * (block / 2 + laneToBlock),
      bus: centre + inner * (block / 2 + inside / 2),
      left,
      right,
      innerEnd: innerFrame + inner * reach,
    };
  });
}

export function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}
