import { describe, expect, it } from 'vitest';
import { cellAt, walk } from './hit';
import { type MatrixInput, atLeast, cellRect, leastHeight, matrixLayout } from './layout';

const measure = (text: string): number => text.length * 7;

function input(rows: number, cols: number, over: Partial<MatrixInput> = {}): MatrixInput {
  const queryTexts = Array.from({ length: rows }, (_, i) => `query${i}`);
  const keyTexts = Array.from({ length: cols }, (_, i) => `key${i}`);
  return { width: 600, height: 480, rows, cols, queryTexts, keyTexts, measure, pixelRatio: 2, ...over };
}

describe('matrixLayout', () => {
  it('keeps the whole matrix inside the figure, from one cell to 512 × 512', () => {
    for (const [rows, cols] of [
      [1, 1],
      [7, 9],
      [9, 7],
      [3, 200],
      [200, 3],
      [128, 128],
      [512, 512],
    ] as const) {
      for (const [width, height] of [
        [600, 480],
        [310, 260],
        [1200, 900],
      ] as const) {
        const { plot } = matrixLayout(input(rows, cols, { width, height }));
        expect(plot.x + plot.width).toBeLessThanOrEqual(width);
        expect(plot.y + plot.height).toBeLessThanOrEqual(height);
        expect(Math.min(plot.width, plot.height)).toBeGreaterThan(0);
      }
    }
  });

  it('draws square cells of a square matrix, on whole device pixels', () => {
    const { cellWidth, cellHeight } = matrixLayout(input(14, 14));
    expect(cellWidth).toBe(cellHeight);
    expect(Number.isInteger(cellWidth * 2)).toBe(true);
  });

  it('lets the few rows of a wide cross-attention grow until their labels can be read', () => {
    const { cellWidth, cellHeight, querySpacing } = matrixLayout(input(3, 120));
    expect(cellWidth).toBeLessThan(5);
    expect(cellHeight).toBeGreaterThanOrEqual(querySpacing);
  });

  it('lays key labels flat where they fit, tilts them, and stands them up in large matrices', () => {
    expect(matrixLayout(input(5, 5)).keyAngle).toBe(0);
    expect(matrixLayout(input(14, 14, { keyTexts: Array<string>(14).fill('tokenized') })).keyAngle).toBe(45);
    expect(matrixLayout(input(60, 60)).keyAngle).toBe(90);
  });

  it('gives long tokens no more than their share of the width', () => {
    const long = matrixLayout(input(5, 5, { queryTexts: ['x'.repeat(80)] }));
    expect(long.queryRoom).toBeLessThanOrEqual(600 * 0.28);
  });
});

describe('leastHeight', () => {
  const leastOf = (rows: number, cols: number, width: number) => {
    const { height: _, ...rest } = input(rows, cols, { width });
    const height = leastHeight(rest);
    return { height, layout: matrixLayout({ ...rest, height }) };
  };

  it('is enough for square cells with a label each, as long as the width lets them be 12 pixels large', () => {
    for (const [rows, cols, width] of [
      [15, 13, 380],
      [21, 21, 400],
      [33, 33, 520],
      [17, 16, 358],
    ] as const) {
      const { layout } = leastOf(rows, cols, width);
      expect(layout.cellHeight).toBeGreaterThanOrEqual(12);
      expect(layout.cellHeight).toBeGreaterThanOrEqual(Math.min(layout.cellWidth, 16));
      expect(layout.cellHeight).toBeGreaterThanOrEqual(layout.querySpacing);
      expect(layout.plot.y + layout.plot.height).toBeLessThanOrEqual(leastOf(rows, cols, width).height);
    }
  });

  it('gives a large map all of the width, and many queries of few keys no endless figure', () => {
    const large = leastOf(963, 963, 400).layout;
    expect(large.plot.width).toBeGreaterThan(0.95 * (400 - large.plot.x));
    expect(large.plot.height).toBeCloseTo(large.plot.width, 5);
    expect(leastOf(900, 5, 400).height).toBeLessThan(700);
  });
});

describe('cellAt', () => {
  it('finds each cell at its middle, in a matrix with more keys than queries', () => {
    const layout = matrixLayout(input(7, 9));
    for (let query = 0; query < 7; query++) {
      for (let key = 0; key < 9; key++) {
        const rect = cellRect(layout, { query, key });
        expect(cellAt(layout, rect.x + rect.width / 2, rect.y + rect.height / 2)).toEqual({ query, key });
      }
    }
  });

  it('finds cells that are higher than wide', () => {
    const layout = matrixLayout(input(3, 120));
    expect(layout.cellHeight).toBeGreaterThan(2 * layout.cellWidth);
    const rect = cellRect(layout, { query: 2, key: 70 });
    expect(cellAt(layout, rect.x + rect.width / 2, rect.y + rect.height * 0.9)).toEqual({
      query: 2,
      key: 70,
    });
  });

  it('finds a whole query at its label and a whole key at its label', () => {
    const layout = matrixLayout(input(7, 9));
    const rect = cellRect(layout, { query: 5, key: 8 });
    expect(cellAt(layout, layout.plot.x - 20, rect.y + 1)).toEqual({ query: 5, key: null });
    expect(cellAt(layout, rect.x + 1, layout.plot.y - 20)).toEqual({ query: null, key: 8 });
  });

  it('finds nothing beside the matrix, nor in an empty one', () => {
    const layout = matrixLayout(input(7, 9));
    expect(cellAt(layout, layout.plot.x + layout.plot.width + 1, layout.plot.y + 1)).toBeNull();
    expect(cellAt(layout, 2, 2)).toBeNull();
    expect(cellAt(matrixLayout(input(0, 0)), 100, 100)).toBeNull();
  });

  it('tells neighbours apart where a cell is smaller than a pixel', () => {
    const layout = matrixLayout(input(512, 512));
    expect(layout.cellWidth).toBeLessThan(1);
    const rect = cellRect(layout, { query: 511, key: 300 });
    expect(cellAt(layout, rect.x + rect.width / 2, rect.y + rect.height / 2)).toEqual({
      query: 511,
      key: 300,
    });
  });
});

describe('cellRect', () => {
  it('of a whole query is a row of the plot, of a whole key a column', () => {
    const layout = matrixLayout(input(7, 9));
    const { plot, cellHeight, cellWidth } = layout;
    expect(cellRect(layout, { query: 2, key: null })).toMatchObject({
      x: plot.x,
      width: plot.width,
      height: cellHeight,
    });
    expect(cellRect(layout, { query: null, key: 3 })).toMatchObject({
      y: plot.y,
      height: plot.height,
      width: cellWidth,
    });
  });

  it('can be made large enough to see without moving its centre', () => {
    expect(atLeast({ x: 10, y: 20, width: 1, height: 30 }, 5)).toEqual({ x: 8, y: 20, width: 5, height: 30 });
  });
});

describe('walking with the keyboard', () => {
  it('starts at the first cell and moves one cell a key', () => {
    expect(walk(null, 'ArrowDown', 7, 9)).toEqual({ query: 0, key: 0 });
    expect(walk({ query: 2, key: 3 }, 'ArrowDown', 7, 9)).toEqual({ query: 3, key: 3 });
    expect(walk({ query: 2, key: 3 }, 'ArrowLeft', 7, 9)).toEqual({ query: 2, key: 2 });
  });

  it('stops at the edges, which differ for queries and keys', () => {
    expect(walk({ query: 6, key: 8 }, 'ArrowDown', 7, 9)).toEqual({ query: 6, key: 8 });
    expect(walk({ query: 6, key: 0 }, 'End', 7, 9)).toEqual({ query: 6, key: 8 });
    expect(walk({ query: 3, key: 4 }, 'PageUp', 7, 9)).toEqual({ query: 0, key: 4 });
  });

  it('enters a cell from a whole row', () => {
    expect(walk({ query: 4, key: null }, 'ArrowRight', 7, 9)).toEqual({ query: 4, key: 1 });
  });

  it('leaves other keys to the page', () => {
    expect(walk({ query: 2, key: 3 }, 'Tab', 7, 9)).toBeNull();
  });
});
