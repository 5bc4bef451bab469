import type { Position, RotaryScaling } from '../model/config/types';

/**
 * Position tables, computed on the host in double precision: sin and cos of large arguments are 1e-4 off on GPUs.
 */

type Rotary = Extract<Position, { kind: 'rotary' }>;

/**
 * Sinusoidal positions (2017 paper, section 3.5): angle = position / 10000^(2i / dModel).
 * @returns one row of dModel values for each position
 */
export function sinusoidalRows(
  positions: readonly number[],
  dModel: number,
  order: 'interleaved' | 'halves',
): Float32Array {
  const rows = new Float32Array(positions.length * dModel);
  // With an odd width the sines have one dimension more than the cosines.
  const nSines = Math.ceil(dModel / 2);
  positions.forEach((position, row) => {
    for (let index = 0; index < nSines; index += 1) {
      const angle = position / 10000 ** ((2 * index) / dModel);
      const sine = order === 'interleaved' ? 2 * index : index;
      const cosine = order === 'interleaved' ? 2 * index + 1 : nSines + index;
      rows[row * dModel + sine] = Math.sin(angle);
      if (cosine < dModel) rows[row * dModel + cosine] = Math.cos(angle);
    }
  });
  return rows;
}

/** Number of dimensions of a head that are rotated; always even. */
export function rotatedDimensions(rotary: Rotary, dHead: number): number {
  return 2 * Math.floor((dHead * rotary.fraction) / 2);
}

/**
 * Angles of rotary positions (Su 2021, RoFormer): position · base^(-2i / n), i < n / 2.
 * @returns cos and sin, one row of n / 2 values for each position
 */
export function rotaryRows(
  rotary: Rotary,
  positions: readonly number[],
  dHead: number,
): { readonly cos: Float32Array; readonly sin: Float32Array } {
  const n = rotatedDimensions(rotary, dHead);
  const length = Math.max(0, ...positions) + 1;
  const { frequencies, magnitude } = scaledFrequencies(rotary, n, length);
  const half = n / 2;
  const cos = new Float32Array(positions.length * half);
  const sin = new Float32Array(positions.length * half);
  positions.forEach((position, row) => {
    frequencies.forEach((frequency, index) => {
      cos[row * half + index] = magnitude * Math.cos(position * frequency);
      sin[row * half + index] = magnitude * Math.sin(position * frequency);
    });
  });
  return { cos, sin };
}

/** Radians that each pair of dimensions turns from one position to the next, in a text of this length. */
export function rotaryFrequencies(rotary: Rotary, dHead: number, length: number): readonly number[] {
  return scaledFrequencies(rotary, rotatedDimensions(rotary, dHead), length).frequencies;
}

function plainFrequencies(base: number, n: number): number[] {
  return Array.from({ length: n / 2 }, (_, index) => base ** ((-2 * index) / n));
}

function scaledFrequencies(
  rotary: Rotary,
  n: number,
  length: number,
): { readonly frequencies: readonly number[]; readonly magnitude: number } {
  const { scaling, base } = rotary;
  const plain = plainFrequencies(base, n);
  switch (scaling?.kind) {
    case undefined:
      return { frequencies: plain, magnitude: 1 };
    case 'linear':
      return { frequencies: plain.map((frequency) => frequency / scaling.factor), magnitude: 1 };
    case 'dynamic': {
      // "NTK-aware" scaling: the base grows with the text once that is longer than in training.
      const { factor, originalContextLength } = scaling;
      const ratio = Math.max(length, originalContextLength) / originalContextLength;
      const grown = base * (factor * ratio - (factor - 1)) ** (n / (n - 2));
      return { frequencies: plainFrequencies(grown, n), magnitude: 1 };
    }
    case 'llama3':
      return { frequencies: plain.map((frequency) => llama3Frequency(frequency, scaling)), magnitude: 1 };
    case 'yarn':
      return yarnFrequencies(plain, base, n, scaling);
  }
}

/** Llama 3.1: long wavelengths are stretched, short ones kept, those between blended. */
function llama3Frequency(frequency: number, scaling: Extract<RotaryScaling, { kind: 'llama3' }>): number {
  const { factor, lowFrequencyFactor, highFrequencyFactor, originalContextLength } = scaling;
  const wavelength = (2 * Math.PI) / frequency;
  if (wavelength < originalContextLength / highFrequencyFactor) return frequency;
  if (wavelength > originalContextLength / lowFrequencyFactor) return frequency / factor;
  const smooth =
    (originalContextLength / wavelength - lowFrequencyFactor) / (highFrequencyFactor - lowFrequencyFactor);
  return ((1 - smooth) * frequency) / factor + smooth * frequency;
}

/** YaRN (Peng 2023), section 3.2: interpolate low frequencies, keep high ones, with a linear ramp between. */
function yarnFrequencies(
  plain: readonly number[],
  base: number,
  n: number,
  scaling: Extract<RotaryScaling, { kind: 'yarn' }>,
): { readonly frequencies: readonly number[]; readonly magnitude: number } {
  const { factor, betaFast, betaSlow, originalContextLength, attentionFactor } = scaling;
  const dimensionOf = (rotations: number): number =>
    (n * Math.log(originalContextLength / (rotations * 2 * Math.PI))) / (2 * Math.log(base));
  const low = Math.max(Math.floor(dimensionOf(betaFast)), 0);
  const high = Math.min(Math.ceil(dimensionOf(betaSlow)), n - 1);
  const width = high === low ? 0.001 : high - low;
  return {
    frequencies: plain.map((frequency, index) => {
      const interpolated = Math.min(Math.max((index - low) / width, 0), 1);
      return (frequency / factor) * interpolated + frequency * (1 - interpolated);
    }),
    magnitude: attentionFactor ?? (factor <= 1 ? 1 : 0.1 * Math.log(factor) + 1),
  };
}

/**
 * Slopes of ALiBi (Press 2022, section 3): 2^(-8i / n) for a power of two; else those of the next smaller power of two
 * and every second one of the next larger.
 */
export function alibiSlopes(nHeads: number): readonly number[] {
  const smaller = 2 ** Math.floor(Math.log2(nHeads));
  const slopes = (n: number): number[] =>
    Array.from({ length: n }, (_, index) => 2 ** ((-8 * (index + 1)) / n));
  const extra = slopes(2 * smaller).filter((_, index) => index % 2 === 0);
  return [...slopes(smaller), ...extra.slice(0, nHeads - smaller)];
}

/**
 * The ALiBi bias -slope · distance. @returns row-major [heads, query, key]
 */
export function alibiBias(nHeads: number, queries: readonly number[], keys: readonly number[]): Float32Array {
  const bias = new Float32Array(nHeads * queries.length * keys.length);
  let index = 0;
  for (const slope of alibiSlopes(nHeads)) {
    for (const query of queries) for (const key of keys) bias[index++] = -slope * Math.abs(query - key);
  }
  return bias;
}

/**
 * The bucket of a relative position (Raffel 2020, T5, section 2.1): exact for small distances, logarithmic for larger.
 * @param distance key position - query position
 * @param bidirectional half of the buckets for keys after the query (encoder); otherwise later keys fall into bucket 0
 */
export function t5Bucket(
  distance: number,
  bidirectional: boolean,
  nBuckets: number,
  maxDistance: number,
): number {
  const buckets = bidirectional ? Math.floor(nBuckets / 2) : nBuckets;
  const offset = bidirectional && distance > 0 ? buckets : 0;
  const far = bidirectional ? Math.abs(distance) : Math.max(-distance, 0);
  const nExact = Math.floor(buckets / 2);
  if (far < nExact) return offset + far;
  // The reference computes the logarithm in float32; rounding to it keeps bucket borders where they are.
  const ratio = Math.fround(
    Math.fround(Math.log(Math.fround(far / nExact))) / Math.fround(Math.log(maxDistance / nExact)),
  );
  const logarithmic = nExact + Math.floor(Math.fround(ratio * (buckets - nExact)));
  return offset + Math.min(logarithmic, buckets - 1);
}
