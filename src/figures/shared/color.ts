import { interpolateCividis, rgb } from 'd3';

/** How a weight becomes a place on the colour scale. The domain is 0..1 in every figure, never stretched to the data. */
export type ColorScale = 'linear' | 'sqrt';

export const TABLE_SIZE = 512;

/**
 * A weight that is not a number is a fault of the model and must not look like a small weight: a red that the scale
 * does not contain.
 */
export const INVALID_RGB: readonly [number, number, number] = [214, 40, 40];

/** Where a weight lies on the scale, 0 to 1; weights outside the domain take its nearest end. */
export function scalePosition(weight: number, scale: ColorScale = 'linear'): number {
  const clamped = Math.min(1, Math.max(0, weight));
  return scale === 'sqrt' ? Math.sqrt(clamped) : clamped;
}

/**
 * The one scale for attention: cividis, which runs from dark blue to yellow with even lightness, for readers with and
 * without colour-blindness alike (Nuñez, Anderton and Renslow 2018, PLoS ONE 13(7)).
 */
export function attentionColor(weight: number, scale: ColorScale = 'linear'): string {
  if (Number.isNaN(weight)) return `rgb(${INVALID_RGB.join(', ')})`;
  return interpolateCividis(scalePosition(weight, scale));
}

/**
 * The same scale for painting cells in bulk: red, green, blue, alpha of TABLE_SIZE steps, then of INVALID_RGB at step
 * TABLE_SIZE.
 */
export const attentionTable: Uint8ClampedArray<ArrayBuffer> = makeTable();

/** The step of the table at which a weight's colour stands. */
export function tableStep(weight: number, scale: ColorScale): number {
  return Number.isNaN(weight) ? TABLE_SIZE : Math.round(scalePosition(weight, scale) * (TABLE_SIZE - 1));
}

function makeTable(): Uint8ClampedArray<ArrayBuffer> {
  const table = new Uint8ClampedArray((TABLE_SIZE + 1) * 4);
  for (let step = 0; step < TABLE_SIZE; step++) {
    const color = rgb(interpolateCividis(step / (TABLE_SIZE - 1)));
    table.set([color.r, color.g, color.b, 255], step * 4);
  }
  table.set([...INVALID_RGB, 255], TABLE_SIZE * 4);
  return table;
}
