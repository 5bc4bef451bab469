import { describe, expect, it } from 'vitest';
import { niceStep, placeLabels, pointAt, scatterLayout, walkPoints } from './layout';

const points = Array.from({ length: 30 }, (_, id) => ({
  id,
  text: `token${id}`,
  x: Math.sin(id * 1.7) * 3,
  y: Math.cos(id * 0.9),
}));

describe('the layout of points', () => {
  it('has the same unit in both directions, so that distances are true', () => {
    const { xs, ys } = scatterLayout(points, 500, 400);
    const scales = [1, 2, 9].map((other) => {
      const [a, b] = [points[0], points[other]];
      if (!a || !b) throw new Error('there are thirty points');
      const drawn = Math.hypot((xs[0] ?? 0) - (xs[other] ?? 0), (ys[0] ?? 0) - (ys[other] ?? 0));
      return drawn / Math.hypot(a.x - b.x, a.y - b.y);
    });
    for (const scale of scales) expect(scale).toBeCloseTo(scales[0] ?? 0, 6);
  });

  it('keeps all points within the axes, and ticks at round values where they belong', () => {
    const layout = scatterLayout(points, 500, 400);
    for (const x of layout.xs) expect(x >= layout.left && x <= layout.right).toBe(true);
    for (const y of layout.ys) expect(y >= layout.top && y <= layout.bottom).toBe(true);
    expect(layout.xTicks.map(({ value }) => value)).toContain(0);
    expect([niceStep(0.7), niceStep(1.1), niceStep(30)]).toEqual([1, 2, 50]);
  });

  it('places a single point, and points that are all the same', () => {
    const { xs, ys } = scatterLayout([{ id: 0, text: 'a', x: 2, y: 2 }], 300, 300);
    expect(Number.isFinite(xs[0]) && Number.isFinite(ys[0])).toBe(true);
  });

  it('lets no label cover another', () => {
    const layout = scatterLayout(points, 300, 300);
    const texts = points.map(({ text }) => text);
    const placed = placeLabels(layout, texts, [...points.keys()], (text) => text.length * 7);
    const boxes = placed.map(({ index, x, y, anchor }) => {
      const width = (texts[index] ?? '').length * 7;
      return { left: anchor === 'start' ? x : x - width, width, y };
    });
    boxes.forEach((a, i) => {
      for (const b of boxes.slice(i + 1)) {
        const isApart = a.left + a.width <= b.left || b.left + b.width <= a.left || Math.abs(a.y - b.y) >= 14;
        expect(isApart).toBe(true);
      }
    });
  });

  it('finds the nearest point, a marked one first, and walks over the marked ones only', () => {
    const places = { xs: Float64Array.of(10, 14), ys: Float64Array.of(10, 10) };
    expect(pointAt(places, 1, 13, 10, 5)).toBe(0);
    expect(pointAt(places, 0, 13, 10, 5)).toBe(1);
    expect(pointAt(places, 1, 80, 80, 5)).toBeNull();
    expect(walkPoints(null, 'ArrowRight', 3)).toBe(0);
    expect(walkPoints(2, 'ArrowRight', 3)).toBe(2);
    expect(walkPoints(1, 'x', 3)).toBeNull();
  });
});
