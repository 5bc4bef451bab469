import type { Theme } from './theme';

const SPACING = 6;

/** Diagonal lines on a quiet ground: "masked", which no weight looks like. Null if the canvas gives no pattern. */
export function hatchPattern(
  context: CanvasRenderingContext2D,
  theme: Theme,
  pixelRatio: number,
): CanvasPattern | null {
  const size = Math.max(4, Math.round(SPACING * pixelRatio));
  const tile = document.createElement('canvas');
  tile.width = size;
  tile.height = size;
  const pen = tile.getContext('2d');
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
  return context.createPattern(tile, 'repeat');
}

/** `hatchPattern` for many canvases of one look: the pattern is made again only when theme or pixel ratio change. */
export function createHatch(): typeof hatchPattern {
  let made: Readonly<{ pattern: CanvasPattern | null; theme: Theme; pixelRatio: number }> | null = null;
  return (context, theme, pixelRatio) => {
    if (made?.theme !== theme || made.pixelRatio !== pixelRatio) {
      made = { pattern: hatchPattern(context, theme, pixelRatio), theme, pixelRatio };
    }
    return made.pattern;
  };
}
