/** How a map of attention is arranged; positions are those of the text. */
export interface Arrangement {
  /** Rows in their order. Each shows the mean of its queries: how they read as one. */
  readonly queries: readonly (readonly number[])[];
  /** Columns in their order. Each shows the sum of its keys: what they are read in all. Rows then still sum to 1. */
  readonly keys: readonly (readonly number[])[];
  /** Weights of hidden keys are shared out among the shown ones, so that rows sum to 1 again. */
  readonly renormalises: boolean;
  /** Smaller values are left out; 0: none. */
  readonly threshold: number;
}

export interface Arranged {
  /** [row, column] as arranged: weights, or the difference to the other head. */
  readonly values: Float32Array;
  /** [row, column], 1: masked for all of its queries and keys, or smaller than the threshold. */
  readonly absent: Uint8Array;
  /** Sums of what is shown of a row. */
  readonly queryTotals: Float32Array;
  /** What is shown of a column, summed over all queries, not over rows. */
  readonly keyTotals: Float32Array;
  /** Queries in all rows together. */
  readonly nQueries: number;
  /** Values that the threshold leaves out, and their share of the sum of all magnitudes over all queries. */
  readonly nLeftOut: number;
  readonly shareLeftOut: number;
}

/**
 * @param weights [query, key] of one head
 * @param other of another head, to be subtracted; null: none
 * @param masked [query, key], 1 = masked
 * @param nKeys of the whole map
 */
export function arranged(
  weights: Float32Array,
  other: Float32Array | null,
  masked: Uint8Array,
  nKeys: number,
  { queries, keys, renormalises, threshold }: Arrangement,
): Arranged {
  const nCols = keys.length;
  const values = new Float32Array(queries.length * nCols);
  const absent = new Uint8Array(values.length).fill(1);
  const queryTotals = new Float32Array(queries.length);
  const keyTotals = new Float32Array(nCols);
  // Each shown key and its column, in two plain lists: a long text has millions of cells.
  const shownKeys = keys.flat();
  const keyAt = Int32Array.from(shownKeys);
  const colAt = Int32Array.from(keys.flatMap((summed, col) => summed.map(() => col)));
  const factorOf = renormalises ? toOne(shownKeys, nKeys) : () => 1;
  let nQueries = 0;
  let nLeftOut = 0;
  let leftOut = 0;
  let all = 0;
  queries.forEach((group, row) => {
    const sums = new Float64Array(nCols);
    nQueries += group.length;
    for (const query of group) {
      const factor = factorOf(weights, query);
      const otherFactor = other ? factorOf(other, query) : 0;
      for (let index = 0; index < keyAt.length; index += 1) {
        const from = query * nKeys + (keyAt[index] ?? 0);
        if (masked[from] === 1) continue;
        const col = colAt[index] ?? 0;
        absent[row * nCols + col] = 0;
        const less = other === null ? 0 : (other[from] ?? 0) * otherFactor;
        sums[col] = (sums[col] ?? 0) + (weights[from] ?? 0) * factor - less;
      }
    }
    for (let col = 0; col < nCols; col += 1) {
      const to = row * nCols + col;
      if (absent[to] === 1) continue;
      const sum = sums[col] ?? 0;
      const value = sum / group.length;
      values[to] = value;
      all += Math.abs(sum);
      if (Math.abs(value) < threshold) {
        absent[to] = 1;
        nLeftOut += 1;
        leftOut += Math.abs(sum);
        continue;
      }
      queryTotals[row] = (queryTotals[row] ?? 0) + value;
      keyTotals[col] = (keyTotals[col] ?? 0) + sum;
    }
  });
  const shareLeftOut = all === 0 ? 0 : leftOut / all;
  return { values, absent, queryTotals, keyTotals, nQueries, nLeftOut, shareLeftOut };
}

/** What makes the weights of a query sum to 1 over the shown keys; where nothing of them is shown they stay as they are. */
function toOne(keys: readonly number[], nKeys: number): (weights: Float32Array, query: number) => number {
  return (weights, query) => {
    const sum = keys.reduce((total, key) => total + (weights[query * nKeys + key] ?? 0), 0);
    return sum === 0 ? 1 : 1 / sum;
  };
}
