import { type ColorScale, attentionTable, tableStep } from './color';
import type { CellGrid } from './selection';

/** Red, green, blue, alpha of each pixel, row-major; over a whole buffer of its own. */
export type Pixels = Uint8ClampedArray<ArrayBuffer>;

/**
 * The matrix as a picture of `width` × `height` pixels (at most one pixel a cell), row-major RGBA. Where a pixel covers
 * several cells it shows the strongest weight among them, so that a sharp line of attention survives shrinking; it is
 * transparent only if all of them are masked, and what lies behind then shows.
 * @param pixels where to write, for many pictures of one size
 */
export function cellPixels(
  grid: CellGrid,
  width: number,
  height: number,
  scale: ColorScale,
  pixels: Pixels = new Uint8ClampedArray(width * height * 4), // [y, x, rgba]
): Pixels {
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
      words[y * width + x] = weight === ALL_MASKED ? 0 : (colors[tableStep(weight, scale)] ?? 0);
    }
  }
  return pixels;
}

/** True if the figure has fewer pixels than cells, which its legend then says. */
export function isPooled(grid: CellGrid, width: number, height: number): boolean {
  return width < grid.cols || height < grid.rows;
}

/** What a square of pixels repeats over a ground. */
export interface Tile {
  readonly size: number;
  /** [y, x], each pixel RGBA in four bytes. */
  readonly words: Uint32Array;
}

/**
 * Writes a picture of `columns` × `rows` as large as `width` × `height`, each of its pixels a block, over a tile that is
 * seen where it is transparent. Hundreds of small matrices are faster written so than drawn by a canvas onto another.
 */
export function enlarge(
  pixels: Pixels,
  [columns, rows]: readonly [columns: number, rows: number],
  [width, height]: readonly [width: number, height: number],
  ground: Tile | null,
  into: Pixels,
): void {
  const from = new Uint32Array(pixels.buffer);
  const to = new Uint32Array(into.buffer);
  const { size, words } = ground ?? TRANSPARENT;
  const columnOf = new Uint32Array(width);
  for (let x = 0; x < width; x++) columnOf[x] = ((x + 0.5) * columns) / width;
  for (let y = 0; y < height; y++) {
    const row = Math.floor(((y + 0.5) * rows) / height) * columns;
    const tileRow = (y % size) * size;
    for (let x = 0; x < width; x++) {
      const word = from[row + (columnOf[x] ?? 0)] ?? 0;
      to[y * width + x] = word === 0 ? (words[tileRow + (x % size)] ?? 0) : word;
    }
  }
}

const TRANSPARENT: Tile = { size: 1, words: new Uint32Array(1) };

/** No weight: every cell of the window is masked. */
const ALL_MASKED = -Infinity;

/** NaN wins over numbers: a fault must stay visible. */
function strongestIn(
  { weights, masked, cols }: CellGrid,
  top: number,
  bottom: number,
  left: number,
  right: number,
): number {
  let best = ALL_MASKED;
  for (let query = top; query < bottom; query++) {
    for (let index = query * cols + left; index < query * cols + right; index++) {
      if (masked !== null && masked[index] === 1) continue;
      const weight = weights[index] ?? Number.NaN;
      if (Number.isNaN(weight)) return weight;
      if (weight > best) best = weight;
    }
  }
  return best;
}

/** The first cell under each pixel, and the end of the last. */
function starts(cells: number, pixels: number): Uint32Array {
  const first = new Uint32Array(pixels + 1);
  for (let pixel = 0; pixel <= pixels; pixel++) first[pixel] = (pixel * cells) / pixels;
  return first;
}
