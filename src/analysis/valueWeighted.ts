/**
 * Weights times the lengths of the vectors that they multiply, each row as shares of its sum (Kobayashi et al. 2020,
 * arXiv:2004.10102, compare rows in this way).
 * @param weights [query, key] of one head
 * @param norms [key] of the same head
 * @returns [query, key]; a row without any length stays 0
 */
export function valueWeighted(weights: Float32Array, norms: Float32Array): Float32Array {
  const nKeys = norms.length;
  const shares = new Float32Array(weights.length);
  for (let start = 0; start < weights.length; start += nKeys) {
    let sum = 0;
    for (let key = 0; key < nKeys; key += 1) sum += (weights[start + key] ?? 0) * (norms[key] ?? 0);
    if (sum === 0) continue;
    for (let key = 0; key < nKeys; key += 1)
      shares[start + key] = ((weights[start + key] ?? 0) * (norms[key] ?? 0)) / sum;
  }
  return shares;
}
