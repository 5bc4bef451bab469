import { describe, expect, it } from 'vitest';
import { columnRect, draggedWeight, heightOf, keyAt, middleOf, rowLayout, steppedWeight } from './layout';

const measure = (text: string): number => text.length * 7;
const keys = (count: number, text = 'word'): string[] => Array.from({ length: count }, () => text);

describe('the columns of a row of attention', () => {
  it('share the width, one for each key, and every one can be pointed at', () => {
    const layout = rowLayout({ width: 600, keyTexts: keys(13), measure });
    expect(layout.width).toBeLessThanOrEqual(600);
    for (let key = 0; key < 13; key += 1) {
      expect(keyAt(layout, middleOf(layout, key), heightOf(layout, 0.5))).toBe(key);
      const { x, width } = columnRect(layout, key);
      expect(keyAt(layout, x + width - 0.01, layout.height - 1)).toBe(key);
    }
    expect(keyAt(layout, layout.plot.x - 1, 100)).toBeNull();
    expect(keyAt(layout, middleOf(layout, 13), 100)).toBeNull();
  });

  it('stay wide enough for a finger: of many keys the figure becomes wider than its place', () => {
    const layout = rowLayout({ width: 340, keyTexts: keys(64), measure });
    expect(layout.column).toBeGreaterThanOrEqual(18);
    expect(layout.width).toBeGreaterThan(340);
  });

  it('have labels that lie where they fit, else rise, else stand', () => {
    const angle = (count: number, text: string): number =>
      rowLayout({ width: 640, keyTexts: keys(count, text), measure }).labelAngle;
    expect([angle(10, 'the'), angle(20, 'yesterday'), angle(40, 'yesterday')]).toEqual([0, 45, 90]);
  });
});

describe('the weight of a bar', () => {
  const layout = rowLayout({ width: 600, keyTexts: keys(8), measure });

  it('is where its top was dragged to, from wherever it was taken', () => {
    for (const [from, to] of [
      [0.2, 0.7],
      [0.9, 0.05],
    ] as const) {
      expect(draggedWeight(layout, from, heightOf(layout, to) - heightOf(layout, from))).toBeCloseTo(to, 3);
    }
  });

  it('stays between 0 and 1', () => {
    expect(draggedWeight(layout, 0.4, -9999)).toBe(1);
    expect(draggedWeight(layout, 0.4, 9999)).toBe(0);
    expect([steppedWeight(0.97, 10), steppedWeight(0.004, -1)]).toEqual([1, 0]);
  });

  it('goes by whole hundredths with the keys', () => {
    expect(steppedWeight(0.1234, 1)).toBe(0.13);
    expect(steppedWeight(0.57, 1)).toBe(0.58);
    expect(steppedWeight(0.29, -10)).toBe(0.19);
  });
});
