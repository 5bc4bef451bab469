import type { Locator, Page } from '@playwright/test';
import { expect, test, violations } from './support/page';

const bench = (more: Readonly<Record<string, string>>, a = 'v=1&preset=gpt2'): string =>
  `${a}&bench=${encodeURIComponent(new URLSearchParams({ tool: 'masks', ...more }).toString())}`;

async function open(page: Page, hash: string): Promise<void> {
  await page.goto(`./#${hash}`);
  await page.waitForFunction(() => window.transformerVariants?.store.getState().run.status === 'done');
  await expect(page.locator('[data-leak-statement]').first()).toBeVisible();
}

/** Until the newest configuration has run. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const { run, config } = window.transformerVariants.store.getState();
    return run.status === 'done' && run.of?.config === config;
  });
}

const column = (page: Page, slot: string): Locator => page.getByRole('region', { name: `Model ${slot}` });

/** The point of a cell of a model's mask. */
async function cellPoint(
  at: Locator,
  query: number,
  key: number,
): Promise<{ readonly x: number; readonly y: number }> {
  const canvas = at.locator('.fig-mask-editor canvas.fig-cells');
  await canvas.scrollIntoViewIfNeeded();
  const box = await canvas.boundingBox();
  const n = await at.locator('.fig-mask-editor .fig-stage').evaluate(() => {
    const { run } = window.transformerVariants.store.getState();
    return run.of?.prepared.decoder?.tokens.length ?? run.of?.prepared.encoder?.tokens.length ?? 0;
  });
  if (!box) throw new Error('There is no mask.');
  return { x: box.x + ((key + 0.5) * box.width) / n, y: box.y + ((query + 0.5) * box.height) / n };
}

/** The changed token of model A, and what its engine says of the change: [position] at the logits. */
async function measured(page: Page): Promise<{ position: number; logits: number[]; end: number[] }> {
  return await page.evaluate(async () => {
    const { store, engine } = window.transformerVariants;
    const { run, weights } = store.getState();
    const pressed = document.querySelector('fieldset button[aria-pressed="true"]');
    const words = [...(pressed?.parentElement?.children ?? [])];
    // Before the first typed token stands <bos>.
    const position = 1 + words.indexOf(pressed ?? document.body);
    const said = document.querySelector('[aria-label="Model A"]')?.textContent ?? '';
    const id = Number(/\(id (\d+)\)/.exec(said)?.[1]);
    const { config, prepared } = run.of ?? { config: store.getState().config, prepared: null };
    const ids = prepared?.input.decoder?.ids[0] ?? [];
    const changed = { decoder: { ids: [ids.map((one, at) => (at === position ? id : one))] } };
    const answer = await engine.experiment(
      {
        ...{ slot: 'A', config, weights, input: { decoder: { ids: [ids] } }, interventions: [], row: 0 },
        experiment: { kind: 'leak', changed },
      },
      () => undefined,
    );
    if (answer.kind !== 'leak') throw new Error('It was a leak test.');
    const [levels] = answer.stacks;
    return {
      position,
      logits: [...answer.logits],
      end: [...(levels?.differences.slice(-levels.nPositions) ?? [])],
    };
  });
}

const shownAtLogits = (at: Locator): Promise<number[]> =>
  at.locator('.fig-heat-cells rect').evaluateAll((cells) => {
    const cols = Math.max(...cells.map((cell) => Number(cell.getAttribute('data-col'))));
    return cells
      .filter((cell) => Number(cell.getAttribute('data-col')) === cols)
      .map((cell) => Number(cell.getAttribute('data-value')));
  });

test('a changed token moves nothing before it in a causal decoder, and everything in an encoder; the numbers are the engine’s', async ({
  page,
}) => {
  await open(page, bench({ B: 'v=1&preset=bert' }));
  const [a, b] = [column(page, 'A'), column(page, 'B')];
  const { position, logits } = await measured(page);
  expect(position).toBeGreaterThan(2);
  expect(logits.slice(0, position).every((value) => value === 0)).toBe(true);
  expect(logits.slice(position).every((value) => value > 0)).toBe(true);
  await expect.poll(() => shownAtLogits(a)).toEqual(logits);
  await expect(a.locator('[data-leak-statement]')).toContainText(
    `Exactly 0 at the ${position} positions before the changed token; the other ${logits.length - position} move`,
  );
  await expect(b.locator('[data-leak-statement]')).toContainText(/^All \d+ positions move/);
  await expect
    .poll(async () => (await shownAtLogits(b)).filter((value) => value > 0).length)
    .toBeGreaterThan(10);
  expect(await shownAtLogits(b)).not.toContain(0);
  await expect(page.locator('[data-leaks]')).toHaveCount(0);
});

test('a painted future cell leaks where the masks say, is marked with its path, is undone, and is in the link', async ({
  page,
}) => {
  await open(page, bench({}));
  const a = column(page, 'A');
  const { position } = await measured(page);
  await page.getByRole('radio', { name: 'Cells', exact: true }).click();
  const { x, y } = await cellPoint(a, 2, position);
  await page.mouse.click(x, y);
  await expect(a.locator('[data-leaks]')).toBeVisible();
  await settled(page);
  const { logits, end } = await measured(page);
  // Position 2 reads the changed token in layer 1; what comes after it reads position 2 in the next layer.
  const leaking = Array.from({ length: position - 2 }, (_, index) => index + 2);
  expect(logits.flatMap((value, at) => (value > 0 && at < position ? [at] : []))).toEqual(leaking);
  await expect.poll(() => shownAtLogits(a)).toEqual(logits);
  const items = a.getByRole('group', { name: 'Positions that leak' }).getByRole('button');
  await expect(items).toHaveCount(leaking.length);
  await expect(items.first()).toContainText(/^“3 /);
  expect(end[2]).toBeGreaterThan(0);
  // The path of another leak has one read more, and is ringed on the matrix.
  await items.nth(1).click();
  await expect(a.locator('[data-leaks] li')).toHaveCount(2);
  await expect(a.locator('[data-leaks] li').first()).toContainText('Layer 1: “3 ');
  await expect(a.locator('[data-leaks] li').first()).toContainText('by a painted cell');
  await expect(a.locator('[data-leaks] li').last()).toContainText('Layer 2: “4 ');
  await expect(a.locator('.fig-path text')).toHaveText(['1', '2']);
  await expect(a.locator('.fig-painted-corner')).toHaveAttribute('data-cells', '1');

  const link = page.url();
  await page.getByRole('button', { name: 'Undo, over all models' }).click();
  await expect(a.locator('[data-leaks]')).toHaveCount(0);
  await expect(a.locator('.fig-painted-corner')).toHaveCount(0);
  await page.getByRole('button', { name: 'Redo, over all models' }).click();
  await expect(a.locator('[data-leaks]')).toBeVisible();

  const other = await page.context().newPage();
  await open(other, link.slice(link.indexOf('#') + 1));
  await expect(column(other, 'A').locator('[data-leaks] button')).toHaveCount(leaking.length);
  await expect(other.getByRole('radio', { name: 'Cells', exact: true })).toBeChecked();
  await other.close();
});

test('a stroke that would leave a query without a key is refused there, with the reason', async ({
  page,
}) => {
  await open(page, bench({ maskBrush: 'column' }));
  const a = column(page, 'A');
  const { x, y } = await cellPoint(a, 3, 0);
  await page.mouse.click(x, y);
  await expect(a.getByRole('status')).toContainText('“1 <bos>”');
  await expect(a.getByRole('status')).toContainText('Softmax');
  const mask = await page.evaluate(
    () => window.transformerVariants.store.getState().config.attention.decoderMask,
  );
  expect(mask.kind === 'custom' && mask.changed.some(([query]) => query === 0)).toBe(false);
  expect(mask.kind).toBe('custom');
  await a.getByRole('button', { name: 'Back to the rule' }).click();
  await expect(a).toContainText('Nothing is painted over the rule.');
});

test('padding at the end is seen by nobody: changing it moves itself alone', async ({ page }) => {
  await open(page, bench({ leakAt: '999' }, 'v=1&preset=gpt2&c.attention.decoderMask.kind=full'));
  const a = column(page, 'A');
  await expect(a.locator('[data-leak-statement]')).toContainText(/^All /);
  const padding = a.getByRole('textbox', { name: 'Padding at the end' });
  await padding.fill('2');
  await padding.press('Enter');
  await expect(a).toContainText('Padding, seen by no query');
  await expect(a.locator('[data-leak-statement]')).toContainText(
    /^Exactly 0 at the \d+ positions before the changed token; it alone moves/,
  );
  const moved = async (): Promise<number> => (await shownAtLogits(a)).filter((value) => value > 0).length;
  await expect.poll(moved).toBe(1);
  await expect(page).toHaveURL(/padded=0\.2/);
});

test('a typed token takes the place of the old one, and its id is checked', async ({ page }) => {
  await open(page, bench({}));
  const a = column(page, 'A');
  const word = page.getByRole('textbox', { name: 'Replace it by' });
  await word.fill('#300');
  await expect(a).toContainText('(id 300)');
  await word.fill('#99999');
  await expect(a).toContainText('has no such token');
  await word.fill('was');
  await expect(a.locator('[data-leak-statement]')).toBeVisible();
});

test('the rules of a window and a prefix protect what they should, and nothing leaks', async ({ page }) => {
  await open(page, bench({}));
  const a = column(page, 'A');
  for (const rule of ['Full', 'Prefix', 'Window', 'Causal']) {
    await a.getByRole('radio', { name: rule, exact: true }).click();
    await settled(page);
    await expect(a.locator('[data-leaks]')).toHaveCount(0);
  }
  await expect(a.locator('[data-leak-statement]')).toContainText('Exactly 0 at the');
});

test('on a phone in Chinese the models take turns, nothing overflows, and no rule of accessibility is broken', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, `lang=zh&${bench({ B: 'v=1&preset=bert', maskBrush: 'cell' })}`);
  await expect(page.locator('.fig-mask-editor')).toHaveCount(1);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await page.getByRole('radiogroup', { name: '模型' }).getByRole('radio', { name: 'B' }).click();
  await expect(page.getByRole('region', { name: '模型 B' })).toBeVisible();
  await expect(page.locator('[data-leak-statement]')).toContainText('全部');
  expect(await violations(page)).toEqual([]);
});
