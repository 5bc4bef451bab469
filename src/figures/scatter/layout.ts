import type { Measure } from '../shared/text';
import type { ScatterPoint } from './types';

export type ScatterLayout = Readonly<{
  left: number;
  top: number;
  right: number;
  bottom: number;
  /** Places of the points in CSS pixels. */
  xs: Float64Array;
  ys: Float64Array;
  /** Values that get a tick, with their places. */
  xTicks: readonly Readonly<{ value: number; at: number }>[];
  yTicks: readonly Readonly<{ value: number; at: number }>[];
}>;

export type PlacedLabel = Readonly<{ index: number; x: number; y: number; anchor: 'start' | 'end' }>;

const MARGIN = { left: 44, top: 12, right: 12, bottom: 40 };
const PAD = 0.06;
const TICK_DISTANCE = 70;
const LABEL_HEIGHT = 14;
const LABEL_OFFSET = 8;

/** One unit is as long in both directions, so that distances on the screen are distances in the plane. */
export function scatterLayout(points: readonly ScatterPoint[], width: number, height: number): ScatterLayout {
  const { left, top } = MARGIN;
  const right = Math.max(left + 40, width - MARGIN.right);
  const bottom = Math.max(top + 40, height - MARGIN.bottom);
  const [x0, x1] = extentOf(points.map(({ x }) => x));
  const [y0, y1] = extentOf(points.map(({ y }) => y));
  const unit = Math.min(
    (right - left) / ((x1 - x0) * (1 + 2 * PAD)),
    (bottom - top) / ((y1 - y0) * (1 + 2 * PAD)),
  );
  const placeX = (x: number): number => (left + right) / 2 + (x - (x0 + x1) / 2) * unit;
  const placeY = (y: number): number => (top + bottom) / 2 - (y - (y0 + y1) / 2) * unit;
  const step = niceStep(TICK_DISTANCE / unit);
  const ticks = (place: (value: number) => number, from: number, to: number) => {
    const low = Math.min(from, to);
    const high = Math.max(from, to);
    const middle = place(0);
    const first = Math.ceil(Math.min((low - middle) / unit, (high - middle) / unit) / step);
    const last = Math.floor(Math.max((low - middle) / unit, (high - middle) / unit) / step);
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => (first + index) * step)
      .map((value) => ({ value, at: place(value) }))
      .filter(({ at }) => at >= low && at <= high);
  };
  return {
    left,
    top,
    right,
    bottom,
    xs: Float64Array.from(points, ({ x }) => placeX(x)),
    ys: Float64Array.from(points, ({ y }) => placeY(y)),
    xTicks: ticks(placeX, left, right),
    yTicks: ticks(placeY, bottom, top),
  };
}

function extentOf(values: readonly number[]): readonly [number, number] {
  const low = values.reduce((a, b) => Math.min(a, b), Infinity);
  const high = values.reduce((a, b) => Math.max(a, b), -Infinity);
  if (!(high > low)) return [(Number.isFinite(low) ? low : 0) - 1, (Number.isFinite(low) ? low : 0) + 1];
  return [low, high];
}

/** 1, 2 or 5 times a power of ten, at least as large as asked. */
export function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return power * ([1, 2, 5].find((factor) => factor * power >= least) ?? 10);
}

/** Labels beside their points that cover neither each other nor the edge; what does not fit has none. */
export function placeLabels(
  layout: ScatterLayout,
  texts: readonly string[],
  order: readonly number[],
  measure: Measure,
): readonly PlacedLabel[] {
  const boxes: { left: number; right: number; top: number; bottom: number }[] = [];
  const placed: PlacedLabel[] = [];
  for (const index of order) {
    const [x, y] = [layout.xs[index] ?? 0, layout.ys[index] ?? 0];
    const width = measure(texts[index] ?? '');
    const sides = [
      { anchor: 'start', left: x + LABEL_OFFSET },
      { anchor: 'end', left: x - LABEL_OFFSET - width },
    ] as const;
    for (const { anchor, left } of sides) {
      const box = { left, right: left + width, top: y - LABEL_HEIGHT / 2, bottom: y + LABEL_HEIGHT / 2 };
      const isInside = box.left >= layout.left && box.right <= layout.right;
      const isFree = boxes.every(
        (other) =>
          box.left >= other.right ||
          box.right <= other.left ||
          box.top >= other.bottom ||
          box.bottom <= other.top,
      );
      if (!isInside || !isFree) continue;
      boxes.push(box);
      placed.push({ index, x: anchor === 'start' ? left : left + width, y, anchor });
      break;
    }
  }
  return placed;
}

/** The nearest point within some pixels, a marked one before the others. */
export function pointAt(
  { xs, ys }: Pick<ScatterLayout, 'xs' | 'ys'>,
  nMarked: number,
  x: number,
  y: number,
  reach: number,
): number | null {
  const nearest = (from: number, to: number): number | null => {
    let best: number | null = null;
    let least = reach * reach;
    for (let index = from; index < to; index += 1) {
      const distance = (x - (xs[index] ?? 0)) ** 2 + (y - (ys[index] ?? 0)) ** 2;
      if (distance <= least) [best, least] = [index, distance];
    }
    return best;
  };
  return nearest(0, nMarked) ?? nearest(nMarked, xs.length);
}

/** Where a key leads among the marked points, in their order; null if it is not for walking. */
export function walkPoints(from: number | null, key: string, nMarked: number): number | null {
  if (nMarked === 0) return null;
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -Infinity, End: Infinity }[
    key
  ];
  if (step === undefined) return null;
  if (from === null) return 0;
  return Math.min(nMarked - 1, Math.max(0, from + step));
}
