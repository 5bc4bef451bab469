import { interpolateBlues, interpolateCividis, interpolateRgb, interpolateViridis, rgb } from 'd3';
import { type PaletteName, USUAL_PALETTE } from '../../shared/palettes';

/** How a weight becomes a place on the colour scale. The domain is 0..1 in every figure, never stretched to the data. */
export type ColorScale = 'linear' | 'sqrt';

export const TABLE_SIZE = 512;

/**
 * A weight that is not a number is a fault of the model and must not look like a small weight: a red that the scale
 * does not contain.
 */
export const INVALID_RGB: readonly [number, number, number] = [214, 40, 40];

/**
 * Scales whose lightness goes one way, for readers with and without colour-blindness alike: cividis (Nuñez, Anderton
 * and Renslow 2018, PLoS ONE 13(7)), viridis (Smith and van der Walt 2015), one blue (Brewer), and black on white.
 */
const interpolators: Readonly<Record<PaletteName, (position: number) => string>> = {
  cividis: interpolateCividis,
  viridis: interpolateViridis,
  blues: interpolateBlues,
  greys: interpolateRgb('#ffffff', '#000000'),
};

let chosen: PaletteName = USUAL_PALETTE;

/** The palette that every figure of the page uses. */
export function currentPalette(): PaletteName {
  return chosen;
}

/**
 * Shows weights in another palette, in every figure of the page: the table below is written anew in its place, and the
 * figures, which watch the document's theme, paint again.
 */
export function choosePalette(name: PaletteName): void {
  if (name === chosen) return;
  chosen = name;
  writeTable();
  document.documentElement.dataset['palette'] = name;
}

/** Where a weight lies on the scale, 0 to 1; weights outside the domain take its nearest end. */
export function scalePosition(weight: number, scale: ColorScale = 'linear'): number {
  const clamped = Math.min(1, Math.max(0, weight));
  return scale === 'sqrt' ? Math.sqrt(clamped) : clamped;
}

/** The colour of a weight on the one scale for attention, by default in the palette that is chosen. */
export function attentionColor(
  weight: number,
  scale: ColorScale = 'linear',
  palette: PaletteName = chosen,
): string {
  if (Number.isNaN(weight)) return `rgb(${INVALID_RGB.join(', ')})`;
  return interpolators[palette](scalePosition(weight, scale));
}

/**
 * The same scale for painting cells in bulk: red, green, blue, alpha of TABLE_SIZE steps, then of INVALID_RGB at step
 * TABLE_SIZE.
 */
export const attentionTable: Uint8ClampedArray<ArrayBuffer> = new Uint8ClampedArray((TABLE_SIZE + 1) * 4);
writeTable();

/** The step of the table at which a weight's colour stands. */
export function tableStep(weight: number, scale: ColorScale): number {
  return Number.isNaN(weight) ? TABLE_SIZE : Math.round(scalePosition(weight, scale) * (TABLE_SIZE - 1));
}

function writeTable(): void {
  for (let step = 0; step < TABLE_SIZE; step++) {
    const color = rgb(interpolators[chosen](step / (TABLE_SIZE - 1)));
    attentionTable.set([color.r, color.g, color.b, 255], step * 4);
  }
  attentionTable.set([...INVALID_RGB, 255], TABLE_SIZE * 4);
}
