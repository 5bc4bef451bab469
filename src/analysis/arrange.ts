/** How a map of attention is arranged; positions are those of the text. */
export interface Arrangement {
  /** Queries and keys that are shown, in the order in which they are. */
  readonly queries: readonly number[];
  readonly keys: readonly number[];
  /** Weights of hidden keys are shared out among the shown ones, so that rows sum to 1 again. */
  readonly renormalises: boolean;
  /** Smaller values are left out; 0: none. */
  readonly threshold: number;
}

export interface Arranged {
  /** [query, key] as arranged: weights, or the difference to the other head. */
  readonly values: Float32Array;
  /** [query, key], 1: masked, or smaller than the threshold. */
  readonly absent: Uint8Array;
  /** Sums of what is shown. */
  readonly queryTotals: Float32Array;
  readonly keyTotals: Float32Array;
  /** Values that the threshold leaves out, and their share of the sum of all magnitudes. */
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
  const values = new Float32Array(queries.length * keys.length);
  const absent = new Uint8Array(values.length);
  const queryTotals = new Float32Array(queries.length);
  const keyTotals = new Float32Array(keys.length);
  let nLeftOut = 0;
  let leftOut = 0;
  let all = 0;
  queries.forEach((query, row) => {
    const factor = renormalises ? factorOf(weights, query, keys, nKeys) : 1;
    const otherFactor = renormalises && other ? factorOf(other, query, keys, nKeys) : 1;
    keys.forEach((key, col) => {
      const from = query * nKeys + key;
      const to = row * keys.length + col;
      if (masked[from] === 1) {
        absent[to] = 1;
        return;
      }
      const value = (weights[from] ?? 0) * factor - (other ? (other[from] ?? 0) * otherFactor : 0);
      all += Math.abs(value);
      values[to] = value;
      if (Math.abs(value) < threshold) {
        absent[to] = 1;
        nLeftOut += 1;
        leftOut += Math.abs(value);
        return;
      }
      queryTotals[row] = (queryTotals[row] ?? 0) + value;
      keyTotals[col] = (keyTotals[col] ?? 0) + value;
    });
  });
  return {
    values,
    absent,
    queryTotals,
    keyTotals,
    nLeftOut,
    shareLeftOut: all === 0 ? 0 : leftOut / all,
  };
}

/** What makes the weights of a row sum to 1 again; a row of which nothing is shown stays as it is. */
function factorOf(weights: Float32Array, query: number, keys: readonly number[], nKeys: number): number {
  const sum = keys.reduce((total, key) => total + (weights[query * nKeys + key] ?? 0), 0);
  return sum === 0 ? 1 : 1 / sum;
}
