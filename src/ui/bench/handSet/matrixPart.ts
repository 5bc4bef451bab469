import type { BlockName, StreamBlock } from '../../../model/handSet/types';

/** Cells of a matrix that are not 0, where a block of the stream meets another. */
export interface MatrixPart {
  readonly from: BlockName;
  readonly to: BlockName;
  /** All of them have this value. */
  readonly value: number;
  readonly cells: readonly { readonly row: number; readonly col: number }[];
}

/**
 * What a matrix over the stream does, read off its weights.
 * @param matrix [dModel, dHead], both divided as the stream is
 */
export function matrixParts(
  matrix: Float32Array,
  width: number,
  blocks: readonly StreamBlock[],
): readonly MatrixPart[] {
  const parts = new Map<string, { value: number; from: BlockName; to: BlockName; cells: Cell[] }>();
  matrix.forEach((value, index) => {
    if (value === 0) return;
    const [row, col] = [Math.floor(index / width), index % width];
    const [from, to] = [blockAt(blocks, row), blockAt(blocks, col)];
    if (from === null || to === null) return;
    const key = `${from} ${to} ${value}`;
    const part = parts.get(key) ?? { value, from, to, cells: [] };
    part.cells.push({ row, col });
    parts.set(key, part);
  });
  return [...parts.values()];
}

type Cell = MatrixPart['cells'][number];

function blockAt(blocks: readonly StreamBlock[], dimension: number): BlockName | null {
  return blocks.find(({ start, size }) => dimension >= start && dimension < start + size)?.name ?? null;
}
