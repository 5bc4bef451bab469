import { describe, expect, it } from 'vitest';
import { hasRoomForTexts, heatCellAt, type HeatInput, heatLayout, heatRect } from './layout';
import { heatColor, heatPosition, heatStrength, valueAt } from './scale';
import { heatTable } from './table';
import type { HeatMapData, HeatMapLabels } from './types';

const input = (rows: number, cols: number, more: Partial<HeatInput> = {}): HeatInput => ({
  width: 420,
  rowTexts: Array.from({ length: rows }, (_, index) => `token${index}`),
  colTexts: Array.from({ length: cols }, (_, index) => `L${index}`),
  hasTexts: true,
  hasBars: false,
  measure: (text) => text.length * 7,
  ...more,
});

describe('the layout of a map', () => {
  it('keeps every cell within the width, at any number of rows and columns', () => {
    for (const [rows, cols] of [
      [1, 1],
      [15, 13],
      [300, 26],
      [2048, 768],
    ] as const) {
      const { plot, height } = heatLayout(input(rows, cols, { hasBars: true }));
      expect(plot.x + plot.width).toBeLessThanOrEqual(421);
      expect(height).toBeLessThan(4000);
    }
  });

  it('finds the cell that lies at a point, and the row and column at their labels', () => {
    const layout = heatLayout(input(12, 5));
    for (const cell of [
      { query: 0, key: 0 },
      { query: 11, key: 4 },
      { query: 7, key: 2 },
    ]) {
      const { x, y, width, height } = heatRect(layout, cell);
      expect(heatCellAt(layout, x + width / 2, y + height / 2)).toEqual(cell);
      expect(heatCellAt(layout, layout.plot.x - 4, y + height / 2)).toEqual({ query: cell.query, key: null });
      expect(heatCellAt(layout, x + width / 2, layout.plot.y - 4)).toEqual({ query: null, key: cell.key });
    }
    expect(heatCellAt(layout, 419, 2)).toBeNull();
  });

  it('has words in cells only where they can be read', () => {
    expect(hasRoomForTexts(heatLayout(input(12, 5)))).toBe(true);
    expect(hasRoomForTexts(heatLayout(input(12, 40)))).toBe(false);
    expect(hasRoomForTexts(heatLayout(input(1000, 5)))).toBe(false);
  });
});

describe('the scale of a map', () => {
  it('parts signed values at 0, evenly on both sides', () => {
    const scale = { kind: 'diverging', limit: 4 } as const;
    expect(heatPosition(0, scale)).toBe(0.5);
    expect(heatPosition(-4, scale)).toBe(0);
    expect(heatPosition(9, scale)).toBe(1);
    expect(heatStrength(-2, scale)).toBe(heatStrength(2, scale));
    expect(heatColor(-4, scale)).not.toBe(heatColor(4, scale));
  });

  it('shows the better of two ranks as the stronger', () => {
    const scale = { kind: 'sequential', low: 1000, high: 1, logarithmic: true } as const;
    expect(heatPosition(1, scale)).toBe(1);
    expect(heatPosition(1000, scale)).toBe(0);
    expect(heatPosition(10, scale)).toBeCloseTo(2 / 3, 9);
  });

  it.each([
    { kind: 'diverging', limit: 3 },
    { kind: 'diverging', limit: 3, root: true },
    { kind: 'sequential', low: 0, high: 7 },
    { kind: 'sequential', low: 50, high: 1, logarithmic: true },
  ] as const)('can be read backwards: %o', (scale) => {
    for (const position of [0, 0.2, 0.5, 0.9, 1]) {
      expect(heatPosition(valueAt(position, scale), scale)).toBeCloseTo(position, 9);
    }
  });

  it('does not let what is no number look like a small one', () => {
    const scale = { kind: 'sequential', low: 0, high: 1 } as const;
    expect(heatColor(Number.NaN, scale)).toBe('rgb(214, 40, 40)');
  });
});

describe('the table of a map', () => {
  it('has every value as it was computed, the words beside it, and nothing where there is none', () => {
    const data: HeatMapData = {
      rows: [{ text: 'a', name: '1 a' }, { text: 'b' }],
      cols: [{ text: 'L1' }],
      values: Float32Array.of(0.1, 0.2),
      absent: Uint8Array.of(0, 1),
      texts: ['x', 'y'],
      bars: { values: Float32Array.of(3, 4), high: 4 },
      scale: { kind: 'sequential', low: 0, high: 1 },
      selection: { query: null, key: null, locked: false },
    };
    const say = (): string => '';
    const labels: HeatMapLabels = {
      ...{
        figure: 'f',
        rowAxis: 'r',
        columnAxis: 'c',
        legend: 'l',
        notes: [],
        pooled: '',
        bars: 'b',
        words: 'w',
      },
      ...{ hint: '', tick: say, bar: say, cell: say, line: say, summary: say },
    };
    const { rows, columns } = heatTable(data, labels);
    expect(columns).toHaveLength(4);
    expect([...rows].map((row) => [...row])).toEqual([
      ['1 a', Math.fround(0.1), 'x', 3],
      ['b', null, null, 4],
    ]);
  });
});
