import { interpolatePuOr, lab } from 'd3';
import { attentionColor, INVALID_RGB } from '../shared/color';
import type { HeatScale } from './types';

/** Where a value lies on the scale: 0 to 1; on a diverging one 0.5 is 0. NaN stays NaN. */
export function heatPosition(value: number, scale: HeatScale): number {
  if (scale.kind === 'diverging') {
    const share = scale.limit === 0 ? 0 : value / scale.limit;
    const clamped = Math.min(1, Math.max(-1, share));
    return 0.5 + (scale.root ? Math.sign(clamped) * Math.sqrt(Math.abs(clamped)) : clamped) / 2;
  }
  const place = (one: number): number => (scale.logarithmic ? Math.log(one) : one);
  const [low, high] = [place(scale.low), place(scale.high)];
  if (low === high) return 0;
  return Math.min(1, Math.max(0, (place(value) - low) / (high - low)));
}

/** Whether a value is the exact 0 that a scale sets apart. */
export function isZero(value: number, scale: HeatScale): boolean {
  return value === 0 && scale.kind === 'sequential' && scale.hasZeros === true;
}

/** The value at a place of the scale: the inverse of `heatPosition` between its ends. */
export function valueAt(position: number, scale: HeatScale): number {
  if (scale.kind === 'diverging') {
    const share = 2 * position - 1;
    return scale.limit * (scale.root ? share * Math.abs(share) : share);
  }
  const { low, high, logarithmic } = scale;
  return logarithmic ? low * (high / low) ** position : low + (high - low) * position;
}

/** How much a cell says where a pixel can show one of several: its distance from the quiet end. */
export function heatStrength(value: number, scale: HeatScale): number {
  const position = heatPosition(value, scale);
  return scale.kind === 'diverging' ? Math.abs(position - 0.5) * 2 : position;
}

/**
 * Sequential values have the palette of the attention weights; signed ones go from purple (below 0) by near white to
 * orange, which readers with any colour vision tell apart (Brewer's PuOr).
 */
export function heatColor(value: number, scale: HeatScale): string {
  const position = heatPosition(value, scale);
  if (Number.isNaN(position)) return `rgb(${INVALID_RGB.join(', ')})`;
  // The outermost steps of PuOr are nearly black, in which both signs look alike.
  return scale.kind === 'diverging' ? interpolatePuOr(0.1 + 0.8 * position) : attentionColor(position);
}

/** Whether words on a colour are dark. */
export function takesDarkText(color: string): boolean {
  return lab(color).l > 58;
}

/** Values at which the legend has a number. */
export function heatTicks(scale: HeatScale): readonly number[] {
  if (scale.kind === 'diverging') return [-scale.limit, 0, scale.limit];
  const middle = scale.logarithmic ? Math.sqrt(scale.low * scale.high) : (scale.low + scale.high) / 2;
  return [scale.low, middle, scale.high];
}
