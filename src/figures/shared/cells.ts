import { type ColorScale, attentionTable, tableStep } from './color';
import type { CellGrid } from './selection';

/**
 * The matrix as a picture of `width` × `height` pixels (at most one pixel a cell), row-major RGBA. Where a pixel covers
 * several cells it shows the strongest weight among them, so that a sharp line of attention survives shrinking; it is
 * transparent only if all of them are masked, and what lies behind then shows.
 */
export function cellPixels(grid: CellGrid, width: number, height: number, scale: ColorScale) {
  const pixels = new Uint8ClampedArray(width * height * 4); // [y, x, rgba]
  // Four bytes at a time: both views lie on the machine's own byte order, whichever it is.
  const words = new Uint32Array(pixels.buffer);
  const colors = new Uint32Array(attentionTable.buffer);
  const columnStart = starts(grid.cols, width);
  const rowStart = starts(grid.rows, height);
  for (let y = 0; y < height; y++) {
    const top = rowStart[y] ?? 0;
    const bottom = rowStart[y + 1] ?? grid.rows;
    for (let x = 0; x < width; x++) {
      const weight = strongestIn(grid, top, bottom, columnStart[x] ?? 0, columnStart[x + 1] ?? grid.cols);
      if (weight !== null) words[y * width + x] = colors[tableStep(weight, scale)] ?? 0;
    }
  }
  return pixels;
}

/** True if the figure has fewer pixels than cells, which its legend then says. */
export function isPooled(grid: CellGrid, width: number, height: number): boolean {
  return width < grid.cols || height < grid.rows;
}

/** Null: every cell of the window is masked. NaN wins over numbers: a fault must stay visible. */
function strongestIn(
  grid: CellGrid,
  top: number,
  bottom: number,
  left: number,
  right: number,
): number | null {
  let best: number | null = null;
  for (let query = top; query < bottom; query++) {
    for (let index = query * grid.cols + left; index < query * grid.cols + right; index++) {
      if (grid.masked?.[index] === 1) continue;
      const weight = grid.weights[index] ?? Number.NaN;
      if (Number.isNaN(weight)) return weight;
      if (best === null || weight > best) best = weight;
    }
  }
  return best;
}

/** The first cell under each pixel, and the end of the last. */
function starts(cells: number, pixels: number): Uint32Array {
  return Uint32Array.from({ length: pixels + 1 }, (_, pixel) => Math.floor((pixel * cells) / pixels));
}
