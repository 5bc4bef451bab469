import { use, useCallback } from 'react';
import { benchMessages } from '../../i18n/benchMessages';
import { formatSigned } from '../format';
import { useApp } from '../page';

/** A difference of probabilities with its sign, as a number of percentage points: "+1.23", "−0.004", "±0". */
export function signedPoints(difference: number): string {
  return difference === 0 ? '±0' : formatSigned(100 * difference, inDigits);
}

function inDigits(points: number): string {
  if (points >= 10) return points.toFixed(1);
  return points >= 0.01 ? points.toFixed(2) : points.toPrecision(1);
}

/** Writes such a difference with its unit: a difference of percentages is no percentage. */
export function usePoints(): (difference: number) => string {
  const { points } = use(benchMessages(useApp((state) => state.language)));
  return useCallback((difference) => points(signedPoints(difference)), [points]);
}
