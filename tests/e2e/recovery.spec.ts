import { after, drawn, expect, open, ran, test, testInOwnWindow } from './support/page';

testInOwnWindow('without WebGPU and WebGL the page computes on WASM and says why', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'gpu', { value: undefined });
    OffscreenCanvas.prototype.getContext = () => null;
  });
  await open(page);
  expect((await ran(page)).backend).toBe('wasm');
});

test('a backend that does not start is replaced, with its reason', async ({ page }) => {
  await page.route(/\.wasm$/, (route) => route.abort());
  await open(page, 'v=1&backend=wasm');
  expect((await ran(page)).backend).toBe('cpu');
  const reasons = await page.evaluate(
    () =>
      window.transformerVariants.store
        .getState()
        .backend?.candidates.find(({ backend }) => backend === 'wasm')?.reason,
  );
  expect(reasons?.code).toBe('didNotStart');
  await page.getByRole('button', { name: /^CPU/ }).click();
  await expect(page.getByRole('dialog')).toContainText('It did not start.');
  await page.keyboard.press('Escape');
  await page.evaluate(() => window.transformerVariants.store.getState().setLanguage('zh'));
  await page.getByRole('button', { name: /^CPU/ }).click();
  await expect(page.getByRole('dialog')).toContainText('未能启动。');
});

test('a killed worker is replaced; configuration and text stay, and the page says so', async ({ page }) => {
  await open(page, 'v=1&preset=gpt2&prompt=Keep%20me&c.nHeads=8&c.nKvHeads=8&c.dHead=16');
  await page.evaluate(() => {
    void window.transformerVariants.engine.fault('crash');
  });
  await expect(page.getByText(/stopped unexpectedly|started again|Running again/i).first()).toBeVisible({
    timeout: 30_000,
  });
  await after(page, () => page.getByRole('slider', { name: 'Layers', exact: true }).press('ArrowLeft'));
  const { nHeads, prompt } = await page.evaluate(() => {
    const { config, texts } = window.transformerVariants.store.getState();
    return { nHeads: config.nHeads, prompt: texts.prompt };
  });
  expect({ nHeads, prompt }).toEqual({ nHeads: 8, prompt: 'Keep me' });
});

test('twenty changes in a moment end in one answer, that of the last', async ({ page }) => {
  await open(page);
  await page.evaluate(() => {
    const { setVariable } = window.transformerVariants.store.getState();
    for (let step = 0; step < 20; step += 1) setVariable('dFf', 64 + 16 * step);
  });
  await drawn(page);
  const { dFf, tensors } = await page.evaluate(async () => ({
    dFf: window.transformerVariants.store.getState().run.of?.config.dFf,
    tensors: (await window.transformerVariants.engine.statistics()).tensors,
  }));
  expect(dFf).toBe(64 + 16 * 19);
  await after(page, () =>
    page.evaluate(() => window.transformerVariants.store.getState().setVariable('dFf', 64)),
  );
  expect(
    await page.evaluate(async () => (await window.transformerVariants.engine.statistics()).tensors),
  ).toBe(tensors);
});

test('a part that does not come says so in its place, the rest stays, and it comes with the next try', async ({
  page,
  faults,
}) => {
  const card = /ModelCardDetails-.*\.js/;
  await page.route(card, (route) => route.abort());
  await page.goto('./');
  await drawn(page);
  await page.getByRole('button', { name: 'Model card' }).click();
  const panel = page.getByRole('dialog', { name: 'Model card' });
  await expect(panel.getByRole('alert')).toContainText('could not be shown');
  await expect(page.getByRole('application').first()).toBeAttached();
  // The failed download, and what React says of it.
  expect(faults.filter((fault) => !/ERR_FAILED|dynamically imported module/.test(fault))).toEqual([]);
  faults.length = 0;
  await page.unroute(card);
  await panel.getByRole('button', { name: 'Try again' }).click();
  await expect(panel.getByText('Trained on')).toBeVisible();
  await expect(panel.getByRole('alert')).toBeHidden();
});
