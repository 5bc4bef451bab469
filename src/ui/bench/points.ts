import { use, useCallback } from 'react';
import { benchMessages } from '../../i18n/benchMessages';
import { useApp } from '../page';

/** A difference of probabilities with its sign, as a number of percentage points: "+1.23", "−0.004", "±0". */
export function signedPoints(difference: number): string {
  if (difference === 0) return '±0';
  const points = Math.abs(difference) * 100;
  const digits =
    points >= 10 ? points.toFixed(1) : points >= 0.01 ? points.toFixed(2) : points.toPrecision(1);
  return `${difference > 0 ? '+' : '−'}${digits}`;
}

/** Writes such a difference with its unit: a difference of percentages is no percentage. */
export function usePoints(): (difference: number) => string {
  const { points } = use(benchMessages(useApp((state) => state.language)));
  return useCallback((difference) => points(signedPoints(difference)), [points]);
}
