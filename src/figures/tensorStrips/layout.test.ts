import { describe, expect, it } from 'vitest';
import { dimensionSpan, stripAt, stripsLayout, walkStrips } from './layout';
import { stripsTable } from './table';

const inputs = [
  { length: 96, hasHeading: true },
  { length: 24, hasHeading: false },
  { length: 1200, hasHeading: true },
];

describe('the layout of vectors', () => {
  it('finds every element again where it is drawn, at any width', () => {
    for (const width of [320, 420, 740]) {
      const layout = stripsLayout(inputs.slice(0, 2), width);
      for (const [query, strip] of layout.strips.entries()) {
        for (let key = 0; key < strip.length; key += 1) {
          const span = dimensionSpan(layout, strip, key);
          expect(span.x + span.width).toBeLessThanOrEqual(width);
          expect(stripAt(layout, span.x + span.width / 2, strip.y + 5)).toEqual({ query, key });
        }
        expect(stripAt(layout, 20, strip.nameY)).toEqual({ query, key: null });
      }
    }
  });

  it('draws no more cells than there are pixels', () => {
    const [first, , long] = stripsLayout(inputs, 402).strips;
    expect(first?.nDrawn).toBe(96);
    expect(long?.nDrawn).toBe(400);
  });

  it('never lets strips overlap', () => {
    const { strips, height } = stripsLayout(inputs, 400);
    strips.reduce((end, { headingY, nameY, y, height: own }) => {
      expect(headingY ?? nameY).toBeGreaterThan(end);
      expect(y).toBeGreaterThan(nameY);
      return y + own;
    }, 0);
    expect(height).toBeGreaterThan((strips.at(-1)?.y ?? 0) + 10);
  });
});

describe('walking over vectors', () => {
  it('goes along a vector and to the next one, whose last dimension it does not pass', () => {
    const lengths = [96, 24];
    expect(walkStrips(null, 'ArrowDown', lengths)).toEqual({ query: 0, key: 0 });
    expect(walkStrips({ query: 0, key: 0 }, 'End', lengths)).toEqual({ query: 0, key: 95 });
    expect(walkStrips({ query: 0, key: 95 }, 'ArrowDown', lengths)).toEqual({ query: 1, key: 23 });
    expect(walkStrips({ query: 1, key: 23 }, 'ArrowRight', lengths)).toEqual({ query: 1, key: 23 });
    expect(walkStrips({ query: 1, key: 23 }, 'x', lengths)).toBeNull();
  });
});

describe('the table of vectors', () => {
  it('has a row for each vector and leaves empty what a shorter one lacks', () => {
    const strip = { shape: 's', formula: 'f' };
    const table = stripsTable(
      {
        strips: [
          { ...strip, heading: 'query', name: 'x', values: Float32Array.of(1, 2, 3) },
          { ...strip, heading: null, name: 'q', values: Float32Array.of(4) },
        ],
        selection: { query: null, key: null, locked: false },
        linked: [],
      },
      {
        ...{ figure: 'chain', legend: '', notes: [], pooled: '', hint: '' },
        ...{ tick: String, cell: String, strip: String, summary: String },
        table: { name: 'vector', shape: 'shape', formula: 'formula', dimension: String },
      },
    );
    expect(table.columns).toHaveLength(6);
    expect(table.rows).toEqual([
      ['query: x', 's', 'f', 1, 2, 3],
      ['q', 's', 'f', 4, null, null],
    ]);
  });
});
