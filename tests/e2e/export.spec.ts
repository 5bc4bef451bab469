import type { Page } from '@playwright/test';
import { attentionColor } from '../../src/figures/shared/color';
import { parseCsv } from '../support/csv';
import { drawn, expect, exported, open, test, violations } from './support/page';

/** The attention that the page shows, straight from its trace. */
interface Shown {
  readonly weights: readonly number[];
  readonly rows: number;
  readonly cols: number;
}

async function shownAttention(page: Page): Promise<Shown> {
  return await page.evaluate(() => {
    const { run, selection } = window.transformerVariants.store.getState();
    const stack = selection.kind === 'encoderSelf' ? 'encoder' : 'decoder';
    const part = selection.kind === 'cross' ? 'crossAttention' : 'selfAttention';
    const name = `${stack}.layers.${selection.layer}.${part}.pattern`;
    const array = [...run.arrays.values()].find((one) => one.name === name);
    if (!array) throw new Error(`${name} was not read`);
    const [rows = 0, cols = 0] = array.shape.slice(-2);
    const from = selection.head * rows * cols;
    return { weights: [...array.data.slice(from, from + rows * cols)], rows, cols };
  });
}

const families = [
  ['encoder-only', 'preset=bert&head=1', 'encoder-self-attention-layer-1-head-2'],
  ['decoder-only', 'preset=gpt2&layer=1&head=2', 'decoder-self-attention-layer-2-head-3'],
  ['encoder-decoder', 'preset=originalTransformer&figure=cross&head=1', 'cross-attention-layer-1-head-2'],
] as const;

for (const [family, hash, place] of families) {
  test(`the files of an ${family} model's matrix hold the weights of its trace`, async ({ page }) => {
    await open(page, hash);
    const { weights, rows, cols } = await shownAttention(page);

    const csv = await exported(page, 'Matrix', 'CSV');
    expect(csv.name).toMatch(/_random-seed-1_/);
    expect(csv.name).toContain(`${place}.csv`);
    const [head, ...lines] = parseCsv(csv.data.toString());
    expect(head).toHaveLength(cols + 1);
    expect(lines).toHaveLength(rows);
    const read = lines.flatMap(([, ...fields]) => fields);
    // What is masked has no value in the file, and no weight in the trace.
    read.forEach((field, index) => expect(field === '' ? 0 : Number(field)).toBe(weights[index]));

    const json = await exported(page, 'Matrix', 'JSON');
    const { about, tables } = JSON.parse(json.data.toString()) as {
      about: Record<string, unknown>;
      tables: { rows: (string | number | null)[][] }[];
    };
    expect(about).toMatchObject({ weights: 'random, seed 1', link: page.url() });
    expect(tables[0]?.rows.flatMap(([, ...values]) => values.map((value) => value ?? 0))).toEqual(weights);
  });
}

test('every cell of an exported SVG has the weight of the trace and the colour of that weight', async ({
  page,
}) => {
  await open(page, 'preset=gpt2&query=4&key=2&palette=viridis');
  const { weights, cols } = await shownAttention(page);
  const { data } = await exported(page, 'Matrix', 'SVG');
  const read = await page.evaluate((text) => {
    const svg = new DOMParser().parseFromString(text, 'image/svg+xml');
    const cells = [...svg.querySelectorAll('rect[data-weight]')].map((cell) => ({
      query: Number(cell.getAttribute('data-query')),
      key: Number(cell.getAttribute('data-key')),
      weight: Number(cell.getAttribute('data-weight')),
      fill: cell.getAttribute('fill'),
    }));
    return {
      fault: svg.querySelector('parsererror')?.textContent ?? null,
      cells,
      caption: svg.querySelector('.caption')?.textContent ?? '',
      families: [...svg.querySelectorAll('text')].filter((one) => one.closest('[font-family]') === null)
        .length,
      strange: [...svg.querySelectorAll('image, script, foreignObject, [style]')].length,
      texts: [...svg.querySelectorAll('text')].map((one) => one.textContent),
    };
  }, data.toString());
  expect(read.fault).toBeNull();
  // Causal: a token sees itself and those before it.
  expect(read.cells).toHaveLength((cols * (cols + 1)) / 2);
  for (const { query, key, weight, fill } of read.cells) {
    expect(weight).toBe(weights[query * cols + key]);
    expect(fill).toBe(attentionColor(weight, 'sqrt', 'viridis'));
  }
  expect(read.caption).toContain('Decoder self-attention, layer 1, head 1');
  for (const said of ['GPT-2', 'random, seed 1', 'The cat sat', 'Viridis'])
    expect(read.caption).toContain(said);
  expect(read.families, 'texts without a font').toBe(0);
  expect(read.strange).toBe(0);
  expect(read.texts).toContain('queries: decoder tokens');
});

test('an exported PNG has two pixels for one and shows the colours of the weights', async ({ page }) => {
  await open(page, 'preset=gpt2');
  const { weights } = await shownAttention(page);
  const svg = (await exported(page, 'Matrix', 'SVG')).data.toString();
  const { data } = await exported(page, 'Matrix', 'PNG');
  const [, width = '', height = ''] = /width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? [];
  expect([data.readUInt32BE(16), data.readUInt32BE(20)]).toEqual([2 * Number(width), 2 * Number(height)]);
  const seen = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext('2d');
    context?.drawImage(bitmap, 0, 0);
    const pixels = context?.getImageData(0, 0, bitmap.width, bitmap.height).data ?? [];
    const colors = new Set<string>();
    for (let at = 0; at < pixels.length; at += 4) {
      const hex = [0, 1, 2].map((c) => (pixels[at + c] ?? 0).toString(16).padStart(2, '0'));
      colors.add(`#${hex.join('')}`);
    }
    return [...colors];
  }, data.toString('base64'));
  const fills = [...svg.matchAll(/data-weight="[^"]*"/g)].length;
  expect(fills).toBeGreaterThan(20);
  const hex = (weight: number): string => {
    const [r = '', g = '', b = ''] = attentionColor(weight, 'sqrt', 'cividis').match(/\d+/g) ?? [];
    return `#${[r, g, b].map((value) => Number(value).toString(16).padStart(2, '0')).join('')}`;
  };
  for (const weight of weights.filter((one) => one > 0)) expect(seen).toContain(hex(weight));
});

test('a matrix of too many cells is an image in the SVG, which the caption says', async ({ page }) => {
  const prompt = Array.from({ length: 100 }, (_, index) => `the cat ${index}`).join(' ');
  await open(page, `preset=gpt2&c.contextLength=256&prompt=${encodeURIComponent(prompt)}`);
  const { rows, cols } = await shownAttention(page);
  expect(rows * cols).toBeGreaterThan(20_000);
  const svg = (await exported(page, 'Matrix', 'SVG')).data.toString();
  expect(svg).toContain('href="data:image/png;base64,');
  expect(svg).not.toContain('data-weight');
  expect(svg).toContain(`${(rows * cols).toLocaleString('en')} cells are an embedded image`);
  await expect(page.getByText('are an embedded image: as shapes')).toBeVisible();
});

test('the links, the heads, the architecture and the distribution are saved as they are drawn', async ({
  page,
}) => {
  await open(page, 'preset=originalTransformer&view=links&figure=cross');
  const { weights, cols } = await shownAttention(page);
  const [, ...links] = parseCsv((await exported(page, 'Links', 'CSV')).data.toString());
  expect(links.length).toBeGreaterThan(0);
  for (const [query = '', key = '', weight = ''] of links) {
    expect(Number(weight)).toBe(
      weights[(Number.parseInt(query, 10) - 1) * cols + Number.parseInt(key, 10) - 1],
    );
  }
  const lines = (await exported(page, 'Links', 'SVG')).data.toString();
  expect(lines.match(/<path d="M[^"]*C[^"]*"/g)).toHaveLength(links.length);

  const [, ...heads] = parseCsv((await exported(page, 'Heads of this layer', 'CSV')).data.toString());
  const nHeads = await page.evaluate(() => window.transformerVariants.store.getState().config.nHeads);
  expect(heads).toHaveLength((nHeads * weights.length) / cols);
  expect(heads.slice(0, weights.length / cols).flatMap((row) => row.slice(2).map(Number))).toEqual(weights);

  const [, ...parts] = parseCsv((await exported(page, 'Architecture', 'CSV')).data.toString());
  await expect(
    page.getByText(parts.reduce((sum, row) => sum + Number(row[4]), 0).toLocaleString('en')),
  ).toBeVisible();

  const [, ...tokens] = parseCsv((await exported(page, 'Next token', 'CSV')).data.toString());
  expect(tokens.reduce((sum, row) => sum + Number(row[2]), 0)).toBeCloseTo(1, 6);
});

test('the values stand in a table that can be read without seeing the figure', async ({ page }) => {
  await open(page, 'preset=gpt2&head=1');
  const { weights, rows, cols } = await shownAttention(page);
  await page.getByRole('button', { name: 'Export: Matrix' }).click();
  await page.getByRole('menuitemradio', { name: 'Show as table' }).click();
  const table = page.getByRole('table', { name: 'Decoder self-attention, layer 1, head 2' });
  await expect(table.getByRole('rowheader')).toHaveCount(rows);
  const cells = await table.getByRole('cell').allTextContents();
  expect(cells).toHaveLength(rows * Math.min(cols, 12));
  cells.forEach((text, index) => {
    const [query, key] = [Math.floor(index / 12), index % 12];
    if (key > query) expect(text).toBe('–');
    else expect(Number(text)).toBeCloseTo(weights[query * cols + key] ?? NaN, 4);
  });
  expect(await violations(page)).toEqual([]);
});

test('the palette changes every figure and its legend, and is in the link and kept', async ({ page }) => {
  await open(page, 'preset=gpt2');
  const barEnd = (): Promise<string> =>
    page.evaluate(() => {
      const bar = document.querySelector<HTMLCanvasElement>('.fig-legend-bar');
      return [...(bar?.getContext('2d')?.getImageData(0, 0, 1, 1).data ?? [])].join();
    });
  const thumb = (): Promise<string> =>
    page.evaluate(() => document.querySelector<HTMLCanvasElement>('.fig-head canvas')?.toDataURL() ?? '');
  const before = { bar: await barEnd(), thumb: await thumb() };
  await page.getByRole('button', { name: /^Colours of attention/ }).click();
  await page.getByRole('menuitemradio', { name: 'Grey, white to black' }).click();
  await expect.poll(barEnd).toBe('255,255,255,255');
  expect(before.bar).not.toBe('255,255,255,255');
  await expect.poll(thumb).not.toBe(before.thumb);
  await expect.poll(() => page.url()).toContain('palette=greys');
  await page.goto('./#');
  await page.reload();
  await drawn(page);
  expect(await page.evaluate(() => window.transformerVariants.store.getState().palette)).toBe('greys');
  expect(await violations(page)).toEqual([]);
});

test('on paper there is the figure with its caption, and nothing of the page', async ({ page }) => {
  await open(page, 'preset=gpt2&theme=dark');
  await page.getByRole('button', { name: 'Export: Matrix' }).waitFor();
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  await page.emulateMedia({ media: 'print' });
  const sheet = page.locator('#print svg');
  await expect(sheet).toBeVisible();
  await expect(sheet).toContainText('Model: GPT-2');
  await expect(page.getByRole('banner')).toBeHidden();
  expect(await sheet.locator('> rect').getAttribute('fill')).toBe('#ffffff');
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await expect(page.getByRole('banner')).toBeVisible();
});

test('the picture and the values are copied, the picture as PNG', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page, 'preset=gpt2');
  const { weights } = await shownAttention(page);
  const choose = async (action: string): Promise<void> => {
    await page.getByRole('button', { name: 'Export: Matrix' }).click();
    await page.getByRole('menuitemradio', { name: action }).click();
    await expect(page.getByText('Copied.')).toBeVisible();
  };
  await choose('Copy the picture');
  const types = await page.evaluate(async () =>
    (await navigator.clipboard.read()).flatMap((item) => item.types),
  );
  expect(types).toContain('image/png');
  await choose('Copy the values');
  const [, ...rows] = (await page.evaluate(() => navigator.clipboard.readText())).split('\n');
  const values = rows.flatMap((row) =>
    row
      .split('\t')
      .slice(1)
      .map((field) => Number(field)),
  );
  expect(values).toEqual(weights);
});
