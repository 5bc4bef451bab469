import { after, expect, open, test, testInOwnWindow, violations } from './support/page';

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

testInOwnWindow.describe('on a phone', () => {
  testInOwnWindow.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  testInOwnWindow(
    'two fingers bring a large matrix closer, one then moves it, and before that scrolls the page',
    async ({ page }) => {
      await open(
        page,
        `preset=gpt2&c.contextLength=256&c.nDecoderLayers=1&prompt=${'The quick brown fox jumps over the lazy dog. '.repeat(8)}`,
      );
      const stage = page.getByRole('application').first();
      await expect(page.getByRole('button', { name: 'Closer' })).toBeVisible();
      const cdp = await page.context().newCDPSession(page);
      /** Fingers that go down at the first of their points and along the others, all at once, and lift. */
      const touch = async (...steps: readonly (readonly { x: number; y: number }[])[]): Promise<void> => {
        for (const [index, points] of steps.entries()) {
          const touchPoints = points.map((point, id) => ({ ...point, id }));
          await cdp.send('Input.dispatchTouchEvent', {
            type: index === 0 ? 'touchStart' : 'touchMove',
            touchPoints,
          });
        }
        await cdp.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
      };
      const middle = async (): Promise<{ x: number; y: number }> => {
        const box = await stage.boundingBox();
        return { x: (box?.x ?? 0) + (box?.width ?? 0) * 0.6, y: (box?.y ?? 0) + (box?.height ?? 0) * 0.6 };
      };
      const note = page.locator('.fig-zoom span');
      const rows = async (): Promise<{ from: number; to: number }> => {
        const [, from = '0', to = '0'] = /(\d+)–(\d+)/.exec((await note.textContent()) ?? '') ?? [];
        return { from: Number(from), to: Number(to) };
      };

      // One finger over the whole matrix scrolls.
      await stage.evaluate((element) => element.scrollIntoView({ block: 'end' }));
      const before = await middle();
      await touch(...[0, 15, 30, 60, 90, 120].map((far) => [{ x: before.x, y: before.y - far }]));
      await expect.poll(async () => (await middle()).y).toBeLessThan(before.y - 20);
      await expect(note).toHaveText('');

      // Two that part come closer.
      const { x, y } = await middle();
      const pair = (apart: number) => [
        { x: x - apart, y },
        { x: x + apart, y },
      ];
      await touch(pair(20), pair(30), pair(45), pair(70), pair(100));
      await expect(note).toHaveText(/of \d+/);
      const closer = await rows();
      expect(closer.to - closer.from).toBeGreaterThan(7);
      const count = Number(/of (\d+)/.exec((await note.textContent()) ?? '')?.[1]);
      expect(closer.to - closer.from).toBeLessThan(count / 3);

      // One finger moves the part now, and the page stays where it is.
      const at = await middle();
      await touch(...[0, 20, 40, 60].map((far) => [{ x: at.x, y: at.y - far }]));
      await expect.poll(async () => (await rows()).from).toBeGreaterThan(closer.from);
      expect((await middle()).y).toBeCloseTo(at.y, 0);

      // Two that meet go back to the whole.
      await touch(pair(110), pair(60), pair(30), pair(12));
      await touch(pair(110), pair(60), pair(30), pair(12));
      await expect(note).toHaveText('');
    },
  );
});
