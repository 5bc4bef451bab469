import { logNormalizer } from './outputs';

/**
 * The Kullback-Leibler divergence of a distribution from another, Σ p ln(p / q), in nats (Kullback & Leibler 1951): what
 * is lost by taking q for p. In double precision from the logits of both.
 */
export function divergence(ofP: Float32Array, ofQ: Float32Array): number {
  const normalizers = {
    p: logNormalizer(ofP, 0, ofP.length),
    q: logNormalizer(ofQ, 0, ofQ.length),
  };
  let sum = 0;
  ofP.forEach((logit, id) => {
    const logs = { p: logit - normalizers.p, q: (ofQ[id] ?? -Infinity) - normalizers.q };
    const probability = Math.exp(logs.p);
    // 0 log 0 is 0.
    if (probability > 0) sum += probability * (logs.p - logs.q);
  });
  // Equal distributions may come out as a rounding error below 0.
  return Math.max(0, sum);
}

/**
 * How far an output distribution moved at each position: the divergence with p before and q after. 0: not by one bit.
 * @param before @param after logits [position, output], of the same shape
 * @returns [position]
 */
export function divergences(before: Float32Array, after: Float32Array, nOutputs: number): Float64Array {
  const nPositions = nOutputs === 0 ? 0 : before.length / nOutputs;
  return Float64Array.from({ length: nPositions }, (_, position) => {
    const row = (logits: Float32Array): Float32Array =>
      logits.subarray(position * nOutputs, (position + 1) * nOutputs);
    const [old, now] = [row(before), row(after)];
    return old.every((logit, id) => logit === now[id]) ? 0 : divergence(old, now);
  });
}
