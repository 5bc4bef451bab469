import { line, scaleLinear } from 'd3';
import type { CurveMetric, CurvePoint, CurvesData, CurveSeries } from './types';

export type Box = Readonly<{ x: number; y: number; width: number; height: number }>;

export type LaidCurve = Readonly<{
  id: string;
  hue: CurveSeries['hue'];
  /** SVG paths: every step, and smoothed. */
  thin: string;
  bold: string;
  unseen: readonly Readonly<{ x: number; y: number }>[];
}>;

/** A level that no model passes, or that guessing reaches. */
export type LaidLevel = Readonly<{
  kind: 'floor' | 'ceiling' | 'chance';
  hue: CurveSeries['hue'];
  value: number;
  y: number;
}>;

export type LaidPlot = Readonly<{
  metric: CurveMetric;
  box: Box;
  ticks: readonly Readonly<{ value: number; y: number }>[];
  curves: readonly LaidCurve[];
  levels: readonly LaidLevel[];
}>;

export type CurvesLayout = Readonly<{
  plots: readonly LaidPlot[];
  stepTicks: readonly Readonly<{ value: number; x: number }>[];
  /** Where a step stands. */
  xOf: (step: number) => number;
  /** The step under an x, within the plot. */
  stepAt: (x: number) => number;
}>;

const MARGIN = { left: 46, right: 10, top: 14, bottom: 22 } as const;
const GAP = 24;
const FEWEST_STEPS = 10;

/** Loss above accuracy, on the same steps. */
export function curvesLayout(
  { series }: Pick<CurvesData, 'series'>,
  size: Readonly<{ width: number; height: number }>,
): CurvesLayout {
  const width = Math.max(40, size.width - MARGIN.left - MARGIN.right);
  const height = Math.max(30, (size.height - MARGIN.top - MARGIN.bottom - GAP) / 2);
  const lastStep = Math.max(FEWEST_STEPS, ...series.map(({ points }) => points.at(-1)?.step ?? 0));
  const x = scaleLinear([0, lastStep], [MARGIN.left, MARGIN.left + width]);
  const plot = (metric: CurveMetric, top: number): LaidPlot => {
    const box: Box = { x: MARGIN.left, y: top, width, height };
    const y = scaleLinear([0, metric === 'loss' ? highestLoss(series) : 1], [top + height, top]).clamp(true);
    if (metric === 'loss') y.nice(3);
    return {
      metric,
      box,
      ticks: y.ticks(3).map((value) => ({ value, y: y(value) })),
      curves: series.map(({ id, hue, points }) => {
        const values = points.map((point) => [point.step, point[metric]] as const).filter(isFinitePair);
        const path = line<readonly [number, number]>(
          ([step]) => x(step),
          ([, value]) => y(value),
        );
        return {
          id,
          hue,
          thin: path(thinned(values, width)) ?? '',
          bold: path(thinned(smoothed(values), width)) ?? '',
          unseen: points.flatMap(({ step, test }) =>
            test && Number.isFinite(test[metric]) ? [{ x: x(step), y: y(test[metric]) }] : [],
          ),
        };
      }),
      levels: levelsOf(series, metric).map((level) => ({ ...level, y: y(level.value) })),
    };
  };
  return {
    plots: [plot('loss', MARGIN.top), plot('accuracy', MARGIN.top + height + GAP)],
    stepTicks: x
      .ticks(Math.max(2, Math.round(width / 70)))
      .filter(Number.isInteger)
      .map((value) => ({ value, x: x(value) })),
    xOf: (step) => x(step),
    stepAt: (position) => Math.max(0, Math.min(lastStep, x.invert(position))),
  };
}

const isFinitePair = ([, value]: readonly [number, number]): boolean => Number.isFinite(value);

/** The highest loss, but not of a training that comes apart: that would flatten all the rest. */
function highestLoss(series: readonly CurveSeries[]): number {
  const highest = series.map(({ points, lossFloor }) => {
    const losses = points
      .flatMap(({ loss, test }) => (test ? [loss, test.loss] : [loss]))
      .filter(Number.isFinite);
    const most = losses.reduce((a, b) => Math.max(a, b), 0);
    return Math.max(Math.min(most, 2 * (losses[0] ?? 0)), lossFloor ?? 0);
  });
  return Math.max(0.1, ...highest);
}

function levelsOf(series: readonly CurveSeries[], metric: CurveMetric): readonly Omit<LaidLevel, 'y'>[] {
  const levels = series.flatMap(({ hue, lossFloor, accuracyCeiling, chance }): Omit<LaidLevel, 'y'>[] =>
    metric === 'loss'
      ? lossFloor !== null && lossFloor > 0
        ? [{ kind: 'floor', hue, value: lossFloor }]
        : []
      : [
          ...(accuracyCeiling === null ? [] : [{ kind: 'ceiling', hue, value: accuracyCeiling } as const]),
          ...(chance === null || chance === accuracyCeiling
            ? []
            : [{ kind: 'chance', hue, value: chance } as const]),
        ],
  );
  return levels.filter(
    ({ kind, value }, index) =>
      levels.findIndex((other) => other.kind === kind && other.value === value) === index,
  );
}

/** A running mean that forgets by half in a fortieth of the steps so far, at least in three; its start is not pulled to 0. */
export function smoothed(
  values: readonly (readonly [number, number])[],
): readonly (readonly [number, number])[] {
  const halfLife = Math.max(3, values.length / 40);
  const keep = 0.5 ** (1 / halfLife);
  let sum = 0;
  let weight = 0;
  return values.map(([step, value]) => {
    sum = keep * sum + value;
    weight = keep * weight + 1;
    return [step, sum / weight];
  });
}

/** No more points than can be seen: of each half pixel the lowest and the highest. */
export function thinned(
  values: readonly (readonly [number, number])[],
  width: number,
): (readonly [number, number])[] {
  const nBuckets = Math.max(1, Math.round(width));
  if (values.length <= 2 * nBuckets) return [...values];
  const perBucket = values.length / nBuckets;
  return Array.from({ length: nBuckets }, (_, bucket) => {
    const part = values.slice(Math.floor(bucket * perBucket), Math.floor((bucket + 1) * perBucket));
    const low = part.reduce((a, b) => (b[1] < a[1] ? b : a));
    const high = part.reduce((a, b) => (b[1] > a[1] ? b : a));
    if (low === high) return [low];
    return low[0] < high[0] ? [low, high] : [high, low];
  }).flat();
}

/** The point at a step, or the one before it. */
export function pointAt(points: readonly CurvePoint[], step: number): CurvePoint | null {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((points[middle]?.step ?? 0) <= step) low = middle + 1;
    else high = middle;
  }
  return points[low - 1] ?? null;
}

/** The snapshot that a step is nearest to. */
export function nearestSnapshot(snapshots: readonly number[], step: number): number | null {
  return snapshots.reduce<number | null>(
    (best, candidate) =>
      best === null || Math.abs(candidate - step) < Math.abs(best - step) ? candidate : best,
    null,
  );
}

/** Where a key takes the marker; null: nowhere. */
export function moveMarker(snapshots: readonly number[], marker: number | null, key: string): number | null {
  if (snapshots.length === 0) return null;
  const here = nearestSnapshot(snapshots, marker ?? Infinity) ?? snapshots.at(-1) ?? 0;
  const at = marker === null ? snapshots.length - 1 : snapshots.indexOf(here);
  const moves: Readonly<Record<string, number>> = {
    ArrowLeft: at - 1,
    ArrowDown: at - 1,
    ArrowRight: at + 1,
    ArrowUp: at + 1,
    PageDown: at - 10,
    PageUp: at + 10,
    Home: 0,
    End: snapshots.length - 1,
  };
  const to = moves[key];
  if (to === undefined) return null;
  return snapshots[Math.max(0, Math.min(snapshots.length - 1, to))] ?? null;
}

const ROWS = 10;

/** A few steps, evenly spaced, for a table. */
export function sampledSteps(series: readonly CurveSeries[]): readonly number[] {
  const steps = series.reduce<readonly CurvePoint[]>(
    (longest, { points }) => (points.length > longest.length ? points : longest),
    [],
  );
  const count = Math.min(ROWS, steps.length);
  const indices = Array.from({ length: count }, (_, row) =>
    count === 1 ? 0 : Math.round((row * (steps.length - 1)) / (count - 1)),
  );
  return indices.map((index) => steps[index]?.step ?? 0);
}
