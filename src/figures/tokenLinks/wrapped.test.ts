import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineOfToken, tokenPoint } from './axis';
import { tokenAt } from './hit';
import { type LinksLayout, linkPath, linksLayout, weightPlace } from './layout';

const measure = (text: string): number => text.length * 7;

function layoutOf(queryTexts: readonly string[], width: number, height = 400): LinksLayout {
  const count = queryTexts.length;
  const input = { width, height, rows: count, cols: count, queryTexts, keyTexts: queryTexts, measure };
  return linksLayout({ ...input, weightRoom: 40 }, 'arcs', 'decoderSelf');
}

/** Texts that do not fit into one line, in figures as wide as on a phone or on a screen. */
const anyWrapped = fc
  .record({
    lengths: fc.array(fc.integer({ min: 0, max: 80 }), { minLength: 2, maxLength: 300 }),
    width: fc.integer({ min: 200, max: 1200 }),
    height: fc.integer({ min: 200, max: 900 }),
  })
  .map(({ lengths, width, height }) => {
    const texts = lengths.map((length) => 'x'.repeat(length));
    return { texts, layout: layoutOf(texts, width, height) };
  })
  .filter(({ layout }) => layout.shape === 'wrapped');

/** The points of the one curve of a link. */
function curve(layout: LinksLayout, query: number, key: number, group: 'all' | 'reads' | 'readers' = 'all') {
  const numbers = (linkPath(layout, { query, key }, group).match(/-?[\d.]+(?:e-?\d+)?/g) ?? []).map(Number);
  return [0, 2, 4, 6].map((at) => ({ x: numbers[at] ?? NaN, y: numbers[at + 1] ?? NaN }));
}

describe('a text that is too long for one line', () => {
  it('wraps: on a phone eight words, on a screen thirty; one that fits does not', () => {
    const words = (count: number): string[] => Array.from({ length: count }, (_, index) => `token${index}`);
    expect(layoutOf(words(8), 600).shape).toBe('arcs');
    expect(layoutOf(words(8), 310).shape).toBe('wrapped');
    expect(layoutOf(words(30), 600).query.firsts.length).toBeGreaterThan(2);
  });

  it('has all its tokens in order, inside the figure, none over another, and a line is as full as it can be', () => {
    fc.assert(
      fc.property(anyWrapped, ({ texts, layout }) => {
        const { query, width } = layout;
        const half = (index: number): number => Math.min(query.room, measure(texts[index] ?? '')) / 2;
        for (const [index, middle] of query.middles.entries()) {
          expect(middle - half(index)).toBeGreaterThanOrEqual(0);
          expect(middle + half(index)).toBeLessThanOrEqual(width);
          const before = query.middles[index - 1];
          if (before === undefined) continue;
          const edge = before + half(index - 1);
          if (lineOfToken(query, index) === lineOfToken(query, index - 1))
            expect(middle - half(index)).toBeGreaterThan(edge + 8);
          else expect(edge + 12 + 2 * half(index)).toBeGreaterThan(width - 8);
        }
      }),
    );
  });

  it('asks for the height that its lines need, and stays in it; more room sets them farther apart', () => {
    fc.assert(
      fc.property(anyWrapped, ({ texts, layout }) => {
        const { query, key, needed, height, width } = layout;
        const last = tokenPoint(key, texts.length - 1).y;
        expect(last).toBeLessThan(height - 28);
        expect(query.edge).toBeGreaterThan(28);
        expect(query.pitch - (key.edge - query.edge)).toBeGreaterThanOrEqual(50);
        expect(layoutOf(texts, width, needed).query.pitch).toBeLessThanOrEqual(query.pitch + 1e-9);
        expect(layoutOf(texts, width, needed).height).toBeCloseTo(needed, 6);
      }),
    );
  });

  it('draws arcs within a line above it and below it, not into the next; links to other lines from edge to edge', () => {
    fc.assert(
      fc.property(
        anyWrapped,
        fc.nat(),
        fc.nat(),
        fc.constantFrom('reads', 'readers'),
        (some, one, two, group) => {
          const { texts, layout } = some;
          const [query, key] = [one % texts.length, two % texts.length];
          const [from, control, , to] = curve(layout, query, key, group);
          const up = lineOfToken(layout.query, query) - lineOfToken(layout.query, key);
          const [above, below] = [tokenPoint(layout.query, query).y, tokenPoint(layout.key, query).y];
          if (up === 0) {
            const reach = 0.75 * ((control?.y ?? NaN) - (from?.y ?? NaN));
            expect(from?.y).toBe(group === 'reads' ? above : below);
            expect(Math.sign(reach)).toBe(group === 'reads' ? -1 : 1);
            expect(Math.abs(reach)).toBeLessThan(layout.query.pitch - (below - above));
          } else {
            expect(from?.y).toBe(up > 0 ? above : below);
            expect(to?.y).toBe(tokenPoint(up > 0 ? layout.key : layout.query, key).y);
          }
          expect(Math.abs((from?.x ?? NaN) - (layout.query.middles[query] ?? 0))).toBeLessThanOrEqual(3);
          expect(Math.abs((to?.x ?? NaN) - (layout.query.middles[key] ?? 0))).toBeLessThanOrEqual(3);
        },
      ),
    );
  });

  it('writes a weight beside the token of the other line, at the top of an arc within one', () => {
    fc.assert(
      fc.property(
        anyWrapped,
        fc.nat(),
        fc.nat(),
        fc.constantFrom('reads', 'readers'),
        (some, one, two, group) => {
          const { texts, layout } = some;
          const [query, key] = [one % texts.length, two % texts.length];
          const { x, y } = weightPlace(layout, { head: 0, query, key, weight: 1 }, group);
          const other = group === 'reads' ? key : query;
          const [above, below] = [tokenPoint(layout.query, other).y, tokenPoint(layout.key, other).y];
          expect(y < above || y > below).toBe(true);
          expect(y).toBeGreaterThan(0);
          expect(y).toBeLessThan(layout.height);
          if (lineOfToken(layout.query, query) === lineOfToken(layout.query, key)) return;
          expect(Math.abs(x - (layout.query.middles[other] ?? NaN))).toBeLessThanOrEqual(3);
          expect(Math.min(Math.abs(y - above), Math.abs(y - below))).toBeLessThanOrEqual(28);
        },
      ),
    );
  });

  it('is found by the pointer where each of its tokens stands, and not between the lines', () => {
    fc.assert(
      fc.property(anyWrapped, ({ texts, layout }) => {
        for (const [index, x] of layout.query.middles.entries()) {
          if (texts[index] === '') continue;
          const y = (tokenPoint(layout.query, index).y + tokenPoint(layout.key, index).y) / 2;
          expect(tokenAt(layout, x, y)).toEqual({ query: index, key: index });
          expect(tokenAt(layout, x, tokenPoint(layout.query, index).y - 20)).toBeNull();
        }
      }),
    );
  });
});
