export type CurvePoint = Readonly<{
  step: number;
  loss: number;
  accuracy: number;
  /** On unseen examples. */
  test: Readonly<{ loss: number; accuracy: number }> | null;
}>;

export type CurveHue = 'encoder' | 'decoder' | 'cross';

/** One training. */
export type CurveSeries = Readonly<{
  id: string;
  name: string;
  hue: CurveHue;
  points: readonly CurvePoint[];
  /** Lowest possible loss; null: not known. */
  lossFloor: number | null;
  /** Highest possible accuracy; null: 1. */
  accuracyCeiling: number | null;
  /** Accuracy of guessing. */
  chance: number | null;
}>;

export type CurvesData = Readonly<{
  series: readonly CurveSeries[];
  /** The step that the other figures show; null: none. */
  marker: number | null;
  /** Steps that the marker can stand at, in order; empty: it does not move. */
  snapshots: readonly number[];
}>;

export type CurveMetric = 'loss' | 'accuracy';

export type CurvesLabels = Readonly<{
  figure: string;
  metric: Readonly<Record<CurveMetric, string>>;
  step: string;
  training: string;
  smoothed: string;
  unseen: string;
  floor: string;
  ceiling: string;
  chance: string;
  hint: string;
  empty: string;
  /** Of the marker, for screen readers. */
  marker: string;
  loss: (value: number) => string;
  accuracy: (value: number) => string;
  /** All values at a step, e.g. "step 40: loss 1.20". */
  reading: (step: number, values: readonly string[]) => string;
  /** One series at a step: name is empty where there is only one. */
  values: (facts: Readonly<{ name: string; loss: string; accuracy: string; test: string | null }>) => string;
}>;

export type CurvesOptions = Readonly<{
  labels: CurvesLabels;
  /** The marker is to stand at this snapshot. */
  onMove?: (step: number) => void;
}>;
