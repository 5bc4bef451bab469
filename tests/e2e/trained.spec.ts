import { after, drawn, expect, open, test, violations } from './support/page';
import type { Page } from '@playwright/test';

const note = (page: Page) => page.getByRole('note').first();
const model = (page: Page): Promise<string | null> =>
  page.evaluate(() => window.transformerVariants.store.getState().trained?.id ?? null);

test('the first thing anyone sees is the trained translator with crossing links', async ({ page }) => {
  await page.goto('./');
  await drawn(page);
  expect(await model(page)).toBe('translator');
  await expect(note(page)).toContainText('Trained weights: Translator');
  await expect(page.getByRole('application', { name: /Cross-attention/ })).toBeVisible();
  // The verb of the English clause stands last in the German one: the strongest links must cross.
  const readsMost = await page.evaluate(() => {
    const { run, selection } = window.transformerVariants.store.getState();
    const pattern = [...run.arrays.values()].find(({ name }) => name.includes('crossAttention.pattern'));
    const [, queries = 0, keys = 0] = pattern?.shape.slice(-3) ?? [];
    const tokens = (stack: 'encoder' | 'decoder') =>
      run.of?.prepared[stack]?.tokens.map(({ display }) => display) ?? [];
    const [source, target] = [tokens('encoder'), tokens('decoder')];
    return target.map((token, query) => {
      const from = (selection.head * queries + query) * keys;
      const row = Array.from(pattern?.data.slice(from, from + keys) ?? []);
      return [token, source[row.indexOf(Math.max(...row))]];
    });
  });
  // The row of a token is the step that writes the next one.
  const wroteFrom = readsMost.map(([, from], index) => [readsMost[index + 1]?.[0], from]);
  for (const pair of [
    ['alte', 'old'],
    ['Mann', 'man'],
    ['gestern', 'yesterday'],
    ['gekauft', 'bought'],
  ]) {
    expect(wroteFrom).toContainEqual(pair);
  }
});

test('the translator writes the German sentence by itself', async ({ page }) => {
  await page.goto('./');
  await drawn(page);
  await after(page, () => page.getByRole('textbox', { name: 'Target so far' }).fill(''));
  await page.evaluate(() => window.transformerVariants.store.getState().generate());
  // Written tokens are read by the model as soon as it is free.
  await expect
    .poll(() =>
      page.evaluate(() => {
        const { run } = window.transformerVariants.store.getState();
        return run.of?.prepared.decoder?.tokens.map(({ display }) => display).join(' ');
      }),
    )
    .toMatch(/sie sagt , dass der alte Mann gestern ein rotes Auto gekauft hat \./);
});

test('a word outside the vocabulary is marked, and said before the model has read it', async ({ page }) => {
  await page.goto('./');
  await drawn(page);
  await after(page, () =>
    page.getByRole('textbox', { name: 'Source' }).fill('she says that the zebra bought a car.'),
  );
  await expect(page.getByText(/One word is not in the vocabulary/)).toBeVisible();
});

test('a slider leaves the trained shape: three ways are offered, and the way back works', async ({
  page,
}) => {
  await open(page, 'model=reverse');
  await after(page, () =>
    page.evaluate(() => window.transformerVariants.store.getState().setVariable('dFf', 128)),
  );
  await expect(note(page)).toContainText('There are no trained weights of this shape');
  await expect(note(page).getByRole('button', { name: 'Train it now' })).toBeVisible();
  await expect(note(page).getByRole('button', { name: 'Keep random weights' })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await after(page, () =>
    note(page)
      .getByRole('button', { name: /Back to/ })
      .click(),
  );
  expect(await model(page)).toBe('reverse');
});

test('while a model of few words is on its way, the page waits for it whole', async ({ page }) => {
  // Everything else of the page is there long before the weights.
  await page.route('**/models/reverse.*', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 3000));
    await route.continue();
  });
  await page.goto('./#v=1&model=reverse');
  await expect(page.getByRole('button', { name: 'One token' })).toBeVisible();
  expect(await page.evaluate(() => window.transformerVariants.store.getState().loading)).toBe('reverse');
  await drawn(page);
  expect(await model(page)).toBe('reverse');
});

test('a shape that was left is trained at once, and learns', async ({ page }) => {
  await open(page, 'model=reverse');
  await after(page, () =>
    page.evaluate(() => window.transformerVariants.store.getState().setVariable('dFf', 128)),
  );
  await note(page).getByRole('button', { name: 'Train it now' }).click();
  await expect(page.getByRole('tab', { name: 'Train' })).toHaveAttribute('aria-selected', 'true');
  await page.waitForFunction(
    () => (window.transformerVariants.store.getState().training?.stepsDone ?? 0) >= 12,
  );
  await page.evaluate(() => window.transformerVariants.store.getState().pauseTraining());
  const losses = await page.evaluate(
    () => window.transformerVariants.store.getState().training?.history.map(({ loss }) => loss) ?? [],
  );
  expect(losses.at(-1)).toBeLessThan(losses[0] ?? 0);
});

test('a training that was under way when the page was closed can be brought back', async ({ page }) => {
  await open(page, 'model=reverse');
  await page.evaluate(() => {
    const { planTask, planOptions, startTraining } = window.transformerVariants.store.getState();
    planTask({ id: 'copy', sizes: { length: 4, nSymbols: 4 } });
    planOptions({ batchSize: 4 });
    void startTraining();
  });
  // There is a checkpoint every 20 steps; the one of step 60 may still be on its way to the disk.
  await page.waitForFunction(
    () => (window.transformerVariants.store.getState().training?.stepsDone ?? 0) >= 65,
  );
  await page.reload();
  await drawn(page);
  await page.getByRole('tab', { name: 'Train' }).click();
  await page.getByRole('button', { name: 'Bring it back' }).click();
  await page.waitForFunction(() => window.transformerVariants.store.getState().training !== null);
  const steps = await page.evaluate(
    () => window.transformerVariants.store.getState().training?.stepsDone ?? 0,
  );
  expect(steps).toBeGreaterThanOrEqual(40);
  expect(steps % 20).toBe(0);
});

test('one encoder has three heads: masked words, entities, questions', async ({ page }) => {
  await open(page, 'model=masked-words');
  await expect(page.getByRole('radiogroup', { name: 'Task of the encoder' })).toBeVisible();
  const predicted = await page.evaluate(() => {
    const { run } = window.transformerVariants.store.getState();
    const tokens = run.of?.prepared.encoder?.tokens ?? [];
    return tokens.filter(({ masked }) => masked).length;
  });
  expect(predicted).toBe(1);
  await after(page, () => page.getByRole('radio', { name: 'Entities' }).click());
  const entities = page.getByRole('list', { name: 'Named entities' });
  // A place in one sentence is a person in another: the head reads the context.
  await expect(entities.getByRole('listitem').filter({ hasText: 'Paris' }).first()).toContainText('Person');
  expect(await violations(page)).toEqual([]);
  await after(page, () => page.getByRole('radio', { name: 'Questions' }).click());
  await expect(page.getByRole('table', { name: 'Where the answer starts and ends' })).toBeVisible();
  await expect(page.getByText('the kitchen').last()).toBeVisible();
  expect(await violations(page)).toEqual([]);
});

test('a model is kept in the browser, found again and deleted', async ({ page }) => {
  await open(page, 'model=reverse');
  await page.evaluate(() => window.transformerVariants.store.getState().keepModel('Mine'));
  await page.goto('./#v=1');
  await page.reload();
  await drawn(page);
  await page.getByRole('button', { name: /^Model/ }).click();
  await after(page, () => page.getByRole('menuitemradio', { name: /Mine/ }).click());
  expect(await page.evaluate(() => window.transformerVariants.store.getState().trained?.card.name)).toBe(
    'Mine',
  );
  await page.evaluate(async () => {
    const { kept, deleteKept } = window.transformerVariants.store.getState();
    await deleteKept(kept[0]?.id ?? '');
  });
  expect(await page.evaluate(() => window.transformerVariants.store.getState().kept)).toEqual([]);
});
