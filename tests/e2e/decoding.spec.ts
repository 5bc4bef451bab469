import type { Page } from '@playwright/test';
import { drawn, expect, open, test, violations } from './support/page';

/** The trained translator, as the page opens without an address. */
async function openTrained(page: Page): Promise<void> {
  await page.goto('./');
  await page.waitForFunction(() => window.transformerVariants?.store.getState().trained?.id === 'translator');
  await drawn(page);
}

/** The trained translator with nothing in its target. */
async function openTranslator(page: Page): Promise<void> {
  await openTrained(page);
  await page.getByRole('button', { name: 'Start from an empty target' }).click();
  await expect(page.getByRole('textbox', { name: 'Target so far' })).toHaveValue('');
  await expect.poll(() => rows(page)).toBe(1);
}

/** Rows of the cross-attention map that is drawn. */
const rows = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const { run, selection } = window.transformerVariants.store.getState();
    const map = run.arrays.get(`decoder.layers.${selection.layer}.crossAttention.pattern|0`);
    return map?.shape.at(-2) ?? 0;
  });

const state = (page: Page) =>
  page.evaluate(() => {
    const { generation, generatedIds, shownStep, beam } = window.transformerVariants.store.getState();
    return { status: generation.status, ids: generatedIds, shownStep, beam, steps: generation.steps };
  });

const written = (page: Page) => page.getByRole('list', { name: 'Written tokens' });
const current = (page: Page) => written(page).locator('[aria-current="step"]');

test('a translation is written token by token, the map gains a row a step, and one can step back', async ({
  page,
}) => {
  await openTranslator(page);
  for (const count of [1, 2, 3]) {
    await page.getByRole('button', { name: 'One token' }).click();
    await expect.poll(() => rows(page)).toBe(count + 1);
    await expect(written(page).getByRole('button')).toHaveCount(count + 1);
  }
  await page.getByRole('button', { name: 'Translate', exact: true }).click();
  await expect(page.getByText('The end token is written: the text is complete.')).toBeVisible();
  const { ids, steps } = await state(page);
  await expect.poll(() => rows(page)).toBe(ids.length + 1);

  // The row that wrote a token is the last one when that token is chosen.
  await written(page).getByRole('button').nth(2).click();
  await expect.poll(() => rows(page)).toBe(3);
  await expect(page.getByRole('heading', { name: 'How token 3 was chosen' })).toBeVisible();
  const chosen = page.locator('.fig-distribution button[aria-pressed="true"]');
  const percent = `${(100 * (steps[2]?.probability ?? 0)).toFixed(1)} %`;
  await expect(chosen.locator('.fig-dist-percent')).toHaveText(percent);
  await page.getByRole('button', { name: 'One step back' }).click();
  await expect.poll(() => rows(page)).toBe(2);
  await page.getByRole('button', { name: 'One step forward' }).click();
  await expect.poll(() => rows(page)).toBe(3);

  await current(page).focus();
  await page.keyboard.press('Home');
  await expect.poll(() => rows(page)).toBe(1);
  await expect(current(page)).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => rows(page)).toBe(2);
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('End');
  await expect.poll(() => rows(page)).toBe(ids.length + 1);
  expect((await state(page)).ids).toEqual(ids);
});

test('a beam search draws its tree, width 1 is greedy, and another hypothesis becomes the text', async ({
  page,
}) => {
  await openTranslator(page);
  await page.getByRole('button', { name: 'Translate', exact: true }).click();
  await expect.poll(async () => (await state(page)).status).toBe('done');
  const greedy = (await state(page)).ids;
  expect(greedy.length).toBeGreaterThan(3);

  await page.getByRole('radio', { name: 'Beam', exact: true }).click();
  const width = page.getByRole('textbox', { name: 'Beam width' });
  await width.fill('1');
  await width.press('Enter');
  await page.getByRole('button', { name: 'Again' }).click();
  await expect.poll(async () => (await state(page)).beam?.hypotheses.length).toBe(1);
  expect((await state(page)).ids).toEqual(greedy);

  await width.fill('3');
  await width.press('Enter');
  await page.getByRole('button', { name: 'Again' }).click();
  const hypotheses = page.getByRole('button', { name: /^\d sie .* −?\d\.\d\d$/ });
  await expect(hypotheses).toHaveCount(3);
  await expect(hypotheses.first()).toHaveAttribute('aria-pressed', 'true');
  const { beam, ids: best } = await state(page);
  const tree = page.getByRole('application', { name: 'Beam search' });
  await expect(tree.locator('.fig-beam-node')).toHaveCount(beam?.nodes.length ?? 0);
  await expect(tree.locator('.fig-beam-node.fig-beam-best')).toHaveCount(best.length);
  await expect(tree.locator('.fig-beam-dropped').first()).toBeAttached();
  expect(await violations(page)).toEqual([]);

  const second = beam?.hypotheses[1];
  await tree.locator(`[data-index="${second?.node}"]`).click();
  await expect.poll(async () => (await state(page)).ids).toEqual(second?.ids);
  await expect(hypotheses.nth(1)).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(() => rows(page)).toBe((second?.ids.length ?? 0) + 1);

  await tree.focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await state(page)).ids).toEqual(best);

  await page.getByRole('button', { name: 'Enlarge the tree' }).click();
  const large = page.getByRole('dialog', { name: 'Beam search' });
  await expect(large.locator('.fig-beam-node')).toHaveCount(beam?.nodes.length ?? 0);
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(large).toBeHidden();
});

test('a decoder branches where another token is clicked, and shows what top-k cut', async ({ page }) => {
  await open(page, 'v=1&preset=gpt2&prompt=The%20cat');
  await page.getByRole('radio', { name: 'Sampling', exact: true }).click();
  const topK = page.getByRole('textbox', { name: 'Top-k' });
  await topK.fill('3');
  await topK.press('Enter');
  await page.getByRole('button', { name: 'Generate', exact: true }).click();
  await expect.poll(async () => (await state(page)).status).toBe('done');
  const before = await state(page);
  for (const { alternatives, id, nAllowed } of before.steps) {
    expect(nAllowed).toBe(3);
    expect(alternatives.slice(0, 3).map((one) => one.id)).toContain(id);
  }
  await written(page).getByRole('button').nth(4).click();
  await expect(page.getByText(/The sampling could draw 3 of/)).toBeVisible();
  const alternatives = page.locator('.fig-distribution button');
  await expect(alternatives).toHaveCount(8);
  await expect(page.locator('.fig-distribution .fig-dist-cut')).toHaveCount(5);
  await alternatives.nth(6).click();
  const other = before.steps[4]?.alternatives[6]?.id;
  await expect.poll(async () => (await state(page)).ids).toEqual([...before.ids.slice(0, 4), other]);
  await expect(current(page)).toHaveAccessibleName('What comes next');

  // The token after it by hand: the distribution that is shown is the one after the branch.
  await page.getByText('Click a token to write it next.').waitFor();
  await expect
    .poll(() =>
      page.evaluate(() => {
        const { run, generatedIds } = window.transformerVariants.store.getState();
        return run.of?.prepared.decoder?.tokens.at(-1)?.id === generatedIds.at(-1);
      }),
    )
    .toBe(true);
  await page.locator('.fig-distribution button').nth(1).click();
  await expect.poll(async () => (await state(page)).ids.length).toBe(6);
  await page.getByRole('button', { name: 'Clear what was written' }).click();
  expect((await state(page)).ids).toEqual([]);
  await expect(written(page)).toBeHidden();
});

test('what is being written stops at once and stays as far as it came', async ({ page }) => {
  await open(page, 'v=1&preset=gpt2&prompt=The%20cat&c.contextLength=1024&c.nDecoderLayers=6&c.dModel=256');
  await page.evaluate(() => window.transformerVariants.store.getState().setMaxNewTokens(512));
  await page.getByRole('button', { name: 'Generate', exact: true }).click();
  await expect.poll(async () => (await state(page)).ids.length).toBeGreaterThan(2);
  const stop = page.getByRole('button', { name: 'Stop', exact: true });
  await expect(stop).toBeFocused();
  // By key: under load a click may take longer than the writing.
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await state(page)).status).toBe('cancelled');
  const { ids } = await state(page);
  expect(ids.length).toBeLessThan(512);
  await page.waitForTimeout(300);
  expect((await state(page)).ids).toEqual(ids);
  await expect(page.getByRole('button', { name: 'Generate', exact: true })).toBeEnabled();
});

test('on a phone one steps through what was written beside the map', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openTrained(page);
  await page.evaluate(async () => {
    const { setText, generate } = window.transformerVariants.store.getState();
    setText('target', '');
    await generate();
  });
  const { ids } = await state(page);
  const back = page.getByRole('button', { name: 'One step back' });
  const place = await back.boundingBox();
  for (const step of [1, 2, 3, 4, 5, 6]) {
    await back.click();
    await expect
      .poll(async () => ({ rows: await rows(page), shownStep: (await state(page)).shownStep }))
      .toEqual({ rows: ids.length + 1 - step, shownStep: ids.length - 1 - step });
  }
  // Maps of fewer rows are lower; what is pressed again and again stays under the finger.
  expect(await back.boundingBox()).toEqual(place);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.getByRole('tab', { name: 'Results' }).click();
  await page.evaluate(async () => {
    const { setDecoding, clearGenerated, generate } = window.transformerVariants.store.getState();
    setDecoding('beam');
    clearGenerated();
    await generate();
  });
  await expect(page.locator('.fig-beam-node').first()).toBeAttached();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  expect(await violations(page)).toEqual([]);
});
