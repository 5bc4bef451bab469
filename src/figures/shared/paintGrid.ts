import { cellPixels, enlarge, type Pixels } from './cells';
import type { ColorScale } from './color';
import { createHatch } from './hatch';
import type { CellGrid } from './selection';
import type { Theme } from './theme';

export type GridPicture = Readonly<{
  grid: CellGrid;
  /** Size of the canvas in device pixels. */
  width: number;
  height: number;
  pixelRatio: number;
  scale: ColorScale;
  theme: Theme;
  /** Width in device pixels of the clear line between cells; 0 for none. */
  gap: number;
}>;

/** The size in device pixels of the picture before it is enlarged: one pixel a cell, or fewer. */
export function pictureSize(grid: CellGrid, width: number, height: number): [width: number, height: number] {
  return [Math.max(1, Math.min(grid.cols, width)), Math.max(1, Math.min(grid.rows, height))];
}

const painted = new WeakMap<HTMLCanvasElement, GridPicture>();

/** What a canvas shows: for pictures in which every cell is a shape of its own; null: it was not painted here. */
export function pictureOn(canvas: HTMLCanvasElement): GridPicture | null {
  return painted.get(canvas) ?? null;
}

/** Whether weights are shown as colours somewhere in an element. */
export function hasPaintedCells(element: HTMLElement): boolean {
  return Array.from(element.querySelectorAll('canvas')).some((canvas) => painted.has(canvas));
}

/**
 * A painter of matrices. Every pixel is computed and the picture written at once: canvases drawn onto canvases would cost
 * a hundred small maps most of their time.
 */
export function createGridPainter(): (canvas: HTMLCanvasElement, picture: GridPicture) => void {
  const hatch = createHatch();
  const buffers = createBuffers();
  return (canvas, picture) => {
    const { grid, width, height, pixelRatio, scale, theme, gap } = picture;
    painted.set(canvas, picture);
    canvas.width = width;
    canvas.height = height;
    const context = canvas.getContext('2d');
    if (!context || grid.rows === 0 || grid.cols === 0 || width === 0 || height === 0) return;
    const [columns, rows] = pictureSize(grid, width, height);
    const { cells, image } = buffers([columns, rows], [width, height]);
    cellPixels(grid, columns, rows, scale, cells);
    const ground = grid.masked ? hatch(theme, pixelRatio) : null;
    enlarge(cells, [columns, rows], [width, height], ground, image.data);
    context.putImageData(image, 0, 0);
    if (gap > 0) clearGaps(context, grid, width, height, gap);
  };
}

type Extent = readonly [width: number, height: number];

/** What is written into, kept for the next picture of the same size: the maps of all heads have one. */
function createBuffers(): (
  cells: Extent,
  image: Extent,
) => { readonly cells: Pixels; readonly image: ImageData } {
  let cells: Pixels = new Uint8ClampedArray();
  let image: ImageData | null = null;
  return ([columns, rows], [width, height]) => {
    if (cells.length !== columns * rows * 4) cells = new Uint8ClampedArray(columns * rows * 4);
    if (image?.width !== width || image.height !== height) image = new ImageData(width, height);
    return { cells, image };
  };
}

/** Clearing, not painting, lets the page's own surface show between cells in every theme. */
function clearGaps(
  context: CanvasRenderingContext2D,
  grid: CellGrid,
  width: number,
  height: number,
  gap: number,
): void {
  for (let key = 1; key < grid.cols; key++) {
    context.clearRect(Math.round((key * width) / grid.cols) - gap, 0, gap, height);
  }
  for (let query = 1; query < grid.rows; query++) {
    context.clearRect(0, Math.round((query * height) / grid.rows) - gap, width, gap);
  }
}
