import { cellPixels } from './cells';
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

/** The size in device pixels of the picture that is stretched onto the canvas: one pixel a cell, or fewer. */
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
 * A painter of matrices. Its cost does not grow with the number of masked cells: the hatch is laid once under the whole
 * picture and shows through where cells are transparent.
 */
export function createGridPainter(): (canvas: HTMLCanvasElement, picture: GridPicture) => void {
  const scratch = document.createElement('canvas');
  const hatch = createHatch();
  return (canvas, picture) => {
    const { grid, width, height, pixelRatio, scale, theme, gap } = picture;
    painted.set(canvas, picture);
    canvas.width = width;
    canvas.height = height;
    const context = canvas.getContext('2d');
    const scratchContext = scratch.getContext('2d');
    if (!context || !scratchContext || grid.rows === 0 || grid.cols === 0) return;
    if (grid.masked) {
      context.fillStyle = hatch(context, theme, pixelRatio) ?? theme.masked;
      context.fillRect(0, 0, width, height);
    }
    const [columns, rows] = pictureSize(grid, width, height);
    scratch.width = columns;
    scratch.height = rows;
    scratchContext.putImageData(new ImageData(cellPixels(grid, columns, rows, scale), columns, rows), 0, 0);
    context.imageSmoothingEnabled = false;
    context.drawImage(scratch, 0, 0, columns, rows, 0, 0, width, height);
    if (gap > 0) clearGaps(context, grid, width, height, gap);
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
