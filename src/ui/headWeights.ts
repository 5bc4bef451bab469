const known = new WeakMap<Float32Array, readonly Float32Array[]>();

/**
 * The heads of one attention, each as a view of the same memory. The same array always gives the same views, because
 * figures compare weights by identity.
 * @param weights [heads, query, key]
 */
export function headWeights(weights: Float32Array, nHeads: number): readonly Float32Array[] {
  const before = known.get(weights);
  if (before?.length === nHeads) return before;
  const size = weights.length / nHeads;
  const heads = Array.from({ length: nHeads }, (_, head) => weights.subarray(head * size, (head + 1) * size));
  known.set(weights, heads);
  return heads;
}
