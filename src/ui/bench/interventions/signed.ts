import { formatSigned } from '../../format';

/** A difference of logits with its sign. */
export function signedNumber(difference: number): string {
  return difference === 0 ? '±0' : formatSigned(difference, (size) => size.toFixed(3));
}
