import { after, expect, open, ran, test } from './support/page';

for (const backend of ['webgl', 'webgpu'] as const) {
  test(`a lost ${backend} device comes back by itself, with the same numbers`, async ({ page }) => {
    test.setTimeout(180_000);
    await open(
      page,
      `v=1&backend=${backend}&preset=gpt2&c.dModel=32&c.dFf=32&c.nDecoderLayers=1&c.dHead=8&prompt=Hello`,
    );
    expect((await ran(page)).backend).toBe(backend);
    const pattern = (): Promise<number[]> =>
      page.evaluate(() => {
        const { run } = window.transformerVariants.store.getState();
        return [...run.arrays.entries()].flatMap(([name, array]) =>
          name.includes('pattern') ? [...array.data] : [],
        );
      });
    const before = await pattern();
    await page.evaluate(() => window.transformerVariants.engine.fault('loseDevice'));
    await expect(page.getByText(/lost/i).first()).toBeVisible({ timeout: 60_000 });
    await after(page, () =>
      page.evaluate(() =>
        window.transformerVariants.store
          .getState()
          .chooseBackend(window.transformerVariants.store.getState().backendChoice),
      ),
    );
    const again = await pattern();
    expect(again).toHaveLength(before.length);
    again.forEach((value, index) => expect(Math.abs(value - (before[index] ?? NaN))).toBeLessThan(1e-4));
  });
}
