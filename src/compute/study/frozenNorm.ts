import type { NormConfig } from '../../model/config/types';

/** A vector on the host, in double precision so that sums of thousands of terms keep their digits. */
export type Vector = Float64Array;

/** A linear function of a vector x: x · slope + constant. */
export interface Functional {
  readonly slope: Vector;
  readonly constant: number;
}

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += (a[index] ?? 0) * (b[index] ?? 0);
  return sum;
}

/**
 * A norm with its scale held at the value that it has at x is linear (Elhage 2021, "A Mathematical Framework for
 * Transformer Circuits", on folding layer norms): slope · norm(y) as a function of y, which for y = x is exact.
 * LayerNorm: slope · ((y − mean y) r w + b); RMSNorm: slope · (y r w).
 * @param x where the norm is taken
 * @param weight as it multiplies, with Gemma's 1 added
 */
export function throughFrozenNorm(
  { kind, epsilon }: NormConfig,
  slope: Vector,
  x: Vector,
  weight: Vector,
  bias: Vector | null,
): Functional {
  const centres = kind === 'layerNorm';
  const n = x.length;
  const mean = centres ? x.reduce((sum, value) => sum + value, 0) / n : 0;
  const variance = x.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n;
  const factor = 1 / Math.sqrt(variance + epsilon);
  const scaled = slope.map((value, index) => value * (weight[index] ?? 0) * factor);
  // slope · (y − mean y) is (slope − mean slope) · y.
  const shift = centres ? scaled.reduce((sum, value) => sum + value, 0) / n : 0;
  return { slope: scaled.map((value) => value - shift), constant: bias ? dot(slope, bias) : 0 };
}
