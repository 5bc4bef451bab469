/** Median, and the spread as the quartiles around it. */
export interface Spread {
  readonly median: number;
  readonly lowerQuartile: number;
  readonly upperQuartile: number;
  readonly n: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
  return { median: at(0.5), lowerQuartile: at(0.25), upperQuartile: at(0.75), n: values.length };
}

export function format({ median, lowerQuartile, upperQuartile, n }: Spread, unit = 'ms'): string {
  const digits = median < 10 ? 2 : median < 100 ? 1 : 0;
  const [m, l, u] = [median, lowerQuartile, upperQuartile].map((value) => value.toFixed(digits));
  return `${m} ${unit} (${l}–${u}, n = ${n})`;
}
