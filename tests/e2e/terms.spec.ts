import type { Locator, Page } from '@playwright/test';
import { expect, test, violations } from './support/page';

const models = [
  { id: 'translator', figure: 'cross', stack: 'decoder', part: 'crossAttention', key: 'encoder' },
  { id: 'stories', figure: 'decoderSelf', stack: 'decoder', part: 'selfAttention', key: 'decoder' },
  { id: 'masked-words', figure: 'encoderSelf', stack: 'encoder', part: 'selfAttention', key: 'encoder' },
] as const;

/** A number as the page writes it, with a true minus. */
const numberOf = (text: string): number => Number(text.replaceAll('−', '-'));

/** What the page draws of the vectors in a figure: a row of numbers each. */
async function drawnVectors(figure: Locator): Promise<number[][]> {
  const cells = await figure
    .locator('.fig-strip-cells rect')
    .evaluateAll((rects) =>
      rects.map((rect) => [Number(rect.getAttribute('data-row')), Number(rect.getAttribute('data-value'))]),
    );
  const vectors: number[][] = [];
  for (const [row = 0, value = Number.NaN] of cells) (vectors[row] ??= []).push(value);
  return vectors;
}

/** One position of an activation of the run, of one head where it has heads. */
async function traced(page: Page, name: string, position: number, head = 0): Promise<number[]> {
  return await page.evaluate(
    async ([wanted, at, ofHead]) => {
      const { store, engine } = window.transformerVariants;
      const { runId } = store.getState().run.result ?? { runId: 0 };
      const reads = [{ name: wanted as 'decoder.output', batch: 0 }];
      const [array] = await engine.read({ slot: 'A', runId, reads });
      const { data = new Float32Array(), shape = [] } = array ?? {};
      const [length = 0, width = 0] = shape.slice(-2);
      const from = ((shape.length === 4 ? ofHead : 0) * length + at) * width;
      return [...data.slice(from, from + width)];
    },
    [name, position, head] as const,
  );
}

/** The numbers of a table of terms: value in its title, terms with the others, and their sum. */
async function shownTerms(trail: Locator): Promise<{ value: number; terms: number[]; sum: number }> {
  const title = (await trail.getByRole('heading').textContent()) ?? '';
  const lastOf = async (rows: Locator): Promise<number[]> =>
    (await rows.locator('td:last-child').allTextContents()).map(numberOf);
  return {
    value: numberOf(title.slice(title.lastIndexOf('=') + 1).trim()),
    terms: [
      ...(await lastOf(trail.locator('tbody tr'))),
      ...(await lastOf(trail.locator('tfoot tr[data-rest]'))),
    ],
    sum: (await lastOf(trail.locator('tfoot tr[data-sum]')))[0] ?? Number.NaN,
  };
}

/** Rounded to three digits after the point, each. */
async function expectSum(trail: Locator): Promise<number> {
  const { value, terms, sum } = await shownTerms(trail);
  expect(terms.length).toBeGreaterThan(1);
  expect(sum).toBe(value);
  const total = terms.reduce((all, term) => all + term, 0);
  expect(Math.abs(total - value)).toBeLessThan(0.0006 * (terms.length + 1));
  return value;
}

for (const { id, figure, stack, part, key: keyStack } of models) {
  test(`${id}: the vectors of a head are those of the trace, and their numbers are sums of terms`, async ({
    page,
  }) => {
    const [query, key, head] = [3, 2, 1];
    await page.goto(
      `./#v=1&model=${id}&view=head&figure=${figure}&layer=1&head=${head}&query=${query}&key=${key}`,
    );
    const figures = page.locator('#figure .fig-strips');
    await expect(figures).toHaveCount(2);
    const [before, after] = [figures.nth(0), figures.nth(1)];
    await expect(before.locator('.fig-strip-cells rect').first()).toBeAttached();
    const at = `${stack}.layers.1.${part}`;
    const start = await drawnVectors(before);
    const names = await before.locator('.fig-strip-name').allTextContents();
    const vectorOf = (name: string): number[] => start[names.indexOf(name)] ?? [];
    const expectSame = (drawn: number[], wanted: number[]): void => {
      expect(drawn).toHaveLength(wanted.length);
      drawn.forEach((value, index) => expect(value).toBe(wanted[index]));
    };
    expectSame(vectorOf('q'), await traced(page, `${at}.q`, query, head));
    expectSame(vectorOf('k'), await traced(page, `${at}.k`, key, head));
    expectSame(vectorOf('v'), await traced(page, `${at}.v`, key, head));
    if (keyStack !== stack) expectSame(vectorOf('m'), await traced(page, 'encoder.output', key));

    const end = await drawnVectors(after);
    const point = part === 'crossAttention' ? 'afterCrossAttention' : 'afterSelfAttention';
    expectSame(end[0] ?? [], await traced(page, `${at}.headOutputs`, query, head));
    expectSame(end[2] ?? [], await traced(page, `${at}.output`, query));
    expectSame(end.at(-1) ?? [], await traced(page, `${stack}.layers.1.residual.${point}`, query));

    const trails = page.getByRole('region', { name: /^Where a number comes from/ });
    await expect(trails).toHaveCount(2);
    const largestOf = (values: number[] = []): number => Math.max(...values.map(Math.abs));
    // Before anything is pointed at: the largest number of q, and of the stream after.
    await expect(trails.nth(0).locator('tr[data-sum]')).toBeVisible();
    await expect(trails.nth(1).locator('tr[data-sum]')).toBeVisible();
    expect(Math.abs(await expectSum(trails.nth(0)))).toBeCloseTo(largestOf(vectorOf('q')), 2);
    expect(Math.abs(await expectSum(trails.nth(1)))).toBeCloseTo(largestOf(end.at(-1)), 2);
    expect(await violations(page)).toEqual([]);
  });
}

test('one steps back from the stream to the embedding, term by term, and forth again', async ({ page }) => {
  await page.goto('./#v=1&model=stories&view=head&figure=decoderSelf&layer=2&head=0&query=5&key=4');
  const trail = page.getByRole('region', { name: /^Where a number comes from/ }).nth(1);
  const title = trail.getByRole('heading');
  await expect(title).toContainText('stream after self-attention, layer 3; token 6');
  const follow = async (name: RegExp): Promise<void> => {
    const told = (await title.textContent()) ?? '';
    await trail.getByRole('button', { name }).first().click();
    await expect(title).not.toHaveText(told);
    await expectSum(trail);
  };
  await follow(/Step back to self-attention, layer 3/);
  await follow(/Step back to z·W_O, head 1/);
  await follow(/Step back to z, head 1/);
  // Of the value of another token: the way goes on at its position.
  await follow(/Step back to v, head 1, self-attention, layer 3/);
  await follow(/Step back to normalised input of self-attention, layer 3/);
  await follow(/Step back to stream before layer 3/);
  // Everything that was ever added to it: the embedding, and two sub-layers in each of two layers.
  await expect(trail.locator('tbody tr')).toHaveCount(6);
  await trail.getByRole('button', { name: /Step back to token vector/ }).click();
  await expect(trail).toContainText('The row of the embedding table for');
  await expect(trail.locator('table')).toHaveCount(0);
  const path = trail.getByRole('list', { name: 'Steps back so far' }).getByRole('button');
  await expect(path).toHaveCount(7);
  await path.nth(1).click();
  await expect(title).toContainText('self-attention, layer 3; token 6');
  await expect(path).toHaveCount(1);
});

test('a number is chosen by keyboard; what is pointed at is marked in every figure', async ({ page }) => {
  await page.goto('./#v=1&model=stories&view=head&figure=decoderSelf&layer=1&head=1&query=5&key=3');
  const figure = page.locator('#figure .fig-strips').first();
  const trail = page.getByRole('region', { name: /^Where a number comes from/ }).first();
  await expect(trail.locator('tr[data-sum]')).toBeVisible();
  const stage = figure.getByRole('application');
  await stage.focus();
  for (const arrow of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowRight', 'ArrowRight']) {
    await page.keyboard.press(arrow);
  }
  // x, norm(x), q: the third dimension of q.
  await expect(figure.locator('.fig-readout')).toContainText('q, dimension 3:');
  await expect(trail.getByRole('heading')).toContainText('q, head 2, self-attention, layer 2; token 6');
  // The same dimension of k; the column of the products.
  await expect(figure.locator('.fig-marks .fig-mark-hover')).toHaveCount(2);
  const products = page.locator('#figure .fig-heat').first();
  await expect(products.locator('.fig-mark-hover')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(figure.locator('.fig-mark-locked')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(figure.locator('.fig-mark-locked')).toHaveCount(0);

  // A key pointed at in the table is marked in both maps.
  await page.locator('#figure tr[data-key="2"]').hover();
  await expect(page.locator('#figure tr[data-pointed]')).toHaveCount(1);
  for (const index of [0, 1]) {
    await expect(page.locator('#figure .fig-heat').nth(index).locator('.fig-mark-hover')).toHaveCount(1);
  }
});
