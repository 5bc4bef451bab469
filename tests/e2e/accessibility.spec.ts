import { expect, open, test, violations } from './support/page';

const states = [
  ['encoder-decoder', 'v=1'],
  ['encoder-only with two sentences and a mask', 'v=1&preset=bert&b=It+slept.&masked=3'],
  ['decoder-only, links, something locked', 'v=1&preset=llama&view=links&query=3&key=1'],
] as const;

for (const theme of ['light', 'dark'] as const) {
  for (const language of ['en', 'zh'] as const) {
    for (const [name, hash] of states) {
      test(`axe finds nothing: ${name}, ${theme}, ${language}`, async ({ page }) => {
        await open(page, `${hash}&theme=${theme}&lang=${language}`);
        expect(await violations(page)).toEqual([]);
      });
    }
  }
}

for (const [width, height] of [
  [1024, 768],
  [390, 844],
] as const) {
  test(`axe finds nothing and nothing sticks out at ${width} × ${height}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await page.goto('./#v=1');
    await page.waitForFunction(() => window.transformerVariants?.store.getState().run.status === 'done');
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });
}

test('axe finds nothing with help, options, backend and menus open', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Architecture options' }).click();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: /WASM/ }).first().click();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Model/ }).click();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.locator('body').press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(await violations(page)).toEqual([]);
});

test('Tab enters a choice at what is chosen and a text once; arrow keys walk over its tokens', async ({
  page,
}) => {
  await open(page, 'model=translator&layer=1');
  const layers = page.locator('#figure').getByRole('radiogroup', { name: 'Layer' }).getByRole('radio');
  await expect(layers.nth(0)).toHaveAttribute('tabindex', '-1');
  await expect(layers.nth(1)).toHaveAttribute('tabindex', '0');
  const chips = page.getByRole('list', { name: /^Source: / }).getByRole('button');
  await expect(page.locator('ul[data-stack="encoder"] button[tabindex="0"]')).toHaveCount(1);
  await chips.nth(0).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(chips.nth(2)).toBeFocused();
  await expect(chips.nth(2)).toHaveAttribute('tabindex', '0');
  await page.keyboard.press('Enter');
  await expect(chips.nth(2)).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('End');
  await expect(chips.last()).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('textbox', { name: 'Target so far' })).toBeFocused();
});
