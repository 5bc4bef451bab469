import { INVALID_RGB, TABLE_SIZE, attentionTable, type ColorScale, scalePosition } from './color';
import type { CellGrid } from './selection';

/**
 * The matrix as a picture of `width` × `height` pixels (at most one pixel a cell), row-major RGBA. Where a pixel covers
 * several cells it shows the strongest weight among them, so that a sharp line of attention survives shrinking; it is
 * transparent only if all of them are masked, and what lies behind then shows.
 */
export function cellPixels(grid: CellGrid, width: number, height: number, scale: ColorScale) {
  const pixels = new Uint8ClampedArray(width * height * 4); // [y, x, rgba]
  const columnStart = starts(grid.cols, width);
  const rowStart = starts(grid.rows, height);
  for (let y = 0; y < height; y++) {
    const top = rowStart[y] ?? 0;
    const bottom = rowStart[y + 1] ?? grid.rows;
    for (let x = 0; x < width; x++) {
      const weight = strongestIn(grid, top, bottom, columnStart[x] ?? 0, columnStart[x + 1] ?? grid.cols);
      if (weight !== null) paint(pixels, (y * width + x) * 4, weight, scale);
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

function paint(pixels: Uint8ClampedArray, at: number, weight: number, scale: ColorScale): void {
  const row = Math.round(scalePosition(weight, scale) * (TABLE_SIZE - 1)) * 3;
  const invalid = Number.isNaN(weight);
  for (let channel = 0; channel < 3; channel++) {
    pixels[at + channel] = (invalid ? INVALID_RGB[channel] : attentionTable[row + channel]) ?? 0;
  }
  pixels[at + 3] = 255;
}

/** The first cell under each pixel, and the end of the last. */
function starts(cells: number, pixels: number): Uint32Array {
  return Uint32Array.from({ length: pixels + 1 }, (_, pixel) => Math.floor((pixel * cells) / pixels));
}
