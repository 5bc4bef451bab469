import { describe, expect, it } from 'vitest';
import { largest, placeOf, topOutputs } from './outputs';
import { principalComponents } from './pca';
import { streamStatistics } from './stream';

/** Rows that vary along three directions by known amounts. */
function cloud(n: number, width: number): Float32Array {
  return Float32Array.from({ length: n * width }, (_, index) => {
    const [row, column] = [Math.floor(index / width), index % width];
    return (
      3 * Math.sin(row) * Math.cos(column) +
      1.5 * Math.cos(row * 1.7) * Math.sin(2 * column + 1) +
      0.2 * Math.sin(row * 12.9898 + column * 78.233)
    );
  });
}

/** All eigenvalues of the covariance by plain power iteration with deflation. */
function eigenvalues(rows: Float32Array, width: number): number[] {
  const n = rows.length / width;
  const mean = Array.from({ length: width }, (_, column) => {
    let sum = 0;
    for (let row = 0; row < n; row += 1) sum += rows[row * width + column] ?? 0;
    return sum / n;
  });
  const covariance = Array.from({ length: width }, (_, i) =>
    Array.from({ length: width }, (__, j) => {
      let sum = 0;
      for (let row = 0; row < n; row += 1) {
        sum +=
          ((rows[row * width + i] ?? 0) - (mean[i] ?? 0)) * ((rows[row * width + j] ?? 0) - (mean[j] ?? 0));
      }
      return sum;
    }),
  );
  return Array.from({ length: width }, () => {
    let vector = Array.from({ length: width }, (_, index) => Math.cos(index * index + 1));
    let value = 0;
    for (let iteration = 0; iteration < 3000; iteration += 1) {
      const image = covariance.map((line) =>
        line.reduce((sum, entry, index) => sum + entry * (vector[index] ?? 0), 0),
      );
      value = Math.hypot(...image);
      vector = image.map((entry) => entry / (value || 1));
    }
    for (const [i, line] of covariance.entries()) {
      for (const j of line.keys()) line[j] = (line[j] ?? 0) - value * (vector[i] ?? 0) * (vector[j] ?? 0);
    }
    return value;
  });
}

describe('principal components', () => {
  it('have the shares of variance that the eigenvalues of the covariance matrix have', () => {
    const rows = cloud(40, 7);
    const values = eigenvalues(rows, 7);
    const total = values.reduce((a, b) => a + b, 0);
    const { shares, directions } = principalComponents(rows, 7);
    expect(shares[0]).toBeCloseTo((values[0] ?? 0) / total, 6);
    expect(shares[1]).toBeCloseTo((values[1] ?? 0) / total, 6);
    const [first, second] = [directions.slice(0, 7), directions.slice(7)];
    expect(Math.hypot(...first)).toBeCloseTo(1, 9);
    expect(first.reduce((sum, value, index) => sum + value * (second[index] ?? 0), 0)).toBeCloseTo(0, 9);
  });

  it('keep distances of rows that lie in a plane', () => {
    const rows = Float32Array.from([0, 0, 1, 4, 0, 1, 0, 3, 1, -2, 5, 1]);
    const { coordinates, shares } = principalComponents(rows, 3);
    const distance = (values: ArrayLike<number>, width: number, a: number, b: number): number =>
      Math.hypot(
        ...Array.from(
          { length: width },
          (_, index) => (values[a * width + index] ?? 0) - (values[b * width + index] ?? 0),
        ),
      );
    for (const [a, b] of [
      [0, 1],
      [1, 2],
      [2, 3],
      [0, 3],
    ] as const)
      expect(distance(coordinates, 2, a, b)).toBeCloseTo(distance(rows, 3, a, b), 4);
    expect(shares[0] + shares[1]).toBeCloseTo(1, 9);
  });

  it('of rows that do not vary have no share, and of one row neither', () => {
    expect(principalComponents(new Float32Array(12).fill(2), 4).shares).toEqual([0, 0]);
    expect(principalComponents(Float32Array.of(1, 2, 3), 3).shares).toEqual([0, 0]);
  });
});

describe('outputs', () => {
  it('are ordered by probability, with the entropy of all of them in bits', () => {
    const logits = Float32Array.from([0, 0, 0, 0, Math.log(3), 0, -Infinity, -Infinity]);
    const { ids, probabilities, entropies, k } = topOutputs(logits, 4, 3);
    expect(k).toBe(3);
    expect(entropies[0]).toBeCloseTo(2, 6);
    expect([...ids.slice(3, 5)]).toEqual([0, 1]);
    expect(probabilities[3]).toBeCloseTo(0.75, 6);
    expect(entropies[1]).toBeCloseTo(-(0.75 * Math.log2(0.75) + 0.25 * Math.log2(0.25)), 6);
  });

  it('have ranks that count those at least as probable', () => {
    const logits = Float32Array.from([1, 3, 2, 3]);
    expect(placeOf(logits, 0, 4, 1).rank).toBe(2);
    expect(placeOf(logits, 0, 4, 0).rank).toBe(4);
    expect(largest(logits, 2)).toEqual([1, 3]);
  });
});

describe('statistics of the stream', () => {
  it('are lengths and cosines', () => {
    const { norms, cosines } = streamStatistics(
      [Float32Array.of(3, 4, 0, 0), Float32Array.of(1, 0, 0, 2)],
      Float32Array.of(1, 0, 0, 2),
      2,
    );
    expect([...norms]).toEqual([5, 0, 1, 2]);
    expect(cosines[0]).toBeCloseTo(0.6, 6);
    expect([...cosines].slice(1)).toEqual([0, 1, 1]);
  });
});
