import { describe, expect, it } from 'vitest';
import { cellPixels, enlarge, isPooled } from './cells';
import { INVALID_RGB, TABLE_SIZE, attentionTable } from './color';
import type { CellGrid } from './selection';

const rows = 3;
const cols = 5;

function grid(weightOf: (query: number, key: number) => number, masked: Uint8Array | null = null): CellGrid {
  const weights = Float32Array.from({ length: rows * cols }, (_, i) =>
    weightOf(Math.floor(i / cols), i % cols),
  );
  return { weights, rows, cols, masked };
}

function rgba(pixels: Uint8ClampedArray, width: number, x: number, y: number): number[] {
  return Array.from(pixels.slice((y * width + x) * 4, (y * width + x) * 4 + 4));
}

function colorOf(weight: number): number[] {
  const at = Math.round(weight * (TABLE_SIZE - 1)) * 4;
  return Array.from(attentionTable.slice(at, at + 4));
}

describe('cellPixels', () => {
  it('puts the query on the vertical and the key on the horizontal of a rectangular matrix', () => {
    const pixels = cellPixels(
      grid((query, key) => (query === 2 && key === 4 ? 1 : 0)),
      cols,
      rows,
      'linear',
    );
    expect(pixels.length).toBe(rows * cols * 4);
    expect(rgba(pixels, cols, 4, 2)).toEqual(colorOf(1));
    expect(rgba(pixels, cols, 2, 2)).toEqual(colorOf(0));
  });

  it('leaves masked cells transparent, and so different from cells of weight 0', () => {
    const masked = new Uint8Array(rows * cols);
    masked[1 * cols + 3] = 1;
    const pixels = cellPixels(
      grid(() => 0, masked),
      cols,
      rows,
      'linear',
    );
    expect(rgba(pixels, cols, 3, 1)[3]).toBe(0);
    expect(rgba(pixels, cols, 2, 1)).toEqual(colorOf(0));
  });

  it('keeps the strongest weight where a pixel covers several cells', () => {
    const pixels = cellPixels(
      grid((query, key) => (query === 1 && key === 3 ? 0.8 : 0.1)),
      2,
      1,
      'linear',
    );
    expect(rgba(pixels, 2, 0, 0)).toEqual(colorOf(Math.fround(0.1)));
    expect(rgba(pixels, 2, 1, 0)).toEqual(colorOf(Math.fround(0.8)));
  });

  it('shows a pixel as masked only if all cells under it are masked', () => {
    const masked = new Uint8Array(rows * cols).fill(1);
    masked[2 * cols] = 0;
    const pixels = cellPixels(
      grid(() => 0.5, masked),
      2,
      1,
      'linear',
    );
    expect(rgba(pixels, 2, 0, 0)).toEqual(colorOf(0.5));
    expect(rgba(pixels, 2, 1, 0)[3]).toBe(0);
  });

  it('lets a weight that is not a number be seen among others', () => {
    const pixels = cellPixels(
      grid((query, key) => (query === 0 && key === 0 ? Number.NaN : 0.9)),
      1,
      1,
      'linear',
    );
    expect(rgba(pixels, 1, 0, 0)).toEqual([...INVALID_RGB, 255]);
  });

  it('covers every cell exactly once for sizes that do not divide', () => {
    for (let hot = 0; hot < cols; hot++) {
      const pixels = cellPixels(
        grid((_, key) => (key === hot ? 1 : 0)),
        3,
        rows,
        'linear',
      );
      const lit = [0, 1, 2].filter((x) => rgba(pixels, 3, x, 0)[0] === colorOf(1)[0]);
      expect(lit).toHaveLength(1);
    }
  });

  it('is pooled only when there are fewer pixels than cells', () => {
    const cells = grid(() => 0);
    expect(isPooled(cells, cols, rows)).toBe(false);
    expect(isPooled(cells, cols - 1, rows)).toBe(true);
    expect(isPooled(cells, cols, rows - 1)).toBe(true);
  });
});

describe('a picture that is enlarged', () => {
  it('has a block for each pixel, and a repeated tile where it is transparent', () => {
    const masked = new Uint8Array(rows * cols);
    masked[1 * cols + 3] = 1;
    const cells = cellPixels(
      grid((query, key) => (query === 2 && key === 4 ? 1 : 0), masked),
      cols,
      rows,
      'linear',
    );
    const [width, height] = [20, 9];
    const into = new Uint8ClampedArray(width * height * 4);
    const tile = { size: 2, words: Uint32Array.of(1, 2, 3, 4) };
    enlarge(cells, [cols, rows], [width, height], tile, into);
    for (const [x, y] of [
      [16, 6],
      [19, 8],
    ] as const)
      expect(rgba(into, width, x, y)).toEqual(colorOf(1));
    expect(rgba(into, width, 15, 8)).toEqual(colorOf(0));
    // Keys 12 to 15, rows 3 to 5 of the picture: the tile, in step with the whole.
    const words = new Uint32Array(into.buffer);
    const at = (x: number, y: number): number => words[y * width + x] ?? 0;
    expect([at(12, 3), at(13, 3), at(12, 4), at(13, 4), at(14, 5)]).toEqual([3, 4, 1, 2, 3]);
    enlarge(cells, [cols, rows], [width, height], null, into);
    expect(at(12, 3)).toBe(0);
  });
});
