import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCsv } from '../../../tests/support/csv';
import { attentionColor } from './color';
import { canBeShapes, cellShapes } from './exportCells';
import { plainColor } from './exportColor';
import { csvOf, tabbedOf } from './exportCsv';
import { jsonOf } from './exportJson';
import { svgNode, writeSvg } from './exportNodes';
import { fileName, wrapLines } from './exportWords';
import type { FigureTable } from './figure';
import type { GridPicture } from './paintGrid';

const table: FigureTable = {
  caption: 'layer 1, head 1',
  columns: [
    { id: 'query', label: 'query' },
    { id: 'key1', label: '1 a', unit: 'weight' },
    { id: 'key2', label: '2 "b",\n', unit: 'weight' },
  ],
  rows: [
    ['1 a', 1, null],
    ['2 "b",\n', 0.10000000149011612, Number.NaN],
  ],
};
const csv = (...tables: FigureTable[]): string => [...csvOf(tables)].join('');

describe('CSV', () => {
  it('holds every digit of every value, and nothing where there is no value', () => {
    const [head, first, second] = parseCsv(csv(table));
    expect(head).toEqual(['query', '1 a', '2 "b",\n']);
    expect(first).toEqual(['1 a', '1', '']);
    expect(second).toEqual(['2 "b",\n', '0.10000000149011612', 'NaN']);
  });

  it('gives back any number and any text that no spreadsheet would take for a formula', () => {
    const value = fc.oneof(
      fc.double(),
      fc.string({ unit: 'grapheme' }).filter((text) => !/^[=+\-@\t\r]./su.test(text) && text !== ''),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value, value), { minLength: 1, maxLength: 40 }), (rows) => {
        const [, ...read] = parseCsv(csv({ ...table, rows }));
        expect(read).toHaveLength(rows.length);
        rows.forEach((row, index) => {
          row.forEach((wanted, at) => {
            const field = read[index]?.[at] ?? '';
            if (typeof wanted === 'number') expect(Number(field)).toBe(wanted === 0 ? 0 : wanted);
            else expect(field).toBe(wanted);
          });
        });
      }),
    );
  });

  it('disarms a token that a spreadsheet would run', () => {
    const nasty = { ...table, rows: [['=HYPERLINK("http://x")', 1, -2]] };
    expect(parseCsv(csv(nasty))[1]).toEqual(['\'=HYPERLINK("http://x")', '1', '-2']);
    expect(tabbedOf([nasty])).toContain("'=HYPERLINK");
  });

  it('of several figures with the same columns is one table that says which is which', () => {
    const rows = parseCsv(csv(table, { ...table, caption: 'layer 1, head 2' }));
    expect(rows).toHaveLength(5);
    expect(rows.slice(1).map(([caption]) => caption)).toEqual([
      'layer 1, head 1',
      'layer 1, head 1',
      'layer 1, head 2',
      'layer 1, head 2',
    ]);
  });

  it('of figures with other columns has each under its caption', () => {
    const other = { caption: 'other', columns: [{ id: 'x', label: 'x' }], rows: [[7]] };
    expect(parseCsv(csv(table, other)).slice(-4)).toEqual([[''], ['other'], ['x'], ['7']]);
  });
});

describe('JSON', () => {
  it('holds the values as they are, with what they are of', () => {
    const read: unknown = JSON.parse([...jsonOf([table], { model: 'GPT-2', layer: 1, head: null })].join(''));
    expect(read).toEqual({
      about: { model: 'GPT-2', layer: 1, head: null },
      tables: [{ ...table, rows: [table.rows[0], ['2 "b",\n', 0.10000000149011612, 'NaN']] }],
    });
  });

  it('is written whole when there are more rows than fit one piece', () => {
    const rows = Array.from({ length: 100 }, (_, index) => ['row', index, null]);
    const pieces = [...jsonOf([{ ...table, rows }], {})];
    expect(pieces.length).toBeGreaterThan(5);
    expect(JSON.parse(pieces.join(''))).toMatchObject({ tables: [{ rows }] });
  });
});

describe('SVG', () => {
  it('writes token text as text, whatever it holds', () => {
    const written = writeSvg(svgNode('text', { x: 1 / 3, 'data-token': '"<&' }, ['</text><script>\u0000']));
    expect(written).toBe(
      '<text x="0.333" data-token="&quot;&lt;&amp;">&lt;/text&gt;&lt;script&gt;\ufffd</text>',
    );
  });

  it.each([
    ['rgb(10, 92, 153)', '#0a5c99', 1],
    ['rgba(0, 0, 0, 0.55)', '#000000', 0.55],
    ['color(srgb 1 0.5 0 / 0.25)', '#ff8000', 0.25],
    ['transparent', 'none', 0],
    ['url("#fig-grid")', "url('#fig-grid')", 1],
  ])('names the colour %s as every reader of SVG knows it', (css, color, opacity) => {
    expect(plainColor(css)).toEqual({ color, opacity });
  });

  const picture: GridPicture = {
    grid: { weights: Float32Array.of(1, 0, 0.25, 0.75), masked: Uint8Array.of(0, 1, 0, 0), rows: 2, cols: 2 },
    width: 41,
    height: 40,
    pixelRatio: 2,
    scale: 'sqrt',
    theme: { masked: '#eee', maskedLine: '#999', labelFont: '12px monospace' },
    gap: 2,
  };

  it('has a shape for each cell that is seen, with its weight and the colour of it', () => {
    const written = writeSvg(cellShapes(picture, 'hatch'));
    const cells = [...written.matchAll(/<rect ([^>]*)\/>/g)].map(([, attributes = '']) =>
      Object.fromEntries(
        [...attributes.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name, value]),
      ),
    );
    expect(cells.map((cell) => [cell['data-query'], cell['data-key'], cell['data-weight']])).toEqual([
      ['0', '0', '1'],
      ['1', '0', '0.25'],
      ['1', '1', '0.75'],
    ]);
    expect(cells[1]).toMatchObject({ x: '0', y: '10', width: '9.5', height: '10' });
    expect(cells[2]?.['fill']).toBe(hex(attentionColor(0.75, 'sqrt')));
    // The masked cell is hatched, in one path for all of them.
    expect(written).toContain('<path d="M10.5,0h10v9h-10z" fill="url(#hatch)"/>');
  });

  it('takes an image where cells outnumber pixels or would fill the file', () => {
    expect(canBeShapes(picture)).toBe(true);
    expect(canBeShapes({ ...picture, width: 1 })).toBe(false);
    const large = { weights: new Float32Array(150 * 150), masked: null, rows: 150, cols: 150 };
    expect(canBeShapes({ ...picture, grid: large, width: 900, height: 900 })).toBe(false);
  });
});

function hex(css: string): string {
  return plainColor(css).color;
}

describe('a caption', () => {
  const measure = (text: string): number => text.length;

  it('is broken between words, none of which is lost', () => {
    const text = 'Decoder self-attention, layer 1, head 3. Weights: random, seed 1.';
    const lines = wrapLines(text, 20, measure);
    expect(lines.every((line) => line.length <= 20)).toBe(true);
    expect(lines.join(' ')).toBe(text);
  });

  it('is broken between any two Chinese characters, and inside what is longer than a line', () => {
    expect(wrapLines('解码器自注意力，第一层', 4, measure)).toEqual(['解码器自', '注意力，', '第一层']);
    expect(wrapLines('ab abcdefgh', 4, measure)).toEqual(['ab', 'abcd', 'efgh']);
  });
});

describe('the name of a file', () => {
  it('says model, weights and place in letters that every system takes', () => {
    expect(fileName(['GPT-2, changed', 'random, seed 1', 'Matrix', 'layer 1, head 3'], 'svg')).toBe(
      'gpt-2-changed_random-seed-1_matrix_layer-1-head-3.svg',
    );
    expect(fileName(['翻译', '../..', '交叉注意力，第 1 层'], 'csv')).toBe('翻译_交叉注意力-第-1-层.csv');
  });

  it('is never empty and never too long', () => {
    expect(fileName(['///'], 'json')).toBe('figure.json');
    expect(new TextEncoder().encode(fileName(['字'.repeat(500)], 'png')).length).toBeLessThan(220);
  });
});
