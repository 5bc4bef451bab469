import type { Page } from '@playwright/test';
import { createWordTokenizer } from '../../src/text/wordTokenizer';
import { edgeRow } from '../support/edgeRow';
import { expect, test, violations } from './support/page';

const bench = (parts: string): string => `&bench=${encodeURIComponent(`tool=interventions${parts}`)}`;
const TRANSLATOR = `./#v=1&model=translator${bench('')}`;
/** Whether text is written by itself depends otherwise on how fast the machine was so far. */
const WRITES = '&writeEach=on';
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

test('a bar of a row is dragged: the model runs, the other keys share the rest, and one undo takes it back', async ({
  page,
}) => {
  await opened(page, `./#v=1&model=translator&figure=cross&layer=1&head=0&query=4${bench('')}`);
  const row = (): Promise<number[]> =>
    page.evaluate(() => {
      const { run } = window.transformerVariants.store.getState();
      const array = run.arrays.get('decoder.layers.1.crossAttention.pattern|0');
      const nKeys = array?.shape.at(-1) ?? 0;
      return Array.from(array?.data.slice(4 * nKeys, 5 * nKeys) ?? []);
    });
  const edges = (): Promise<readonly string[]> =>
    page.evaluate(() => window.transformerVariants.store.getState().interventions);
  const before = await row();
  const [KEY, UP] = [2, 80];
  const bar = page.locator(`.fig-row-bars [data-key="${KEY}"]`);
  await bar.scrollIntoViewIfNeeded();
  const box = await bar.boundingBox();
  const plot = await page.locator('.fig-row-grip').boundingBox();
  if (!box || !plot) throw new Error('The row is not drawn.');
  const [x, y] = [box.x + box.width / 2, box.y];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x, y - UP / 2, { steps: 4 });
  await page.mouse.move(x, y - UP, { steps: 4 });
  await page.mouse.up();
  const wanted = (before[KEY] ?? 0) + UP / plot.height;
  const [text = ''] = await edges();
  const weight = Number(/^decoder\.layers\.1\.crossAttention\.pattern~edge:([\d.]+)~h0q4k2$/.exec(text)?.[1]);
  expect(weight).toBeCloseTo(wanted, 2);
  const hidden = before.map(() => false);
  const expected = edgeRow(before, hidden, KEY, weight);
  await expect.poll(async () => (await row())[KEY]).toBeCloseTo(weight, 5);
  (await row()).forEach((value, key) => expect(value).toBeCloseTo(expected[key] ?? NaN, 5));
  // What is drawn is what the model computed, beside what it was.
  const drawn = (selector: string, attribute: string): Promise<number[]> =>
    page
      .locator(selector)
      .evaluateAll((bars, name) => bars.map((one) => Number(one.getAttribute(name))), attribute);
  await expect
    .poll(async () => (await drawn('.fig-row-bars rect', 'data-weight'))[KEY])
    .toBeCloseTo(weight, 5);
  expect(await drawn('.fig-row-before [data-before]', 'data-before')).toEqual(before);

  await page.getByRole('button', { name: 'Undo, over all models' }).click();
  expect(await edges()).toEqual([]);
  await expect.poll(row).toEqual(before);
});

test('a weight is set by the arrow keys, and said', async ({ page }) => {
  await opened(page, `./#v=1&model=stories&figure=decoderSelf&layer=1&head=1&query=5${bench('')}`);
  const figure = page.getByRole('application', { name: /^Row of “/ });
  await figure.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('PageUp');
  const [text = ''] = await page.evaluate(() => window.transformerVariants.store.getState().interventions);
  const weight = Number(/~edge:([\d.]+)~h1q5k0$/.exec(text)?.[1]);
  await expect(page.locator('.fig-row [aria-live]')).toHaveText(`“<bos>” set to ${percent(weight)}`);
  await expect(page.getByText(`; set to ${percent(weight)}.`)).toBeVisible();
  // A key that is not written yet when the query is.
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowUp');
  await expect(page.locator('.fig-row [aria-live]')).toContainText('cannot be set');
  await page.getByRole('button', { name: 'As it was' }).click();
  await expect(page.getByText('None. The model runs as it is.')).toBeVisible();
});

test('text is written after each change by itself, and is what the model writes; when asked for otherwise', async ({
  page,
}) => {
  await opened(page, `./#v=1&model=stories${bench(WRITES)}`);
  const writing = page.getByRole('region', { name: 'What it writes' });
  const each = writing.getByRole('switch', { name: 'Write after each change' });
  await expect(each).toBeChecked();
  await expect(writing.getByText('Both are the same.')).toBeVisible();
  const texts = (): Promise<string[]> =>
    writing.locator('dd').evaluateAll((all) => all.map((one) => (one.textContent ?? '').trim()));
  const [plain = ''] = await texts();

  await page.getByRole('button', { name: 'Self-attention, Decoder, layer 1', exact: true }).click();
  await expect(writing.getByText(/^They part at token/)).toBeVisible();
  const [before, after] = await texts();
  const written = await page.evaluate(async () => {
    const { store, engine } = window.transformerVariants;
    const { of } = store.getState().run;
    if (!of) throw new Error('Nothing has run.');
    const { config, weights, prepared, applied } = of;
    const { ids } = await engine.generate(
      {
        ...{
          slot: 'race',
          config,
          weights,
          input: prepared.input,
          ...applied,
          maxNewTokens: 24,
          endId: null,
        },
        ...{ sampling: { kind: 'greedy' }, useCache: false },
      },
      () => undefined,
    );
    if (of.tokenization.kind !== 'words') throw new Error('The model reads words.');
    return { ids, words: of.tokenization.source };
  });
  expect(before).toBe(plain);
  const tokenizer = createWordTokenizer('decoder-only', written.words);
  const tokens = (after ?? '').split(' ');
  const expected = written.ids.map((id) => tokenizer.tokenAt(id).display);
  expect(tokens).toEqual(expected.slice(0, tokens.length));
  // What is marked is what the texts do not have in common.
  const kept = await writing
    .locator('dd')
    .evaluateAll((all) =>
      all.map((one) =>
        [...one.children].filter(({ localName }) => localName === 'span').map((token) => token.textContent),
      ),
    );
  expect(kept[0]).toEqual(kept[1]);
  expect(await writing.locator('del').count()).toBe(
    (before ?? '').split(' ').length - (kept[0]?.length ?? 0),
  );

  await each.click({ force: true });
  await page.getByRole('button', { name: /^Remove: self-attention output/ }).click();
  await expect(page.getByText('None. The model runs as it is.')).toBeVisible();
  await writing.getByRole('button', { name: 'Write before and after' }).click();
  await expect(writing.getByText('Both are the same.')).toBeVisible();
});

test('swapping the memory makes the translation one of the other sentence; a link brings it all back', async ({
  page,
}) => {
  await opened(page, `./#v=1&model=translator${bench(WRITES)}`);
  await page.getByLabel('The decoder reads the memory of').fill('the young woman sold a big house.');
  await page.getByRole('button', { name: 'Swap', exact: true }).click();
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
    const shown = Number(/([−+])([\d.]+) pp/.exec(label)?.[2] ?? NaN);
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
