import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { parseCsv } from '../support/csv';
import { after, expect, exported, test, violations } from './support/page';

type Models = Readonly<Record<string, string>>;

const link = (own: string, models: Models): string =>
  `./#v=1&${own}&bench=${encodeURIComponent(new URLSearchParams({ tool: 'compare', ...models }).toString())}`;

/** Opens the bench and waits for the maps of all models. */
async function openBench(page: Page, own: string, models: Models, nMaps: number): Promise<void> {
  await page.goto(link(own, models));
  await expect(page.locator('section[aria-label^="Model "] .fig-matrix')).toHaveCount(nMaps);
  await page.waitForFunction((count) => performance.getEntriesByName('tv:map-drawn').length >= count, nMaps);
}

const column = (page: Page, slot: string) => page.getByRole('region', { name: `Model ${slot}`, exact: true });
const part = (page: Page, name: string) => page.getByRole('region', { name, exact: true }).first();

/** Values of a row of a table. */
async function rowOf(page: Page, name: string, row: string): Promise<number[]> {
  const cells = part(page, name).locator(`tr[data-row="${row}"] td`);
  return await cells.evaluateAll((all) => all.map((cell) => Number(cell.getAttribute('data-value') ?? NaN)));
}

/** A model like the page's with a full mask, run apart from it: its attention of the first head, and its logits. */
async function runWithFullMask(page: Page) {
  return await page.evaluate(async () => {
    const { engine, store } = window.transformerVariants;
    const { config, weights, run } = store.getState();
    const reads = [
      { name: 'decoder.layers.0.selfAttention.pattern', head: 0 },
      { name: 'decoder.layers.1.residual.output' },
      { name: 'head.logits' },
    ] as const;
    const input = run.of?.prepared.input ?? {};
    const runs = [];
    for (const changed of [
      config,
      { ...config, attention: { ...config.attention, decoderMask: { kind: 'full' } as const } },
    ]) {
      const request = { slot: 'race' as const, config: changed, weights, input, interventions: [], reads };
      const { arrays } = await engine.run(request);
      runs.push(arrays.map(({ data, shape }) => ({ data: [...data], shape: [...shape] })));
    }
    return runs;
  });
}

const softmax = (logits: readonly number[]): number[] => {
  const top = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp(logit - top));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
};

const FULL = { B: 'v=1&preset=gpt2&c.attention.decoderMask.kind=full' };

async function drawnValues(page: Page): Promise<Map<string, number>> {
  const cells = part(page, 'Difference').locator('.fig-heat-cells rect');
  await expect(cells.first()).toBeVisible();
  return new Map(
    await cells.evaluateAll((rects) =>
      rects.map((rect): [string, number] => [
        `${rect.getAttribute('data-row')},${rect.getAttribute('data-col')}`,
        Number(rect.getAttribute('data-value')),
      ]),
    ),
  );
}

test('a copy with one thing changed is named by it, and what differs and what is shared is said', async ({
  page,
}) => {
  await openBench(page, 'preset=gpt2', {}, 1);
  await page.getByRole('button', { name: 'decoder mask: Full' }).click();
  await expect(column(page, 'B').getByRole('heading', { level: 3 }).first()).toHaveText(
    'Model B: decoder mask: Full',
  );
  const differences = part(page, 'What differs between the models').locator('tbody tr');
  await expect(differences).toHaveCount(1);
  await expect(differences).toHaveText(/Decoder mask\s*Causal\s*Full/);
  // Masks have no parameters: all of them are the same numbers.
  const [total] = await rowOf(page, 'In numbers', 'parameters');
  await expect(page.locator('[data-shared="B"]')).toHaveAttribute('data-values', String(total));
  await page.getByRole('button', { name: 'Undo, over all models' }).click();
  await expect(column(page, 'B')).toHaveCount(0);
});

test('differences of attention, stream and output are those of two runs made apart', async ({ page }) => {
  await openBench(page, 'preset=gpt2', FULL, 2);
  await expect(column(page, 'B').getByRole('heading', { level: 3 }).first()).toContainText('decoder mask');
  const [causal, full] = await runWithFullMask(page);
  const [pattern, stream, logits] = causal ?? [];
  const [otherPattern, otherStream, otherLogits] = full ?? [];
  if (!pattern || !otherPattern || !stream || !otherStream || !logits || !otherLogits)
    throw new Error('The runs gave no arrays.');
  const nKeys = pattern.shape.at(-1) ?? 0;

  const attention = await drawnValues(page);
  expect(attention.size).toBe(nKeys * nKeys);
  for (const [place, value] of attention) {
    const [row = 0, col = 0] = place.split(',').map(Number);
    const index = row * nKeys + col;
    expect(value).toBeCloseTo((pattern.data[index] ?? 0) - (otherPattern.data[index] ?? 0), 4);
  }

  await page.getByRole('radio', { name: 'Residual stream' }).click();
  await expect(part(page, 'Difference').locator('.fig-legend')).toContainText('distance of the vectors');
  const distances = await drawnValues(page);
  const width = stream.shape.at(-1) ?? 0;
  for (let position = 0; position < nKeys; position += 1) {
    let sum = 0;
    for (let index = position * width; index < (position + 1) * width; index += 1)
      sum += ((stream.data[index] ?? 0) - (otherStream.data[index] ?? 0)) ** 2;
    // Column 0 is the embedding, which no mask changes; column 2 the end of the second layer.
    expect(distances.get(`${position},0`)).toBe(0);
    expect(distances.get(`${position},2`)).toBeCloseTo(Math.sqrt(sum), 3);
  }

  await page.getByRole('radio', { name: 'Output', exact: true }).click();
  const divergences = part(page, 'Difference').locator('[data-kl]');
  await expect(divergences).toHaveCount(2);
  const nOutputs = logits.shape.at(-1) ?? 0;
  const [p, q] = [logits, otherLogits].map(({ data }) => softmax(data.slice(-nOutputs)));
  const divergence = (one: readonly number[], other: readonly number[]): number =>
    one.reduce((sum, value, id) => sum + value * Math.log(value / (other[id] ?? 0)), 0);
  const shown = await divergences.evaluateAll((all) => all.map((one) => Number(one.getAttribute('data-kl'))));
  expect(shown[0]).toBeCloseTo(divergence(p ?? [], q ?? []), 5);
  expect(shown[1]).toBeCloseTo(divergence(q ?? [], p ?? []), 5);
  expect(new URL(page.url()).hash).toContain('cPart');
});

test('a token that is locked in one map is marked in all, with what each model may see of it', async ({
  page,
}) => {
  await openBench(
    page,
    'preset=gpt2&stacks=alike&prompt=the+cat+sat',
    { B: 'v=1&preset=bert&stacks=alike' },
    2,
  );
  const stage = column(page, 'A').locator('.fig-matrix .fig-stage');
  await stage.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const tokens = await page.evaluate(() => {
    const { run, selection } = window.transformerVariants.store.getState();
    return { query: selection.query ?? -1, nTokens: run.of?.prepared.decoder?.nTokens ?? 0 };
  });
  expect(tokens.query).toBeGreaterThanOrEqual(0);
  // All that comes later is what a causal mask hides and a full one shows.
  const nLater = tokens.nTokens - 1 - tokens.query;
  await expect(column(page, 'A').locator('[data-sight="onlyThere"]')).toHaveCount(nLater);
  await expect(column(page, 'B').locator('[data-sight="onlyHere"]')).toHaveCount(nLater);
  await expect(column(page, 'B')).toContainText(`B sees ${nLater} tokens that A cannot see`);
  await expect(column(page, 'B').locator('.fig-mark-locked').first()).toBeAttached();
  await page.keyboard.press('Escape');
  await expect(page.locator('[data-sight]')).toHaveCount(0);
});

/** Cells that the map of a model marks, as `query,key`: by its signs, and by the line around them. */
async function marksOn(page: Page, slot: string, name: 'here' | 'elsewhere', nKeys: number) {
  const stage = column(page, slot).locator('.fig-matrix .fig-stage');
  return await stage.evaluate(
    (element, { look, n }) => {
      const canvas = element.querySelector('canvas')?.getBoundingClientRect() ?? new DOMRect();
      const { left, top } = element.querySelector('svg')?.getBoundingClientRect() ?? new DOMRect();
      const at = (x: number, y: number): string => {
        const key = Math.floor(((x + left - canvas.left) * n) / canvas.width);
        return [Math.floor(((y + top - canvas.top) * n) / canvas.height), key].join();
      };
      const signs = element.querySelector(`.fig-sight-sign.fig-sight-${look}`)?.getAttribute('d') ?? '';
      const line = element.querySelector<SVGPathElement>(`.fig-sight-line.fig-sight-${look}`);
      const inside = Array.from({ length: n * n }, (_, cell) => {
        const x = canvas.left - left + (((cell % n) + 0.5) * canvas.width) / n;
        const y = canvas.top - top + ((Math.floor(cell / n) + 0.5) * canvas.height) / n;
        return line?.isPointInFill(new DOMPoint(x, y)) ? [at(x, y)] : [];
      }).flat();
      const signed = [...signs.matchAll(/M([\d.]+),([\d.]+)/g)].map(([, x, y]) => at(Number(x), Number(y)));
      return { signed, inside };
    },
    { look: name, n: nKeys },
  );
}

test('cells that only some models see are marked on their maps, in their tables and pictures, until that is switched off', async ({
  page,
}) => {
  const reach = 3;
  const slidingWindow = `c.attention.decoderMask.kind=slidingWindow&c.attention.decoderMask.window=${reach}`;
  const own = 'preset=gpt2&prompt=the+cat+sat';
  await openBench(
    page,
    own,
    { B: `v=1&preset=gpt2&${slidingWindow}&c.attention.decoderMask.causal=false` },
    2,
  );
  // The masks that the models have run with: A's is the page's, B's is written in the link.
  const n = await page.evaluate(() => {
    const { config, run } = window.transformerVariants.store.getState();
    return config.attention.decoderMask.kind === 'causal' ? (run.of?.prepared.decoder?.nTokens ?? 0) : 0;
  });
  expect(n).toBeGreaterThan(reach);
  const cells = Array.from({ length: n * n }, (_, cell) => [Math.floor(cell / n), cell % n] as const);
  const inA = ([query, key]: readonly [number, number]): boolean => key <= query;
  const inB = ([query, key]: readonly [number, number]): boolean => Math.abs(query - key) < reach;
  const onlyA = cells.filter((cell) => inA(cell) && !inB(cell)).map((cell) => cell.join());
  const onlyB = cells.filter((cell) => inB(cell) && !inA(cell)).map((cell) => cell.join());
  await expect(column(page, 'A').locator('.fig-stage .fig-sight path')).toHaveCount(8);
  for (const [slot, here, elsewhere] of [
    ['A', onlyA, onlyB],
    ['B', onlyB, onlyA],
  ] as const) {
    expect(await marksOn(page, slot, 'here', n)).toEqual({ signed: here, inside: here });
    expect(await marksOn(page, slot, 'elsewhere', n)).toEqual({ signed: elsewhere, inside: elsewhere });
  }
  const legend = column(page, 'B').locator('.fig-matrix .fig-legend');
  await expect(legend).toContainText('seen here, hidden in A');
  await expect(legend).toContainText('hidden here, seen in A');

  const [head, ...rows] = parseCsv((await exported(page, 'Attention map of B', 'CSV')).data.toString());
  expect(head?.slice(-2)).toEqual(['Keys seen here, hidden in A', 'Keys hidden here, seen in A']);
  const listed = (column: number): string[] =>
    rows.flatMap((row, query) =>
      (row.at(column) ?? '')
        .split(' ')
        .filter(Boolean)
        .map((key) => [query, Number(key) - 1].join()),
    );
  expect([listed(-2), listed(-1)]).toEqual([onlyB, onlyA]);
  const picture = (await exported(page, 'Attention map of B', 'SVG')).data.toString();
  const drawn = await column(page, 'B')
    .locator('.fig-stage .fig-sight path')
    .evaluateAll((paths) => paths.map((path) => path.getAttribute('d') ?? ''));
  for (const path of drawn) expect(picture).toContain(path);

  await page.getByText('Mark who sees what').click();
  await expect(page.locator('.fig-sight path')).toHaveCount(0);
  await expect(legend).not.toContainText('hidden in A');
  await expect.poll(() => new URL(page.url()).hash).toContain('cMarks%3Doff');
  await page.reload();
  await expect(column(page, 'B').locator('.fig-matrix')).toBeVisible();
  await expect(page.getByRole('switch', { name: 'Mark who sees what' })).not.toBeChecked();
  await expect(page.locator('.fig-sight path')).toHaveCount(0);
});

/** The weights of a map as its file has them; what is masked has none. */
async function savedMap(page: Page, slot: string): Promise<string[][]> {
  const { data } = await exported(page, `Attention map of ${slot}`, 'CSV');
  const [head, ...rows] = parseCsv(data.toString());
  const nKeys = head?.slice(1).filter((name) => !name.startsWith('Keys ')).length ?? 0;
  return rows.map((row) => row.slice(1, nKeys + 1));
}

/** A model run apart from all others: its attention at the place that is shown, on the text that the page's model reads. */
async function runApart(page: Page, id: string): Promise<string[][]> {
  return await page.evaluate(async (weights) => {
    const { engine, store } = window.transformerVariants;
    const { run, selection, trained } = store.getState();
    if (!trained || !run.of) throw new Error('The page shows no trained model.');
    const { layer, head } = selection;
    const { arrays } = await engine.run({
      slot: 'race',
      config: { ...trained.config, batchSize: 1 },
      weights: { kind: 'loaded', id: weights },
      input: run.of.prepared.input,
      interventions: [],
      reads: [{ name: `decoder.layers.${layer}.selfAttention.pattern`, head }],
    });
    const [pattern] = arrays;
    const nKeys = pattern?.shape.at(-1) ?? 0;
    return Array.from({ length: nKeys }, (_, query) =>
      Array.from({ length: nKeys }, (__, key) =>
        key > query ? '' : String(pattern?.data[query * nKeys + key]),
      ),
    );
  }, id);
}

const tensors = (page: Page): Promise<number> =>
  page.evaluate(async () => (await window.transformerVariants.engine.statistics()).tensors);

const openAs = async (page: Page, slot: string, name: RegExp): Promise<void> => {
  await page.getByRole('button', { name: `Open another model as ${slot}` }).click();
  await page.getByRole('menuitemradio', { name }).click();
};

const heading = (page: Page, slot: string) => column(page, slot).getByRole('heading', { level: 3 }).first();

test('a model that was kept is opened in B, with the map of its own trace, and undo takes it back', async ({
  page,
}) => {
  await openBench(page, 'model=handSet:previousToken', {}, 1);
  await column(page, 'A').getByRole('button', { name: 'Model card' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('My previous token');
  await page.getByRole('button', { name: 'Keep in this browser' }).click();
  await page.keyboard.press('Escape');
  const before = await tensors(page);

  await page.getByRole('button', { name: 'Open another model beside it' }).click();
  await page.getByRole('menuitemradio', { name: /^GPT-2/ }).click();
  await expect(heading(page, 'B')).toContainText('GPT-2');
  await expect(column(page, 'B').locator('.fig-matrix')).toBeVisible();
  await openAs(page, 'B', /My previous token/);
  await expect(heading(page, 'B')).toContainText('My previous token');
  await expect(column(page, 'B').getByRole('note')).toContainText(
    'Links do not carry these weights; a saved file does',
  );
  // The same numbers as the model that was kept, run apart; and they attend to the token before.
  const expected = await runApart(page, 'handSet:previousToken');
  await expect.poll(() => savedMap(page, 'B')).toEqual(expected);
  expected.forEach((row, query) => {
    if (query > 0) expect(Number(row[query - 1])).toBeGreaterThan(0.9);
  });

  await page.getByRole('button', { name: 'Undo, over all models' }).click();
  await expect(heading(page, 'B')).toContainText('GPT-2');
  await page.getByRole('button', { name: 'Redo, over all models' }).click();
  await expect(heading(page, 'B')).toContainText('My previous token');
  await page.getByRole('button', { name: /^What to do with B/ }).click();
  await page.getByRole('menuitemradio', { name: 'Remove' }).click();
  await expect(column(page, 'B')).toHaveCount(0);
  await page.evaluate(() => window.transformerVariants.engine.release('race'));
  await expect.poll(() => tensors(page)).toBe(before);
});

test('a file is opened in B and in a new place; one that cannot be read is told at its model', async ({
  page,
}) => {
  await openBench(page, 'model=recall', { B: 'v=1&preset=gpt2' }, 2);
  const choose = async (slot: string, file: Parameters<Page['setInputFiles']>[1]): Promise<void> => {
    const chooser = page.waitForEvent('filechooser');
    await openAs(page, slot, /Open a model file/);
    await (await chooser).setFiles(file);
  };
  await choose('B', { name: 'no-model.safetensors', mimeType: '', buffer: Buffer.alloc(40) });
  const alert = column(page, 'B').getByRole('alert');
  await expect(alert).toContainText('“no-model.safetensors” was not opened.');
  await expect(alert).toContainText('This file cannot be read.');
  await expect(column(page, 'A').getByRole('alert')).toHaveCount(0);
  await expect(heading(page, 'B')).toContainText('GPT-2');
  expect(await violations(page)).toEqual([]);
  await alert.getByRole('button', { name: 'Dismiss' }).click();
  await expect(alert).toHaveCount(0);

  // The file of the model that A shows: its map must be A's, and that of a run apart from both.
  await choose('B', join('public', 'models', 'recall.safetensors'));
  await expect(column(page, 'B').getByRole('note')).toContainText('Trained weights');
  const expected = await runApart(page, 'recall');
  await expect.poll(() => savedMap(page, 'B')).toEqual(expected);
  expect(await savedMap(page, 'A')).toEqual(expected);

  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open another model beside it' }).click();
  await page.getByRole('menuitemradio', { name: /Open a model file/ }).click();
  await (await chooser).setFiles(join('public', 'models', 'stories.safetensors'));
  await expect(column(page, 'C').getByRole('note')).toContainText('Trained weights');
});

test('differences and ratios of the table are those of its numbers', async ({ page }) => {
  await openBench(page, 'preset=gpt2', { B: 'v=1&preset=llama', C: 'v=1&preset=bert' }, 3);
  await expect(column(page, 'C').getByRole('heading', { level: 3 }).first()).toHaveText('Model C: BERT');
  for (const row of [
    'parameters',
    'flops',
    'weightBytes',
    'activationBytes',
    'milliseconds',
    'tokensPerSecond',
  ]) {
    await expect(async () => {
      const [a = 0, b = 0, c = 0, lessB, lessC, ratioB, ratioC] = await rowOf(page, 'In numbers', row);
      expect([lessB, lessC]).toEqual([b - a, c - a]);
      expect([ratioB, ratioC]).toEqual([b / a, c / a]);
    }).toPass();
  }
  const [total] = await rowOf(page, 'In numbers', 'parameters');
  const [d, dFf, layers] = [128, 512, 4];
  const attention = 4 * d * d + 4 * d;
  const feedForward = 2 * d * dFf + dFf + d;
  // Tied output; a norm before each of two sub-layers, and one at the end.
  expect(total).toBe(1000 * d + 64 * d + layers * (attention + feedForward + 4 * d) + 2 * d);
});

test('a model is looked at on the page in place of A, and undo brings A back', async ({ page }) => {
  await openBench(page, 'preset=gpt2', { B: 'v=1&preset=llama' }, 2);
  await page.getByRole('button', { name: 'What to do with B · LLaMA' }).click();
  await after(page, () => page.getByRole('menuitemradio', { name: /Look at this model/ }).click());
  const preset = () => page.evaluate(() => window.transformerVariants.store.getState().presetId);
  expect(await preset()).toBe('llama');
  await expect(column(page, 'B').getByRole('heading', { level: 3 }).first()).toContainText('GPT-2');
  await after(page, () => page.getByRole('button', { name: 'Undo, over all models' }).click());
  expect(await preset()).toBe('gpt2');
});

test('models of other families start alike when they are added', async ({ page }) => {
  await openBench(page, 'preset=gpt2', {}, 1);
  await page.getByRole('button', { name: 'Encoder-only', exact: true }).click();
  await expect(column(page, 'B').getByRole('heading', { level: 3 }).first()).toHaveText(
    'Model B: Encoder-only',
  );
  const toggle = page.getByRole('switch', { name: 'Encoder and decoder start alike' });
  await expect(toggle).toBeChecked();
  const shared = page.locator('[data-shared="B"]');
  const nShared = Number(await shared.getAttribute('data-values'));
  expect(nShared).toBeGreaterThan(0.9 * ((await rowOf(page, 'In numbers', 'parameters'))[0] ?? 0));
  await part(page, 'Shared weights').getByText('Encoder and decoder start alike').click();
  await expect(toggle).not.toBeChecked();
  await expect(shared).not.toHaveAttribute('data-values', String(nShared));
});

test('on a phone the models are tabs, and nothing is wider than the screen', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openBench(page, 'preset=gpt2', { B: 'v=1&preset=bert', C: 'v=1&preset=llama' }, 1);
  const tabs = page.getByRole('tablist', { name: 'Which model is shown' }).getByRole('tab');
  await expect(tabs).toHaveText(['A · GPT-2', 'B · BERT', 'C · LLaMA']);
  await tabs.nth(2).click();
  await expect(column(page, 'C').locator('.fig-matrix')).toBeVisible();
  await column(page, 'C')
    .getByRole('button', { name: /variables and options/ })
    .click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  const wide = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(wide).toBe(0);
});

test('the comparison breaks no rule of accessibility', async ({ page }) => {
  await openBench(page, 'preset=gpt2&query=2', { B: 'v=1&preset=bert', C: 'v=1&preset=llama' }, 3);
  await expect(part(page, 'Difference').locator('.fig-heat')).toBeVisible();
  expect(await violations(page)).toEqual([]);
});
