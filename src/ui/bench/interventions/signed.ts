/** A difference of logits with its sign. */
export function signedNumber(difference: number): string {
  return difference === 0 ? '±0' : `${difference > 0 ? '+' : '−'}${Math.abs(difference).toFixed(3)}`;
}
