import type { Page } from '@playwright/test';
import { parseCsv } from '../support/csv';
import { after, expect, exported, test, violations } from './support/page';

const models = [
  { id: 'translator', kinds: { cross: 2, encoderSelf: 2, decoderSelf: 2 } },
  { id: 'stories', kinds: { decoderSelf: 3 } },
  { id: 'masked-words', kinds: { encoderSelf: 3 } },
] as const;

/** Opens a model with all its heads, which is no map of one head, and waits for the run. */
async function open(page: Page, id: string): Promise<void> {
  await page.goto(`./#v=1&model=${id}&view=overview`);
  await page.waitForFunction(() => {
    const { run, config } = window.transformerVariants?.store.getState() ?? {};
    return run?.status === 'done' && run.of?.config === config;
  });
}

for (const { id, kinds } of models) {
  test(`every head of ${id} is drawn, and its scores are those of its weights`, async ({ page }) => {
    await open(page, id);
    const nHeads = await page.evaluate(() => window.transformerVariants.store.getState().config.nHeads);
    const nLayers = Object.values(kinds).reduce((sum: number, count) => sum + count, 0);
    const strips = page.locator('#figure .fig-strip');
    await expect(strips).toHaveCount(Object.keys(kinds).length);
    await expect(strips.locator('button.fig-head')).toHaveCount(nLayers * nHeads);

    // The last head of the last layer of the last part, by hand.
    await strips.last().locator('button.fig-head').last().click();
    const expected = await page.evaluate(() => {
      const { run, selection } = window.transformerVariants.store.getState();
      const { kind, layer, head } = selection;
      const [stack, part] =
        kind === 'cross'
          ? ['decoder', 'crossAttention']
          : [kind === 'encoderSelf' ? 'encoder' : 'decoder', 'selfAttention'];
      const array = [...run.arrays.values()].find(
        ({ name }) => name === `${stack}.layers.${layer}.${part}.pattern`,
      );
      const [, nQueries = 0, nKeys = 0] = array?.shape.slice(-3) ?? [];
      const weight = (query: number, key: number) =>
        array?.data[(head * nQueries + query) * nKeys + key] ?? Number.NaN;
      let previous = 0;
      let sharpest = 0;
      // The first token of a decoder may read itself alone: it has no choice that could be judged.
      const first = kind === 'decoderSelf' ? 1 : 0;
      for (let query = first; query < nQueries; query += 1) {
        if (query > 0) previous += weight(query, query - 1);
        sharpest += Math.max(...Array.from({ length: nKeys }, (_, key) => weight(query, key)));
      }
      return {
        kind,
        layer,
        head,
        previous: kind === 'cross' ? null : previous / (nQueries - 1),
        sharpest: sharpest / (nQueries - first),
      };
    });
    expect(expected).toMatchObject({ kind: Object.keys(kinds).at(-1), head: nHeads - 1 });
    const score = async (behaviour: string): Promise<number> =>
      Number(await page.locator(`#figure tr[data-behaviour="${behaviour}"]`).getAttribute('data-score'));
    await expect.poll(() => score('sharpest')).toBeCloseTo(expected.sharpest, 5);
    if (expected.previous !== null) expect(await score('previous')).toBeCloseTo(expected.previous, 5);
    expect(await violations(page)).toEqual([]);
  });
}

test('sorted by a score, the head with most of it stands first, and is chosen for every figure', async ({
  page,
}) => {
  await open(page, 'translator');
  await page.getByRole('button', { name: /Under each map/ }).click();
  await page.getByRole('option', { name: 'Sharpness of alignment' }).click();
  await page.getByRole('radio', { name: 'By score' }).click();
  const heads = page.getByRole('group', { name: 'All heads of Cross-attention' }).getByRole('button');
  await expect(heads).toHaveCount(8);
  // Drawn in the frame after the choice.
  const percents = async (): Promise<number[]> =>
    (await heads.locator('.fig-head-caption').allTextContents()).map((caption) =>
      Number(/([\d.]+) %/.exec(caption)?.[1]),
    );
  await expect
    .poll(async () => {
      const scores = await percents();
      return scores.every((score, index) => score <= (scores[index - 1] ?? 100));
    })
    .toBe(true);
  const caption = (await heads.locator('.fig-head-caption').first().textContent()) ?? '';
  await heads.first().click();
  const place = /(\d+)\.(\d+)/.exec(caption);
  const { layer, head, kind } = await page.evaluate(
    () => window.transformerVariants.store.getState().selection,
  );
  expect({ layer: layer + 1, head: head + 1, kind }).toEqual({
    layer: Number(place?.[1]),
    head: Number(place?.[2]),
    kind: 'cross',
  });
});

/** Each German word's English ones, aligned by hand; "hat" has no counterpart. */
const ALIGNED = {
  source: 'yesterday the man bought a new book.',
  target: 'gestern hat der Mann ein neues Buch gekauft.',
  alignment: [[0], [], [1], [2], [4], [5], [6], [3], [7]],
} as const;

test('heads that align source and target are scored against the right alignment where it is known, and else the page says why not', async ({
  page,
}) => {
  const { source, target, alignment } = ALIGNED;
  const texts = `source=${encodeURIComponent(source)}&target=${encodeURIComponent(target)}`;
  await page.goto(`./#v=1&model=translator&view=overview&layer=1&${texts}`);
  const row = page.locator('#figure tr[data-behaviour="aligned"]');
  await expect(row).toBeVisible({ timeout: 30_000 });
  const expected = await page.evaluate(
    (gold) => {
      const { run } = window.transformerVariants.store.getState();
      const array = [...run.arrays.values()].find(
        ({ name }) => name === 'decoder.layers.1.crossAttention.pattern',
      );
      const [, , nKeys = 0] = array?.shape.slice(-3) ?? [];
      const counted = gold.flatMap((keys, query) => (keys.length > 0 ? [{ keys, query }] : []));
      const right = counted.filter(({ keys, query }) => {
        const weights = Array.from(array?.data.slice(query * nKeys, (query + 1) * nKeys) ?? []);
        return keys.some((key) => weights.indexOf(Math.max(...weights)) === key);
      });
      return right.length / counted.length;
    },
    alignment as readonly (readonly number[])[],
  );
  // The head that the model card names: it finds 93.6 % of content words.
  expect(expected).toBeGreaterThan(0.7);
  expect(Number(await row.getAttribute('data-score'))).toBeCloseTo(expected, 6);
  await expect(row).toContainText('Och & Ney 2003');
  await expect(page.getByText(/Alignment with the source is not scored/)).toHaveCount(0);

  await page.goto('about:blank');
  await page.goto('./#v=1&model=translator&view=overview&layer=1&source=the%20man%20book.&target=der%20Mann');
  await expect(page.getByText(/Alignment with the source is not scored/)).toBeVisible({ timeout: 30_000 });
  await expect(row).toHaveCount(0);
  expect(await violations(page)).toEqual([]);
});

test('the letters of a word turned round are read along the anti-diagonal', async ({ page }) => {
  await open(page, 'reverse');
  await after(page, () => page.evaluate(() => window.transformerVariants.store.getState().generate()));
  const cross = page.getByRole('group', { name: 'All heads of Cross-attention' });
  await expect(cross.locator('.fig-head-caption').filter({ hasText: 'anti-diag.' }).first()).toBeVisible();
});

test('the scores of all heads are saved with the maps, as CSV and JSON, with all their digits', async ({
  page,
}) => {
  await open(page, 'translator');
  await page.getByRole('group', { name: 'All heads of Cross-attention' }).getByRole('button').last().click();
  const shown = page.locator('#figure tr[data-behaviour="entropy"]');
  await expect(page.locator('#figure table')).toContainText('Cross-attention, layer 2, head 4');
  const entropy = Number(await shown.getAttribute('data-score'));

  const lines = parseCsv((await exported(page, 'Heads at a glance', 'CSV')).data.toString());
  const at = lines.findIndex(([first]) => first === 'attention');
  const heads = lines.slice(at + 1, at + 1 + 24);
  expect(new Set(heads.map(([kind]) => kind)).size).toBe(3);
  const column = lines[at]?.indexOf('Entropy') ?? -1;
  const row = heads.find(
    ([kind, layer, head]) => kind === 'Cross-attention' && layer === '2' && head === '4',
  );
  expect(Number(row?.[column])).toBe(entropy);
  // Cross-attention has no token before the query among its keys.
  expect(row?.[lines[at]?.indexOf('Previous token') ?? -1]).toBe('');

  const { tables } = JSON.parse((await exported(page, 'Heads at a glance', 'JSON')).data.toString()) as {
    tables: { columns: { id: string }[]; rows: (string | number | null)[][] }[];
  };
  const [scores] = tables;
  const place = scores?.columns.findIndex(({ id }) => id === 'entropy') ?? -1;
  const same = scores?.rows.find(
    ([kind, layer, head]) => kind === 'Cross-attention' && layer === 2 && head === 4,
  );
  expect(same?.[place]).toBe(entropy);
});
