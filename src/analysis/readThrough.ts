/**
 * What a mixture of queries reads: the mean over the heads of mixture · A. Composed layer after layer, it follows
 * attention back towards the text, by attention alone: residual connections and values are not in it.
 * @param mixture [query]: a share of each; a single 1 is a single token
 * @param weights [heads, query, key]
 * @returns [key]
 */
export function readThrough(mixture: Float32Array, weights: Float32Array, nHeads: number): Float32Array {
  const nQueries = mixture.length;
  const nKeys = nQueries === 0 ? 0 : weights.length / nHeads / nQueries;
  const read = new Float32Array(nKeys);
  for (let head = 0; head < nHeads; head += 1) {
    for (let query = 0; query < nQueries; query += 1) {
      const share = (mixture[query] ?? 0) / nHeads;
      if (share === 0) continue;
      const start = (head * nQueries + query) * nKeys;
      for (let key = 0; key < nKeys; key += 1)
        read[key] = (read[key] ?? 0) + share * (weights[start + key] ?? 0);
    }
  }
  return read;
}

/** The mixture that is one token. */
export function oneToken(position: number, length: number): Float32Array {
  const mixture = new Float32Array(length);
  mixture[position] = 1;
  return mixture;
}
