import { afterEach, describe, expect, it } from 'vitest';
import { drawElements } from '../../src/figures/shared/exportSvg';
import { writeSvg } from '../../src/figures/shared/exportNodes';
import { mountRecorded } from '../figures/mount';
import { decodeRecorded, encodeRecorded } from '../figures/recorded';

const files = import.meta.glob<string>('../figures/recorded/*.json', {
  query: '?raw',
  import: 'default',
  eager: true,
});
const recordings = Object.values(files).map(decodeRecorded);

afterEach(() => document.body.replaceChildren());

async function frames(count: number): Promise<void> {
  for (let frame = 0; frame < count; frame += 1) await new Promise(requestAnimationFrame);
}

/** Every text and number of a table. */
function valuesOf(table: ReturnType<ReturnType<typeof mountRecorded>['table']>): unknown[] {
  return table.rows.flat();
}

describe('every kind of figure was recorded from a real run', () => {
  it('and a recording survives being written and read', () => {
    expect(new Set(recordings.map(({ figure }) => figure)).size).toBe(13);
    for (const recorded of recordings) expect(decodeRecorded(encodeRecorded(recorded))).toEqual(recorded);
  });
});

describe.each(recordings.map((recorded) => [recorded.name, recorded] as const))('%s', (_, recorded) => {
  it('stands alone on an element of any page, and leaves it as it was', async () => {
    const element = document.createElement('div');
    element.style.width = '640px';
    element.style.height = '640px';
    document.body.append(element);
    const figure = mountRecorded(element, recorded);
    await frames(4);
    const { columns, rows } = figure.table();
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(row).toHaveLength(columns.length);
    if (recorded.figure === 'attentionMatrix') {
      const { weights, masked } = recorded.data;
      const shown = valuesOf({ caption: '', columns, rows: rows.map((row) => row.slice(1)) });
      expect(shown).toEqual([...weights].map((weight, index) => (masked?.[index] === 1 ? null : weight)));
    }

    // Drawn as vectors, it has texts and shapes, and nothing of the page's style sheets.
    const drawing = drawElements([element]);
    let step = drawing.next();
    while (!step.done) step = drawing.next();
    const svg = new DOMParser().parseFromString(
      `<svg xmlns="http://www.w3.org/2000/svg">${writeSvg(step.value.node)}</svg>`,
      'image/svg+xml',
    );
    expect(svg.querySelector('parsererror')).toBeNull();
    expect(svg.querySelectorAll('[class], [style], image, foreignObject')).toHaveLength(0);
    expect(svg.querySelectorAll('path, rect, circle').length).toBeGreaterThan(4);
    expect(svg.querySelectorAll('text').length).toBeGreaterThan(0);

    figure.destroy();
    expect(element.childElementCount).toBe(0);
  });
});
