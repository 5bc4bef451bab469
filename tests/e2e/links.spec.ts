import type { Page } from '@playwright/test';
import { expect, open, test, violations } from './support/page';

const models = [
  { id: 'translator', figure: 'cross', name: 'decoder.layers.0.crossAttention.pattern' },
  { id: 'masked-words', figure: 'encoderSelf', name: 'encoder.layers.0.selfAttention.pattern' },
  { id: 'stories', figure: 'decoderSelf', name: 'decoder.layers.0.selfAttention.pattern' },
] as const;

/** One weight of the trace that the query may read: what is masked has none. */
interface Weight {
  readonly head: number;
  readonly query: number;
  readonly key: number;
  readonly weight: number;
}

async function traceOf(page: Page, name: string): Promise<readonly Weight[]> {
  return await page.evaluate((wanted) => {
    const { run } = window.transformerVariants.store.getState();
    const array = [...run.arrays.values()].find((one) => one.name === wanted);
    const [, nQueries = 0, nKeys = 0] = array?.shape.slice(-3) ?? [];
    return Array.from(array?.data ?? [], (weight, at) => ({
      head: Math.floor(at / (nQueries * nKeys)),
      query: Math.floor(at / nKeys) % nQueries,
      key: at % nKeys,
      weight,
    })).filter(({ weight }) => weight > 0);
  }, name);
}

const sum = (weights: readonly Weight[]): number => weights.reduce((all, { weight }) => all + weight, 0);

for (const { id, figure, name } of models) {
  for (const lines of ['columns', 'arcs'] as const) {
    test(`the ${lines} of all heads of ${id} are the weights of its trace`, async ({ page }) => {
      await open(page, `v=1&model=${id}&view=links&figure=${figure}&heads=all&lines=${lines}`);
      const weights = await traceOf(page, name);
      const nHeads = Math.max(...weights.map(({ head }) => head)) + 1;
      const strong = weights.filter(({ weight }) => weight >= 0.05);
      const drawn = page.locator('#figure .fig-links-all path');
      await expect(drawn).toHaveCount(strong.length);

      // How many lines, and which part of all attention they carry.
      const note = page.locator('#figure .fig-legend-note');
      const said = (): Promise<number[]> =>
        note.textContent().then((text) => (text?.match(/[\d.]+/g) ?? []).map(Number));
      const [, shown, total, share = NaN] = await said();
      expect([shown, total]).toEqual([strong.length, strong.length]);
      expect(share / 100).toBeCloseTo(sum(strong) / sum(weights), 2);

      // The strongest of what a token reads, of whichever head.
      const stage = page.getByRole('application').first();
      await stage.focus();
      await page.keyboard.press(lines === 'columns' ? 'ArrowDown' : 'ArrowRight');
      for (let step = 0; step < 5; step += 1) {
        await page.keyboard.press(lines === 'columns' ? 'ArrowDown' : 'ArrowRight');
      }
      const read = weights.filter(({ query, weight }) => query === 5 && weight >= 0.01);
      await expect(page.locator('#figure .fig-overlay .fig-links-reads path')).toHaveCount(read.length);
      const strongest = read.toSorted((a, b) => b.weight - a.weight).slice(0, 3);
      const told = (await page.locator('#figure .fig-readout').textContent()) ?? '';
      const first = [...told.matchAll(/([\d.]+) % \(head (\d+)\)/g)].slice(0, 3);
      expect(first).toHaveLength(3);
      for (const [index, [, percent, head]] of first.entries()) {
        expect(Math.abs(Number(percent) / 100 - (strongest[index]?.weight ?? NaN))).toBeLessThan(0.001);
        expect(Number(head) - 1).toBe(strongest[index]?.head);
      }
      await page.keyboard.press('Escape');

      // One head alone, and all again.
      const toggles = page.getByRole('toolbar', { name: 'Heads that are drawn' }).getByRole('button');
      await expect(toggles).toHaveCount(nHeads);
      await toggles.nth(1).dblclick();
      await expect(drawn).toHaveCount(strong.filter(({ head }) => head === 1).length);
      await toggles.nth(1).press('Shift+Enter');
      await expect(drawn).toHaveCount(strong.length);
      expect(await violations(page)).toEqual([]);
    });
  }
}

test('which heads are drawn is in the address, which another one opens as it was; what it cannot mean is ignored', async ({
  page,
}) => {
  const all = 'v=1&model=translator&view=links&heads=all';
  await open(page, all);
  const drawn = page.locator('#figure .fig-links-all path');
  const pressed = page.locator('#figure .fig-head-toggle[aria-pressed="true"]');
  const toggle = page.locator('#figure .fig-head-toggle').nth(2);
  await toggle.click();
  await expect(page).toHaveURL(/own=hidden-2(?:&|$)/);
  await toggle.dblclick();
  await expect(page).toHaveURL(/own=hidden-but_2(?:&|$)/);
  const strong = (await traceOf(page, models[0].name)).filter(
    ({ head, weight }) => head === 2 && weight >= 0.05,
  );
  await page.reload();
  await expect(drawn).toHaveCount(strong.length);
  await expect(pressed).toHaveCount(1);
  for (const hostile of [
    'hidden-99',
    'hidden-but_99',
    'hidden-x',
    'hidden--1',
    'hidden-but_',
    'hidden-1e3',
  ]) {
    await page.goto('about:blank');
    await open(page, `${all}&own=${hostile}`);
    await expect(pressed).toHaveCount(4);
  }
});

test('whose links and how they lie are chosen above them, and are in the address', async ({ page }) => {
  await open(page, 'v=1&model=translator&view=links');
  await page.getByRole('radio', { name: 'all heads' }).click();
  await page.getByRole('radio', { name: 'arcs' }).click();
  await expect(page).toHaveURL(/heads=all&lines=arcs/);
  await page.reload();
  await expect(page.getByRole('radio', { name: 'arcs' })).toBeChecked();
  await expect(page.locator('#figure .fig-head-toggle')).toHaveCount(4);
  await page.getByRole('radio', { name: 'one head' }).click();
  await expect(page.locator('#figure .fig-head-toggle')).toHaveCount(0);
});
