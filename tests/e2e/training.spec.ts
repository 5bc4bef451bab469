import type { Page } from '@playwright/test';
import { parseCsv } from '../support/csv';
import { expect, exported, open, test, violations } from './support/page';

/** Reverse of length 5 with a model that takes some 20 ms for a step on WASM. */
async function openSmall(page: Page): Promise<void> {
  await open(page, 'v=1&preset=originalTransformer&backend=wasm');
  await page.getByRole('tab', { name: 'Train' }).click();
  await expect(page.getByRole('button', { name: 'Start training' })).toBeVisible();
  await page.evaluate(() => {
    const { setVariable, planTask } = window.transformerVariants.store.getState();
    setVariable('dModel', 32);
    setVariable('dFf', 64);
    setVariable('nLayers', 1);
    planTask({ id: 'reverse', sizes: { length: 5, nSymbols: 6 } });
  });
}

async function trained(page: Page, steps: number): Promise<void> {
  await page.getByRole('button', { name: 'Start training' }).click();
  await page.waitForFunction(
    (wanted) => (window.transformerVariants.store.getState().training?.stepsDone ?? 0) >= wanted,
    steps,
  );
}

const training = (page: Page) =>
  page.evaluate(() => {
    const { training: record, run, keptTrainings, config } = window.transformerVariants.store.getState();
    const map = run.arrays.get('decoder.layers.0.crossAttention.pattern|0');
    return {
      status: record?.status,
      stepsDone: record?.stepsDone ?? 0,
      snapshots: record?.snapshots ?? [],
      first: record?.history[0]?.loss ?? 0,
      last: record?.history.at(-1)?.loss ?? 0,
      map: [...(map?.data ?? [])].slice(0, 8),
      nKept: keptTrainings.length,
      nHeads: config.nHeads,
    };
  });

test('a model learns while one looks on, pauses at once, and every figure goes back in time', async ({
  page,
}) => {
  await openSmall(page);
  await expect(page.getByText(/To learn this, the model takes vocabulary/)).toBeVisible();
  await trained(page, 60);
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Go on' })).toBeVisible({ timeout: 1000 });
  await expect
    .poll(async () => {
      const { snapshots, stepsDone } = await training(page);
      return snapshots.at(-1) === stepsDone;
    })
    .toBe(true);
  const paused = await training(page);
  expect(paused.last).toBeLessThan(0.6 * paused.first);
  await page.waitForTimeout(300);
  expect((await training(page)).stepsDone).toBe(paused.stepsDone);

  await page.getByRole('slider', { name: 'Shown step' }).focus();
  await page.keyboard.press('Home');
  await expect(page.getByText('All figures show the model as it was after step 0.')).toBeVisible();
  await expect.poll(async () => (await training(page)).map).not.toEqual(paused.map);
  await page.getByRole('button', { name: 'Follow the newest' }).click();
  await expect.poll(async () => (await training(page)).map).toEqual(paused.map);
  await page.getByRole('slider', { name: 'Step that the figures show' }).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByText(/All figures show the model as it was after step \d+/)).toBeVisible();
  expect(await violations(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(900);
});

test('a change of the model asks before a training is left, and the way back is there', async ({ page }) => {
  await openSmall(page);
  await trained(page, 5);
  const heads = page.getByRole('slider', { name: 'Attention heads', exact: true });
  await heads.press('ArrowRight');
  const question = page.getByRole('dialog', { name: 'A training is under way' });
  await expect(question).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await question.getByRole('button', { name: 'Cancel' }).click();
  expect(await training(page)).toMatchObject({ nHeads: 4, nKept: 0 });
  await expect(question).toBeHidden();
  await heads.press('ArrowRight');
  await question.getByRole('button', { name: 'Pause, keep the training, change the model' }).click();
  await expect.poll(() => training(page)).toMatchObject({ nHeads: 8, nKept: 1 });
  await page.getByRole('button', { name: /^Go back to it/ }).click();
  await expect.poll(() => training(page)).toMatchObject({ nHeads: 4, nKept: 0, status: 'paused' });
});

test('a task is shown as each of the three families sees it, and they race', async ({ page }) => {
  test.setTimeout(120_000);
  await openSmall(page);
  await page.getByRole('button', { name: 'What each family sees' }).click();
  for (const [family, reads] of [
    ['Encoder-only', '[MASK]'],
    ['Decoder-only', '→'],
    ['Encoder-decoder', '<bos>'],
  ] as const) {
    const view = page.getByRole('region', { name: family, exact: true });
    await expect(view.getByText(reads, { exact: true }).first()).toBeVisible();
    expect(await view.locator('li[data-counted="true"]').count()).toBeGreaterThan(1);
  }
  await page.getByRole('button', { name: 'Race of the three families' }).click();
  const race = page.getByRole('dialog', { name: 'Race: Reverse a sequence' });
  await race.getByRole('textbox', { name: 'Steps' }).fill('10');
  await race.getByRole('textbox', { name: 'Steps' }).press('Enter');
  await race.getByRole('button', { name: 'Start the race' }).click();
  await expect(race.getByText(/right on unseen examples.*at step/).first()).toBeVisible();
  await page.waitForFunction(() => window.transformerVariants.store.getState().race?.status === 'done');
  await expect(race.getByRole('group', { name: 'Heads of this layer' })).toHaveCount(3);

  // What is saved of a lane are the weights that its maps show, at the step that is named.
  const weights = await page.evaluate(() => {
    const map = window.transformerVariants.store.getState().race?.entries.at(-1)?.map;
    return { weights: [...(map?.weights ?? [])], step: map?.step, nKeys: map?.keys.length ?? 0 };
  });
  const { name, data } = await exported(page, 'Race, Encoder-decoder', 'CSV');
  expect(name).toContain(`step-${weights.step}`);
  const [, ...rows] = parseCsv(data.toString());
  const saved = rows.flatMap((row) => row.slice(2, 2 + weights.nKeys));
  expect(saved).toHaveLength(weights.weights.length);
  saved.forEach((value, index) => expect(value === '' ? 0 : Number(value)).toBe(weights.weights[index]));
  expect(await violations(page)).toEqual([]);
});

for (const pieces of ['characters', 'pieces learned from it (BPE)'] as const) {
  test(`a decoder learns a text that was pasted, cut into ${pieces}`, async ({ page }) => {
    await open(page, 'v=1&preset=gpt2&c.nDecoderLayers=1&c.dModel=32&c.dHead=8&c.dFf=64');
    await page.getByRole('tab', { name: 'Train' }).click();
    await page.getByRole('button', { name: /Task$/ }).click();
    await page.getByRole('option', { name: 'A text of your own' }).click();
    await expect(page.getByRole('button', { name: 'Start training' })).toBeDisabled();
    await page
      .getByRole('textbox', { name: 'Text to learn from' })
      .fill('<b>the cat</b> sat on the mat; the dog sat on the log. '.repeat(60));
    await page.getByRole('button', { name: /Cut into$/ }).click();
    await page.getByRole('option', { name: pieces, exact: true }).click();
    await page.getByRole('button', { name: 'Start training' }).click();
    await page.waitForFunction(
      () => (window.transformerVariants.store.getState().training?.stepsDone ?? 0) >= 10,
    );
    const { kind, losses } = await page.evaluate(() => {
      const { tokenization, training } = window.transformerVariants.store.getState();
      return { kind: tokenization.kind, losses: training?.history.map(({ loss }) => loss) ?? [] };
    });
    expect(kind).toBe(pieces === 'characters' ? 'characters' : 'learnedPairs');
    expect(losses.at(-1)).toBeLessThan(losses[0] ?? 0);
    expect(await page.locator('main b').count()).toBe(0);
  });
}
