import type { Page } from '@playwright/test';
import { after, expect, test, violations } from './support/page';

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
