import { describe, expect, it } from 'vitest';
import { tokenPoint } from './axis';
import { tokenAt } from './hit';
import {
  keptApart,
  laneOf,
  type LinkGroup,
  type LinksLayout,
  linkPath,
  linksLayout,
  linkWidth,
  weightPlace,
} from './layout';

const measure = (text: string): number => text.length * 7;
const texts = (count: number): string[] => Array.from({ length: count }, (_, i) => `token${i}`);

function inputOf(rows: number, cols: number, width = 600, height = 400) {
  const [queryTexts, keyTexts] = [texts(rows), texts(cols)];
  return { width, height, rows, cols, queryTexts, keyTexts, measure, weightRoom: 40 };
}
const columns = (rows: number, cols: number, width?: number): LinksLayout =>
  linksLayout(inputOf(rows, cols, width), 'columns', 'cross');
const lines = (rows: number, cols: number, width?: number): LinksLayout =>
  linksLayout(inputOf(rows, cols, width), 'arcs', 'cross');
const arcs = (count: number, width?: number): LinksLayout =>
  linksLayout(inputOf(count, count, width), 'arcs', 'encoderSelf');

/** The four points of the one curve of a path. */
function curve(layout: LinksLayout, query: number, key: number, group: LinkGroup = 'all') {
  const numbers = (linkPath(layout, { query, key }, group).match(/-?[\d.]+/g) ?? []).map(Number);
  return [0, 2, 4, 6].map((at) => ({ x: numbers[at] ?? NaN, y: numbers[at + 1] ?? NaN }));
}

/** How far a curve reaches from the line of its text: a cubic, three quarters of the way to its control points. */
function reach(layout: LinksLayout, query: number, key: number, group: LinkGroup = 'all'): number {
  const [start, control] = curve(layout, query, key, group);
  return 0.75 * ((control?.y ?? NaN) - (start?.y ?? NaN));
}

describe('columns', () => {
  it('keep queries left of keys and all tokens inside, also on a phone and with 512 tokens', () => {
    for (const [rows, cols, width] of [
      [7, 9, 600],
      [9, 7, 310],
      [512, 300, 600],
    ] as const) {
      const { query, key } = columns(rows, cols, width);
      expect(query.edge).toBeGreaterThan(0);
      expect(key.edge).toBeGreaterThan(query.edge);
      expect(key.edge).toBeLessThan(width);
      expect(Math.max(...query.middles, ...key.middles)).toBeLessThan(400);
    }
  });

  it('draw a token that attends to itself as a level line', () => {
    const [start, ...rest] = curve(columns(9, 9), 4, 4);
    expect(rest.map(({ y }) => y)).toEqual(Array(3).fill(start?.y));
  });

  it('draw a stronger link wider', () => {
    expect(linkWidth(0.9)).toBeGreaterThan(linkWidth(0.2));
    expect(linkWidth(3)).toBe(linkWidth(1));
  });
});

describe('two texts in lines', () => {
  it('stand above each other, in the figure, with the weights outside their labels', () => {
    for (const [rows, cols, width] of [
      [5, 8, 600],
      [9, 14, 310],
      [128, 90, 600],
    ] as const) {
      const layout = lines(rows, cols, width);
      const { query, key } = layout;
      expect(query.edge).toBeLessThan(key.edge);
      for (const x of [...query.middles, ...key.middles]) {
        expect(x).toBeGreaterThan(0);
        expect(x).toBeLessThan(width);
      }
      const link = { head: 0, query: 0, key: 0, weight: 1 };
      expect(weightPlace(layout, link, 'readers').y).toBeLessThan(
        query.edge - query.room * Number(query.isTurned),
      );
      expect(weightPlace(layout, link, 'reads').y).toBeGreaterThan(key.edge);
      expect(weightPlace(layout, link, 'reads').y).toBeLessThan(400);
    }
  });

  it('cross where their orders differ: each link ends at its own two tokens', () => {
    const layout = lines(5, 8);
    const [from, , , to] = curve(layout, 4, 1);
    expect(from).toEqual(tokenPoint(layout.query, 4));
    expect(to).toEqual(tokenPoint(layout.key, 1));
  });
});

describe('arcs over a text', () => {
  it('keep its words in order without one over another', () => {
    const short = arcs(8);
    expect(short.query.isTurned).toBe(false);
    for (const [index, middle] of short.query.middles.entries()) {
      const before = short.query.middles[index - 1];
      if (before !== undefined) expect(middle - before).toBeGreaterThan(measure('token0'));
    }
  });

  it.each([3, 8])('of %d tokens rise above it for what is read and below it for who reads', (count) => {
    const layout = arcs(count);
    for (const [query, key] of [
      [count - 1, 0],
      [0, 2],
      [1, 1],
    ] as const) {
      expect(reach(layout, query, key, 'reads')).toBeLessThan(0);
      expect(reach(layout, query, key, 'readers')).toBeGreaterThan(0);
      expect(layout.query.edge + reach(layout, query, key, 'reads')).toBeGreaterThan(20);
      expect(layout.key.edge + reach(layout, query, key, 'readers')).toBeLessThan(400);
    }
  });

  it('rise higher the farther they reach, so that none hides another', () => {
    const heights = [1, 2, 3, 5, 7].map((far) => -reach(arcs(8), 0, far));
    expect(heights).toEqual(heights.toSorted((a, b) => a - b));
    expect(new Set(heights).size).toBe(5);
  });

  it('of two tokens that read each other are two', () => {
    const [there, back] = [curve(arcs(8), 2, 5), curve(arcs(8), 5, 2)];
    expect(there[0]?.x).not.toBeCloseTo(back[3]?.x ?? NaN, 0);
    expect(there[3]?.x).not.toBeCloseTo(back[0]?.x ?? NaN, 0);
  });

  it('carry their weight at the top', () => {
    const layout = arcs(8);
    const { y } = weightPlace(layout, { head: 0, query: 6, key: 1, weight: 0.5 }, 'reads');
    expect(y).toBeLessThan(layout.query.edge + reach(layout, 6, 1, 'reads') + 1);
    expect(y).toBeGreaterThan(0);
  });
});

describe('the lines of several heads between the same tokens', () => {
  it('lie beside each other and do not leave their tokens', () => {
    for (const layout of [columns(9, 9), lines(5, 8), arcs(8), arcs(128)]) {
      const lanes = Array.from({ length: 12 }, (_, slot) => laneOf(layout, slot, 12));
      expect(new Set(lanes).size).toBe(12);
      expect(lanes.reduce((sum, lane) => sum + lane, 0)).toBeCloseTo(0, 9);
      expect(Math.max(...lanes)).toBeLessThan(layout.query.step / 2);
    }
  });
});

describe('labels that are kept apart', () => {
  it('are the most important ones of those that would lie over one another', () => {
    const at = (x: number, y: number) => ({ x, y, width: 30 });
    expect(keptApart([at(0, 0), at(20, 4), at(40, 0), at(20, 20)])).toEqual([
      at(0, 0),
      at(40, 0),
      at(20, 20),
    ]);
  });
});

describe('tokenAt', () => {
  it('finds queries on the left, keys on the right, nothing between', () => {
    const { query, key } = columns(7, 9);
    const layout = columns(7, 9);
    const y = (index: number): number => key.middles[index] ?? NaN;
    expect(tokenAt(layout, query.edge - 30, y(6))).toEqual({ query: 6, key: null });
    expect(tokenAt(layout, key.edge + 30, y(8))).toEqual({ query: null, key: 8 });
    expect(tokenAt(layout, (query.edge + key.edge) / 2, y(3))).toBeNull();
  });

  it('finds nothing below the shorter column', () => {
    const layout = columns(7, 9);
    expect(tokenAt(layout, layout.query.edge - 30, layout.key.middles[8] ?? NaN)).toBeNull();
  });

  it('of two lines finds queries above and keys below', () => {
    const layout = lines(5, 8);
    const x = layout.key.middles[6] ?? NaN;
    expect(tokenAt(layout, x, layout.key.edge + 20)).toEqual({ query: null, key: 6 });
    expect(tokenAt(layout, layout.query.middles[2] ?? NaN, layout.query.edge - 20)).toEqual({
      query: 2,
      key: null,
    });
    expect(tokenAt(layout, x, (layout.query.edge + layout.key.edge) / 2)).toBeNull();
  });

  it('of one line finds a token that reads and is read, and nothing among its arcs', () => {
    const layout = arcs(8);
    const x = layout.query.middles[5] ?? NaN;
    const y = (layout.query.edge + layout.key.edge) / 2;
    expect(tokenAt(layout, x, y)).toEqual({ query: 5, key: 5 });
    expect(tokenAt(layout, x, layout.query.edge - 40)).toBeNull();
    expect(tokenAt(layout, -80, y)).toBeNull();
  });
});
