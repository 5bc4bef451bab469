import { describe, expect, it } from 'vitest';
import { tokenAt, walkTokens } from './hit';
import { linkPath, linkWidth, linksLayout, tokenY } from './layout';

const measure = (text: string): number => text.length * 7;
const texts = (count: number): string[] => Array.from({ length: count }, (_, i) => `token${i}`);

function layoutOf(rows: number, cols: number, width = 600, height = 400) {
  return linksLayout({ width, height, rows, cols, queryTexts: texts(rows), keyTexts: texts(cols), measure });
}

describe('linksLayout', () => {
  it('keeps queries left of keys and all tokens inside, also on a phone and with 512 tokens', () => {
    for (const [rows, cols, width] of [
      [7, 9, 600],
      [9, 7, 310],
      [512, 300, 600],
    ] as const) {
      const layout = layoutOf(rows, cols, width);
      expect(layout.queryX).toBeGreaterThan(0);
      expect(layout.keyX).toBeGreaterThan(layout.queryX);
      expect(layout.keyX).toBeLessThan(width);
      expect(tokenY(layout, Math.max(rows, cols) - 1)).toBeLessThan(400);
    }
  });

  it('draws a token that attends to itself as a level line', () => {
    const layout = layoutOf(9, 9);
    const [start, ...ends] = linkPath(layout, 4, 4).match(/-?[\d.]+,-?[\d.]+/g) ?? [];
    const y = (point: string | undefined): string | undefined => point?.split(',')[1];
    expect(ends.map(y)).toEqual([y(start), y(start), y(start)]);
  });

  it('draws a stronger link wider', () => {
    expect(linkWidth(0.9)).toBeGreaterThan(linkWidth(0.2));
    expect(linkWidth(3)).toBe(linkWidth(1));
  });
});

describe('tokenAt', () => {
  const layout = layoutOf(7, 9);

  it('finds queries on the left, keys on the right, nothing between', () => {
    expect(tokenAt(layout, layout.queryX - 30, tokenY(layout, 6))).toEqual({ query: 6, key: null });
    expect(tokenAt(layout, layout.keyX + 30, tokenY(layout, 8))).toEqual({ query: null, key: 8 });
    expect(tokenAt(layout, (layout.queryX + layout.keyX) / 2, tokenY(layout, 3))).toBeNull();
  });

  it('finds nothing below the shorter column', () => {
    expect(tokenAt(layout, layout.queryX - 30, tokenY(layout, 8))).toBeNull();
  });
});

describe('walking with the keyboard', () => {
  it('goes along a column, and to the other one at the same height', () => {
    expect(walkTokens(null, 'ArrowDown', 7, 9)).toEqual({ query: 0, key: null });
    expect(walkTokens({ query: 2, key: null }, 'ArrowDown', 7, 9)).toEqual({ query: 3, key: null });
    expect(walkTokens({ query: 2, key: null }, 'ArrowRight', 7, 9)).toEqual({ query: null, key: 2 });
  });

  it('stops at the end of each column', () => {
    expect(walkTokens({ query: null, key: 8 }, 'ArrowLeft', 7, 9)).toEqual({ query: 6, key: null });
    expect(walkTokens({ query: null, key: 0 }, 'End', 7, 9)).toEqual({ query: null, key: 8 });
    expect(walkTokens({ query: 6, key: null }, 'ArrowDown', 7, 9)).toEqual({ query: 6, key: null });
  });
});
