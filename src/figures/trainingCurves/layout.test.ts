import { describe, expect, it } from 'vitest';
import {
  curvesLayout,
  moveMarker,
  nearestSnapshot,
  pointAt,
  sampledSteps,
  smoothed,
  thinned,
} from './layout';
import type { CurvePoint, CurveSeries } from './types';

const points = (count: number, loss = (step: number): number => 2 / step): CurvePoint[] =>
  Array.from({ length: count }, (_, index) => ({
    step: index + 1,
    loss: loss(index + 1),
    accuracy: index / count,
    test: index % 10 === 9 ? { loss: loss(index + 1), accuracy: index / count } : null,
  }));

const series = (part: Partial<CurveSeries> = {}): CurveSeries => ({
  id: 'a',
  name: 'A',
  hue: 'decoder',
  points: points(100),
  lossFloor: null,
  accuracyCeiling: null,
  chance: 0.1,
  ...part,
});

const size = { width: 300, height: 240 };
const numbersOf = (path: string): number[] => path.match(/-?\d+(?:\.\d+)?/g)?.map(Number) ?? [];

describe('the curves', () => {
  it('lie one above the other in their boxes, unseen examples as points', () => {
    const { plots } = curvesLayout({ series: [series()] }, size);
    const [loss, accuracy] = plots;
    expect((loss?.box.y ?? 0) + (loss?.box.height ?? 0)).toBeLessThan(accuracy?.box.y ?? 0);
    for (const { box, curves } of plots) {
      const [curve] = curves;
      expect(curve?.unseen).toHaveLength(10);
      numbersOf(curve?.bold ?? '').forEach((value, index) => {
        const [from, room] = index % 2 === 0 ? [box.x, box.width] : [box.y, box.height];
        expect(value).toBeGreaterThanOrEqual(from - 0.01);
        expect(value).toBeLessThanOrEqual(from + room + 0.01);
      });
    }
  });

  it('show what a family cannot pass, and nothing where that is no limit', () => {
    const causal = series({ lossFloor: Math.log(10), accuracyCeiling: 0.1, points: points(20, () => 0.5) });
    const [loss, accuracy] = curvesLayout({ series: [causal] }, size).plots;
    expect(loss?.levels).toMatchObject([{ kind: 'floor', value: Math.log(10) }]);
    expect(loss?.levels[0]?.y).toBeGreaterThanOrEqual(loss?.box.y ?? Infinity);
    expect(accuracy?.levels.map(({ kind }) => kind)).toEqual(['ceiling']);
    const free = curvesLayout({ series: [series({ lossFloor: 0 })] }, size).plots;
    expect(free.map(({ levels }) => levels.map(({ kind }) => kind))).toEqual([[], ['chance']]);
  });

  it('leave out losses that are no numbers', () => {
    const broken = series({ points: points(20, (step) => (step > 10 ? Number.NaN : 1)) });
    const [loss] = curvesLayout({ series: [broken] }, size).plots;
    expect(loss?.curves[0]?.thin).not.toContain('NaN');
  });

  it('find a step under the pointer where they drew it', () => {
    const layout = curvesLayout({ series: [series()] }, size);
    for (const step of [0, 1, 50, 100]) expect(layout.stepAt(layout.xOf(step))).toBeCloseTo(step);
    expect(layout.stepAt(-50)).toBe(0);
    expect(layout.stepAt(5000)).toBe(100);
  });

  it('can be laid out before the first step', () => {
    const { plots } = curvesLayout({ series: [series({ points: [] })] }, size);
    expect(plots.map(({ curves }) => curves[0]?.bold)).toEqual(['', '']);
  });
});

describe('what is seen of many steps', () => {
  it('is their mean, not pulled to 0 at the start', () => {
    const flat = Array.from({ length: 50 }, (_, step) => [step, 3] as const);
    expect(smoothed(flat).every(([, value]) => Math.abs(value - 3) < 1e-12)).toBe(true);
  });

  it('keeps the highest and the lowest in order', () => {
    const many = Array.from({ length: 10_000 }, (_, step) => [step, step === 5000 ? 9 : step % 2] as const);
    const few = thinned(many, 100);
    expect(few.length).toBeLessThanOrEqual(200);
    expect(few.some(([, value]) => value === 9)).toBe(true);
    expect(few.every(([step], index) => index === 0 || step > (few[index - 1]?.[0] ?? 0))).toBe(true);
  });

  it('is a table of a few steps, the first and the last among them', () => {
    const steps = sampledSteps([series()]);
    expect(steps).toHaveLength(10);
    expect([steps[0], steps.at(-1)]).toEqual([1, 100]);
  });
});

describe('the marker', () => {
  const snapshots = [0, 1, 2, 4, 8, 10, 20];

  it('walks from snapshot to snapshot', () => {
    expect(moveMarker(snapshots, 8, 'ArrowLeft')).toBe(4);
    expect(moveMarker(snapshots, 8, 'ArrowRight')).toBe(10);
    expect(moveMarker(snapshots, null, 'ArrowLeft')).toBe(10);
    expect(moveMarker(snapshots, 20, 'ArrowRight')).toBe(20);
    expect(moveMarker(snapshots, 4, 'Home')).toBe(0);
    expect(moveMarker(snapshots, 4, 'a')).toBeNull();
    expect(moveMarker([], 4, 'Home')).toBeNull();
  });

  it('snaps to the nearest', () => {
    expect(nearestSnapshot(snapshots, 14)).toBe(10);
    expect(nearestSnapshot([], 3)).toBeNull();
  });

  it('reads the point at its step or before', () => {
    expect(pointAt(points(10), 4)?.step).toBe(4);
    expect(pointAt(points(10), 99)?.step).toBe(10);
    expect(pointAt(points(10), 0)).toBeNull();
  });
});
