import { describe, expect, it } from 'vitest';
import { moveFocus } from './hit';
import { stripLayout } from './layout';

describe('stripLayout', () => {
  it('fits the heads of a layer into one row', () => {
    const { columns, thumbWidth, gap, layerRoom } = stripLayout({
      width: 600,
      headsPerLayer: [8],
      rows: 9,
      cols: 9,
    });
    expect(columns).toBe(8);
    expect(layerRoom).toBe(0);
    expect(columns * thumbWidth + (columns - 1) * gap).toBeLessThanOrEqual(600);
  });

  it('fits 12 layers of 12 heads in one row a layer, beside the names of the layers', () => {
    const headsPerLayer = Array<number>(12).fill(12);
    const layout = stripLayout({ width: 860, headsPerLayer, rows: 128, cols: 128 });
    expect(layout.columns).toBe(12);
    expect(layout.layerRoom + 12 * layout.thumbWidth + 11 * layout.gap).toBeLessThanOrEqual(860);
    expect(layout.captionPerThumb).toBe(false);
  });

  it('breaks a row rather than making a target too small to hit', () => {
    const layout = stripLayout({ width: 310, headsPerLayer: [12, 12], rows: 9, cols: 9 });
    expect(layout.columns).toBeLessThan(12);
    expect(layout.thumbWidth).toBeGreaterThanOrEqual(24);
    expect(layout.captionPerThumb).toBe(true);
  });

  it('gives a note room under every map, and breaks rows for it', () => {
    const layout = stripLayout({ width: 310, headsPerLayer: [12], rows: 9, cols: 9, leastWidth: 60 });
    expect(layout.thumbWidth).toBeGreaterThanOrEqual(60);
    expect(layout.columns * layout.thumbWidth + (layout.columns - 1) * layout.gap).toBeLessThanOrEqual(310);
    expect(layout.captionPerThumb).toBe(true);
  });

  it('gives cross-attention with more keys than queries a lying thumbnail', () => {
    const { thumbWidth, thumbHeight } = stripLayout({ width: 600, headsPerLayer: [4], rows: 7, cols: 14 });
    expect(thumbHeight / thumbWidth).toBeCloseTo(0.5, 1);
  });
});

describe('moving among heads', () => {
  // Layers with 5 and 3 heads, 4 thumbnails a row: rows 0-3, 4, 5-7.
  const move = (from: number, key: string): number | null => moveFocus(from, key, [5, 3], 4);

  it('goes left and right through all heads and stops at the ends', () => {
    expect(move(3, 'ArrowRight')).toBe(4);
    expect(move(0, 'ArrowLeft')).toBe(0);
    expect(move(7, 'ArrowRight')).toBe(7);
  });

  it('goes up and down by what is seen, into a shorter row at its end', () => {
    expect(move(2, 'ArrowDown')).toBe(4);
    expect(move(4, 'ArrowDown')).toBe(5);
    expect(move(7, 'ArrowUp')).toBe(4);
    expect(move(7, 'ArrowDown')).toBe(7);
  });

  it('goes to the ends of a row, and leaves other keys alone', () => {
    expect(move(6, 'Home')).toBe(5);
    expect(move(1, 'End')).toBe(3);
    expect(move(1, 'Tab')).toBeNull();
  });
});
