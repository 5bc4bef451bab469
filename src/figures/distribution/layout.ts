/** The ends that the axis of probabilities may have. */
const NICE_ENDS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1];

export type DistributionLayout = Readonly<{
  /** The probability at the right end of the axis. */
  end: number;
  /** Probabilities that get a tick, and where they stand, as shares of the axis. */
  ticks: readonly Readonly<{ probability: number; share: number }>[];
  /** Lengths of the bars as shares of the axis, 0 to 1. */
  bars: readonly number[];
}>;

/**
 * Bars from 0 to the next round probability above the largest, with the ends written on the axis: a flat distribution
 * over a large vocabulary stays readable and is not mistaken for a confident one.
 */
export function distributionLayout(probabilities: readonly number[]): DistributionLayout {
  const usable = probabilities.map((probability) =>
    Number.isFinite(probability) ? Math.max(0, probability) : 0,
  );
  const largest = Math.max(0, ...usable);
  const end = NICE_ENDS.find((nice) => nice >= largest - 1e-6) ?? 1;
  return {
    end,
    ticks: [0, 0.5, 1].map((share) => ({ probability: share * end, share })),
    bars: usable.map((probability) => Math.min(1, probability / end)),
  };
}
