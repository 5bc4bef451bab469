import { formatPercent } from '../../format';

/** A difference of probabilities with its sign, in percentage points. */
export function signedPercent(difference: number): string {
  if (difference === 0) return '±0 %';
  return `${difference > 0 ? '+' : '−'}${formatPercent(Math.abs(difference))}`;
}

/** A difference of logits with its sign. */
export function signedNumber(difference: number): string {
  if (difference === 0) return '±0';
  return `${difference > 0 ? '+' : '−'}${Math.abs(difference).toFixed(3)}`;
}
