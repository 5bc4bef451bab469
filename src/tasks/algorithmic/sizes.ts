import { AppError } from '../../shared/errors';

/** What a user may set of a task. */
export type SizeKey = 'length' | 'nSymbols' | 'modulus';

/** Limits of one size, as data for the controls and for validation. */
export interface SizeRange<Key extends SizeKey = SizeKey> {
  readonly key: Key;
  readonly smallest: number;
  readonly largest: number;
  readonly default: number;
  /** Allowed are smallest, smallest + step, … */
  readonly step: number;
}

/** Sizes by their keys; each task reads those that it has ranges for. */
export type Sizes = { readonly [Key in SizeKey]?: number };

/** The sizes of a task, checked against its ranges; a wrong one is an AppError with its key as path. */
export function readSizes<Key extends SizeKey>(
  ranges: readonly SizeRange<Key>[],
  sizes: Sizes,
): Readonly<Record<Key, number>> {
  const checked: Partial<Record<SizeKey, number>> = {};
  for (const range of ranges) {
    const value = sizes[range.key];
    if (value === undefined || !fits(value, range)) {
      throw new AppError(
        'invalidInput',
        `${range.key} must be ${range.smallest}..${range.largest} in steps of ${range.step}, not ${String(value)}`,
        range.key,
      );
    }
    checked[range.key] = value;
  }
  return checked as Record<Key, number>;
}

/** The default of every range. */
export function defaultSizes(ranges: readonly SizeRange[]): Sizes {
  return Object.fromEntries(ranges.map((range) => [range.key, range.default]));
}

function fits(value: number, range: SizeRange): boolean {
  const steps = (value - range.smallest) / range.step;
  return Number.isInteger(steps) && value >= range.smallest && value <= range.largest;
}
