/** Softmax in double precision. */
export function softmax(logits: ArrayLike<number>): number[] {
  const values = Array.from(logits);
  const top = values.reduce((a, b) => Math.max(a, b), -Infinity);
  const exponentials = values.map((logit) => Math.exp(logit - top));
  const total = exponentials.reduce((sum, value) => sum + value, 0);
  return exponentials.map((value) => value / total);
}
