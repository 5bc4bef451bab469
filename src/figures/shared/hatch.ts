import type { Tile } from './cells';
import type { Theme } from './theme';

const SPACING = 6;

/** Diagonal lines on a quiet ground: "masked", which no weight looks like. Null if the canvas gives no pattern. */
export function hatchPattern(
  context: CanvasRenderingContext2D,
  theme: Theme,
  pixelRatio: number,
): CanvasPattern | null {
  const tile = tileOf(theme, pixelRatio);
  return tile && context.createPattern(tile.canvas, 'repeat');
}

/** The same as pixels, for many pictures of one look: made again only when theme or pixel ratio change. */
export function createHatch(): (theme: Theme, pixelRatio: number) => Tile | null {
  let made: Readonly<{ tile: Tile | null; theme: Theme; pixelRatio: number }> | null = null;
  return (theme, pixelRatio) => {
    if (made?.theme !== theme || made.pixelRatio !== pixelRatio) {
      const drawn = tileOf(theme, pixelRatio);
      made = { tile: drawn && pixelsOf(drawn.pen), theme, pixelRatio };
    }
    return made.tile;
  };
}

function pixelsOf(pen: CanvasRenderingContext2D): Tile {
  const size = pen.canvas.width;
  return { size, words: new Uint32Array(pen.getImageData(0, 0, size, size).data.buffer) };
}

function tileOf(
  theme: Theme,
  pixelRatio: number,
): { readonly canvas: HTMLCanvasElement; readonly pen: CanvasRenderingContext2D } | null {
  const size = Math.max(4, Math.round(SPACING * pixelRatio));
  const canvas = document.createElement('canvas');
  canvas.width = size;
  canvas.height = size;
  const pen = canvas.getContext('2d');
  if (!pen) return null;
  pen.fillStyle = theme.masked;
  pen.fillRect(0, 0, size, size);
  pen.strokeStyle = theme.maskedLine;
  pen.lineWidth = Math.max(1, pixelRatio);
  pen.beginPath();
  // Three strokes, because the line that crosses the middle also cuts the two corners of the neighbouring tiles.
  for (const shift of [-size, 0, size]) {
    pen.moveTo(shift - 1, size + 1);
    pen.lineTo(shift + size + 1, -1);
  }
  pen.stroke();
  return { canvas, pen };
}
