import { after, expect, open, test, violations } from './support/page';

test('a large matrix comes closer, keeps its tokens readable, and still tells the weights of the trace', async ({
  page,
}) => {
  await open(page, 'v=1&preset=gpt2&c.contextLength=256');
  await after(page, () =>
    page
      .getByRole('textbox', { name: 'Prompt' })
      .fill('The quick brown fox jumps over the lazy dog and runs. '.repeat(8)),
  );
  const figure = page.getByRole('application').first();
  const labels = figure.locator('.fig-query-labels text');
  await expect(page.getByRole('button', { name: 'Closer' })).toBeVisible();
  const count = await page.evaluate(
    () => window.transformerVariants.store.getState().run.of?.prepared.decoder?.tokens.length ?? 0,
  );
  expect(count).toBeGreaterThan(100);

  // By key, about the token that is pointed at; the arrows lead on beyond the edge of the part.
  await figure.focus();
  for (let step = 0; step < 12; step += 1) await page.keyboard.press('PageDown');
  for (let step = 0; step < 9; step += 1) await page.keyboard.press('+');
  const note = page.locator('.fig-zoom span');
  await expect(note).toHaveText(/of \d+/);
  const range = async (): Promise<{ from: number; to: number }> => {
    const [, from = '0', to = '0'] = /(\d+)–(\d+)/.exec((await note.textContent()) ?? '') ?? [];
    return { from: Number(from), to: Number(to) };
  };
  await expect.poll(async () => (await range()).to - (await range()).from).toBe(7);
  // Each of the eight queries has its label now.
  await expect(labels).toHaveCount(8);
  const { to } = await range();
  for (let step = 0; step < 9; step += 1) await page.keyboard.press('ArrowUp');
  await expect.poll(async () => (await range()).to).toBeLessThan(to);
  await page.keyboard.press('Enter');
  const { query, key } = await page.evaluate(() => window.transformerVariants.store.getState().selection);
  const weight = await page.evaluate(
    ([at, of]) => {
      const { run, selection } = window.transformerVariants.store.getState();
      const array = run.arrays.get(`decoder.layers.${selection.layer}.selfAttention.pattern|0`);
      const [, nQueries = 0, nKeys = 0] = array?.shape.slice(-3) ?? [];
      return array?.data[(selection.head * nQueries + (at ?? 0)) * nKeys + (of ?? 0)] ?? Number.NaN;
    },
    [query, key],
  );
  const percent = async (): Promise<number> => {
    const told = (await page.locator('#figure .fig-readout').first().textContent()) ?? '';
    return Number(/([\d.]+) %/.exec(told)?.[1]) / 100;
  };
  await expect.poll(async () => Math.abs((await percent()) - weight)).toBeLessThan(0.001);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Whole matrix' }).click();
  await expect(note).toHaveText('');
  expect(await violations(page)).toEqual([]);
});
