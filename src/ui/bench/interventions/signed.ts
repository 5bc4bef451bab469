import { formatSigned } from '../../format';

/** A difference of probabilities with its sign, in percentage points: "+1.23 %", "−0.0041 %", "±0 %". */
export function signedPercent(difference: number): string {
  if (difference === 0) return '±0 %';
  const points = Math.abs(difference) * 100;
  const digits =
    points >= 10 ? points.toFixed(1) : points >= 0.01 ? points.toFixed(2) : points.toPrecision(1);
  return `${sign(difference)}${digits} %`;
}

/** A difference of logits with its sign. */
export function signedNumber(difference: number): string {
  return difference === 0 ? '±0' : formatSigned(difference, (size) => size.toFixed(3));
}

function sign(value: number): string {
  return value > 0 ? '+' : '−';
}
