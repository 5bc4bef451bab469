/** What one attention sub-layer recorded: all of its heads, one text. */
export interface AttentionTrace {
  readonly nHeads: number;
  readonly nKvHeads: number;
  readonly nQueries: number;
  readonly nKeys: number;
  readonly dHead: number;
  /** [heads, query, dHead], as it meets the keys: normalised and turned where the model does so. */
  readonly q: Float32Array;
  /** [kvHeads, key, dHead] */
  readonly k: Float32Array;
  /** [kvHeads, key, dHead] */
  readonly v: Float32Array;
  /** [heads, query, key], before the mask. */
  readonly scores: Float32Array;
  /** [heads, query, key] */
  readonly pattern: Float32Array;
  /** [heads, query, dHead] */
  readonly headOutputs: Float32Array;
}

/** One row of attention, taken apart. */
export interface AttentionRow {
  /** [dHead] */
  readonly q: Float32Array;
  /** [key, dHead] */
  readonly k: Float32Array;
  readonly v: Float32Array;
  /** [key, dHead]: q · k before it is summed. */
  readonly products: Float32Array;
  /** [key] each: the sum; times the scale; what position and soft cap add; all of it; the weight. */
  readonly dots: Float32Array;
  readonly scaled: Float32Array;
  readonly added: Float32Array;
  readonly scores: Float32Array;
  readonly weights: Float32Array;
  /** [key, dHead]: the weight times the value. */
  readonly weighted: Float32Array;
  /** [dHead]: the head's output as it was recorded; the sum of the weighted values. */
  readonly output: Float32Array;
}

/**
 * Scaled dot-product attention of one query, term by term: Vaswani et al. 2017 (arXiv:1706.03762), equation 1; with the
 * key head that its query head shares (Ainslie et al. 2023, arXiv:2305.13245).
 * @param scale of the scores, usually 1 / √dHead
 */
export function attentionRow(
  trace: AttentionTrace,
  head: number,
  query: number,
  scale: number,
): AttentionRow {
  const { nHeads, nKvHeads, nQueries, nKeys, dHead } = trace;
  const kvHead = Math.floor((head * nKvHeads) / nHeads);
  const ofQuery = (all: Float32Array, width: number): Float32Array =>
    all.slice((head * nQueries + query) * width, (head * nQueries + query + 1) * width);
  const ofKeys = (all: Float32Array): Float32Array =>
    all.slice(kvHead * nKeys * dHead, (kvHead + 1) * nKeys * dHead);
  const q = ofQuery(trace.q, dHead);
  const k = ofKeys(trace.k);
  const v = ofKeys(trace.v);
  const scores = ofQuery(trace.scores, nKeys);
  const weights = ofQuery(trace.pattern, nKeys);
  const products = k.map((value, cell) => value * (q[cell % dHead] ?? 0));
  const dots = scores.map((_, key) =>
    products.subarray(key * dHead, (key + 1) * dHead).reduce((sum, term) => sum + term, 0),
  );
  const scaled = dots.map((dot) => dot * scale);
  return {
    q,
    k,
    v,
    products,
    dots,
    scaled,
    added: scores.map((score, key) => score - (scaled[key] ?? 0)),
    scores,
    weights,
    weighted: v.map((value, cell) => value * (weights[Math.floor(cell / dHead)] ?? 0)),
    output: ofQuery(trace.headOutputs, dHead),
  };
}
