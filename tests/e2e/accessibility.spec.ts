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
