import { type Page } from '@playwright/test';
import { expect, test, violations } from './support/page';

const bench = (parts: string): string => `&bench=${encodeURIComponent(`tool=interventions${parts}`)}`;
const TRANSLATOR = `./#v=1&model=translator${bench('')}`;
const STORIES = `./#v=1&model=stories${bench('')}`;

async function opened(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await expect(page.getByRole('heading', { name: 'What it does' })).toBeVisible();
  await expect(page.getByRole('columnheader', { name: 'before', exact: true })).toBeVisible();
}

interface Row {
  readonly token: string;
  readonly before: string;
  readonly after: string;
}

async function rows(page: Page): Promise<Row[]> {
  const table = page.getByRole('table', { name: 'Output distribution before and after' });
  return await table.locator('tbody tr').evaluateAll((found) =>
    found.map((row) => {
      const [token = '', before = '', after = ''] = [...row.children].map((cell) => cell.textContent ?? '');
      return { token, before, after };
    }),
  );
}

/** Probabilities of the last position, computed apart from the page, in a slot of their own. */
async function probabilities(page: Page, interventions: readonly unknown[]): Promise<number[]> {
  return await page.evaluate(async (changes) => {
    const { store, engine } = window.transformerVariants;
    const { of } = store.getState().run;
    if (!of) throw new Error('Nothing has run.');
    const { config, weights, prepared } = of;
    const { arrays } = await engine.run({
      slot: 'race',
      config,
      weights,
      input: prepared.input,
      // What the test gives is of this type.
      interventions: changes as never,
      reads: [{ name: 'head.logits' }],
    });
    const logits = arrays[0];
    const width = logits?.shape.at(-1) ?? 0;
    const row = Array.from(logits?.data.slice(-width) ?? []);
    const top = Math.max(...row);
    const sum = row.reduce((total, value) => total + Math.exp(value - top), 0);
    return row.map((value) => Math.exp(value - top) / sum);
  }, interventions);
}

const percent = (value: number): string => {
  const points = value * 100;
  if (points < 0.01) return points === 0 ? '0 %' : '< 0.01 %';
  return `${points < 10 ? points.toFixed(2) : points.toFixed(1)} %`;
};

test('a head that is switched off changes the output by what an independent run gives', async ({ page }) => {
  await opened(page, STORIES);
  const same = await rows(page);
  expect(same.every(({ before, after }) => before === after)).toBe(true);
  await expect(page.getByText('Nothing is changed: before and after are one.')).toBeVisible();

  await page.getByRole('button', { name: 'Decoder self-attention, layer 3, head 2' }).click();
  const item = page.getByText('self-attention head outputs, Decoder 3, head 2: set to 0');
  await expect(item).toBeVisible();
  await expect(page.getByText(/positions moved/)).toBeVisible();

  const before = await probabilities(page, []);
  const after = await probabilities(page, [
    { at: 'decoder.layers.2.selfAttention.headOutputs', where: { head: 1 }, change: { kind: 'zero' } },
  ]);
  const shown = await rows(page);
  // The largest of each are among the rows, with the same numbers.
  const top = (values: readonly number[]): number => values.indexOf(Math.max(...values));
  for (const id of [top(before), top(after)]) {
    expect(
      shown.some((row) => row.before === percent(before[id] ?? 0) && row.after === percent(after[id] ?? 0)),
    ).toBe(true);
  }
  expect(before).not.toEqual(after);

  await page.getByRole('button', { name: 'Undo, over all models' }).click();
  await expect(item).toBeHidden();
  await page.getByRole('button', { name: 'Redo, over all models' }).click();
  await expect(item).toBeVisible();
  await page.getByRole('button', { name: /^Remove: self-attention head outputs/ }).click();
  await expect(page.getByText('None. The model runs as it is.')).toBeVisible();
});

test('an attention row can be pinned to one token, made uniform and cut, and the map shows it', async ({
  page,
}) => {
  await opened(page, `./#v=1&model=translator&figure=cross&layer=1&head=0&query=4&key=3${bench('')}`);
  const weight = (key: number): Promise<number | undefined> =>
    page.evaluate((at) => {
      const { run } = window.transformerVariants.store.getState();
      const array = run.arrays.get('decoder.layers.1.crossAttention.pattern|0');
      const nKeys = array?.shape.at(-1) ?? 0;
      return array?.data[4 * nKeys + at];
    }, key);
  await page.getByRole('button', { name: /^Pin to / }).click();
  await expect.poll(() => weight(3)).toBeCloseTo(1, 6);
  await page.getByRole('button', { name: 'Undo, over all models' }).click();
  await page.getByRole('button', { name: 'Uniform' }).click();
  const nKeys = await page.evaluate(
    () => window.transformerVariants.store.getState().run.of?.prepared.encoder?.tokens.length ?? 0,
  );
  await expect.poll(() => weight(3)).toBeCloseTo(1 / nKeys, 6);
  await page.getByRole('button', { name: 'Undo, over all models' }).click();
  await page.getByRole('button', { name: /^Cut / }).click();
  await expect.poll(() => weight(3)).toBe(0);
});

test('swapping the memory makes the translation one of the other sentence; a link brings it all back', async ({
  page,
}) => {
  await opened(page, TRANSLATOR);
  await page.getByLabel('The decoder reads the memory of').fill('the young woman sold a big house.');
  await page.getByRole('button', { name: 'Swap', exact: true }).click();
  await page.getByRole('button', { name: 'Write before and after' }).click();
  const written = page.locator('dd');
  await expect(written.first()).toContainText('gekauft');
  await expect(written.nth(1)).toContainText('verkauft');
  await expect(page.getByText(/^They part at token/)).toBeVisible();
  await page.waitForTimeout(300);
  const address = await page.evaluate(() => window.location.href);
  await page.goto('about:blank');
  await opened(page, address);
  await expect(page.getByText('Memory of “the young woman sold a big house.”')).toBeVisible();
});

test('heads are ranked by what the chosen output owes to them, with progress', async ({ page }) => {
  await opened(page, STORIES);
  await page.getByRole('button', { name: 'Switch every head off in turn' }).click();
  await expect(page.getByText(/^Change in the probability of/)).toBeVisible();
  const notes = await page
    .getByRole('group', { name: 'Decoder self-attention' })
    .getByRole('button')
    .evaluateAll((buttons) => buttons.map((button) => button.getAttribute('aria-label') ?? ''));
  expect(notes).toHaveLength(12);
  const base = await probabilities(page, []);
  const top = base.indexOf(Math.max(...base));
  const measured: number[] = [];
  for (const label of notes.slice(0, 3)) {
    const [, layer = '', head = ''] = /layer (\d+), head (\d+)/i.exec(label) ?? [];
    const off = await probabilities(page, [
      {
        at: `decoder.layers.${Number(layer) - 1}.selfAttention.headOutputs`,
        where: { head: Number(head) - 1 },
        change: { kind: 'zero' },
      },
    ]);
    const change = ((off[top] ?? 0) - (base[top] ?? 0)) * 100;
    measured.push(Math.abs(change));
    const shown = Number(/([−+])([\d.]+) %/.exec(label)?.[2] ?? NaN);
    expect(shown).toBeCloseTo(Math.abs(change), 1);
  }
  expect(measured).toEqual(measured.toSorted((a, b) => b - a));
});

test('a sweep of patches gives what copying by hand gives, and a cell keeps its copy', async ({ page }) => {
  await opened(page, STORIES);
  await page
    .getByRole('textbox', { name: 'Other text' })
    .fill('in the museum Eva buys the new coat. then Anna asks her: where is the');
  await page.getByRole('button', { name: 'Sweep all layers and positions' }).click();
  const figure = page.getByRole('application', { name: /^Probability of “.*” with Residual stream copied/ });
  await expect(figure).toBeVisible();
  await figure.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/copied from the other text/)).toBeVisible();
});

test('an intervention is told on the page of one model, and taken away there', async ({ page }) => {
  await page.goto('./#v=1&preset=gpt2&do=decoder.layers.0.selfAttention.output~zero,nonsense');
  await expect(page.getByText('One intervention changes this model while it runs.')).toBeVisible();
  await expect(page.getByText(/“do”/)).toBeVisible();
  await page.getByRole('button', { name: 'Remove all' }).click();
  await expect(page.getByText('One intervention changes this model while it runs.')).toBeHidden();
});

test('the interventions are accessible, in both languages and on a phone', async ({ page }) => {
  await opened(page, TRANSLATOR);
  expect(await violations(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${TRANSLATOR}&lang=zh`);
  await expect(page.getByRole('heading', { name: '产生的影响' })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  const overflows = await page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  );
  expect(overflows).toBe(false);
});
