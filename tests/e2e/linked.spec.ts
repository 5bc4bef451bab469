import type { Page } from '@playwright/test';
import { expect, test, violations } from './support/page';

/** The values of a map, as rows. */
async function drawn(page: Page, part: string): Promise<number[][]> {
  const cells = page.locator(`#figure ${part} .fig-heat-cells rect`);
  await expect(cells.first()).toBeVisible();
  const all = await cells.evaluateAll((rects) =>
    rects.map((rect) => ({
      row: Number(rect.getAttribute('data-row')),
      col: Number(rect.getAttribute('data-col')),
      value: Number(rect.getAttribute('data-value')),
    })),
  );
  const rows: number[][] = [];
  for (const { row, col, value } of all) (rows[row] ??= [])[col] = value;
  return rows;
}

/** Means over the heads of every attention of the run: [query][key]. */
async function means(page: Page): Promise<Record<string, number[][]>> {
  return await page.evaluate(() => {
    const { run } = window.transformerVariants.store.getState();
    return Object.fromEntries(
      [...run.arrays.values()].flatMap(({ name, data, shape }) => {
        if (!name.endsWith('.pattern')) return [];
        const [nHeads = 0, nQueries = 0, nKeys = 0] = shape.slice(-3);
        const mean = Array.from({ length: nQueries }, (_, query) =>
          Array.from({ length: nKeys }, (__, key) => {
            let sum = 0;
            for (let head = 0; head < nHeads; head += 1)
              sum += data[(head * nQueries + query) * nKeys + key] ?? 0;
            return sum / nHeads;
          }),
        );
        return [[name, mean]];
      }),
    );
  });
}

const read = (mixture: readonly number[], matrix: readonly number[][]): number[] =>
  (matrix[0] ?? []).map((_, key) =>
    mixture.reduce((sum, share, query) => sum + share * (matrix[query]?.[key] ?? 0), 0),
  );

test('a target token is followed to the source, through the encoder, and through the target', async ({
  page,
}) => {
  await page.goto('./#v=1&model=translator&view=linked&figure=cross&layer=1&query=8');
  const source = await drawn(page, '[data-part="source"]');
  const own = await drawn(page, '[data-part="own"]');
  const of = await means(page);
  const cross = (of['decoder.layers.1.crossAttention.pattern'] ?? [])[8] ?? [];
  const throughTop = read(cross, of['encoder.layers.1.selfAttention.pattern'] ?? []);
  const throughBoth = read(throughTop, of['encoder.layers.0.selfAttention.pattern'] ?? []);
  const first = (of['decoder.layers.0.crossAttention.pattern'] ?? [])[8] ?? [];
  expect(source).toHaveLength(cross.length);
  source.forEach((row, token) => {
    [first, cross, throughTop, throughBoth].forEach((shares, stage) =>
      expect(row[stage]).toBeCloseTo(shares[token] ?? Number.NaN, 4),
    );
  });
  const top = (of['decoder.layers.1.selfAttention.pattern'] ?? [])[8] ?? [];
  const below = read(top, of['decoder.layers.0.selfAttention.pattern'] ?? []);
  own.forEach((row, token) => {
    expect(row[0]).toBeCloseTo(top[token] ?? Number.NaN, 4);
    expect(row[1]).toBeCloseTo(below[token] ?? Number.NaN, 4);
  });
  expect(await violations(page)).toEqual([]);

  // The token under the pointer takes the place of the locked one.
  const third = (of['decoder.layers.1.crossAttention.pattern'] ?? [])[2] ?? [];
  await page.evaluate(() => window.transformerVariants.store.getState().lockToken(2, null));
  await expect
    .poll(async () => (await drawn(page, '[data-part="source"]'))[2]?.[1])
    .toBeCloseTo(third[2] ?? Number.NaN, 4);
});

for (const id of ['stories', 'translator'] as const) {
  test(`the cache of ${id} gains a column with each token, which holds the keys of the trace`, async ({
    page,
  }) => {
    await page.goto(`./#v=1&model=${id}&view=cache&figure=decoderSelf&layer=1&head=2`);
    const before = (await drawn(page, '[data-cache="keys"]'))[0]?.length ?? 0;
    await page.evaluate(async () => {
      const { generateOne, setText, texts } = window.transformerVariants.store.getState();
      // Room for a token.
      setText('target', texts.target.split(' ').slice(0, 4).join(' '));
      await generateOne();
    });
    const length = async (): Promise<number> => (await drawn(page, '[data-cache="keys"]'))[0]?.length ?? 0;
    await expect(page.getByText(/one new column is computed/)).toBeVisible();
    const { data, nTokens, dHead } = await page.evaluate(() => {
      const { run, config } = window.transformerVariants.store.getState();
      const array = [...run.arrays.values()].find(({ name }) => name === 'decoder.layers.1.selfAttention.v');
      return {
        data: [...(array?.data ?? [])],
        nTokens: run.of?.prepared.decoder?.tokens.length ?? 0,
        dHead: config.dHead,
      };
    });
    await expect.poll(length).toBe(nTokens);
    if (id === 'stories') expect(nTokens).toBe(before + 1);
    await expect(page.getByText(`${nTokens - 1} are reused`)).toBeVisible();
    const values = await drawn(page, '[data-cache="values"]');
    expect(values).toHaveLength(dHead);
    values.forEach((row, dimension) =>
      row.forEach((value, token) =>
        expect(value).toBeCloseTo(data[(2 * nTokens + token) * dHead + dimension] ?? Number.NaN, 4),
      ),
    );
    expect(await violations(page)).toEqual([]);
  });
}

test('the cache is that of the attention chosen: of the memory for cross-attention, none for an encoder', async ({
  page,
}) => {
  await page.goto('./#v=1&model=translator&view=cache&figure=cross&layer=1&head=2');
  await expect(
    page.getByRole('heading', { name: /Cache of: Cross-attention, layer 2, head 3/ }),
  ).toBeVisible();
  for (const [part, name] of [
    ['keys', 'k'],
    ['values', 'v'],
  ] as const) {
    const columns = await drawn(page, `[data-cache="${part}"]`);
    const { data, dHead, nSource } = await page.evaluate((of) => {
      const { run, config } = window.transformerVariants.store.getState();
      const array = [...run.arrays.values()].find(
        (one) => one.name === `decoder.layers.1.crossAttention.${of}`,
      );
      return {
        data: [...(array?.data ?? [])],
        dHead: config.dHead,
        nSource: run.of?.prepared.encoder?.tokens.length ?? 0,
      };
    }, name);
    expect(columns).toHaveLength(dHead);
    columns.forEach((row, dimension) => {
      expect(row).toHaveLength(nSource);
      row.forEach((value, token) =>
        expect(value).toBeCloseTo(data[(2 * nSource + token) * dHead + dimension] ?? Number.NaN, 4),
      );
    });
  }
  await page.getByRole('radio', { name: 'Encoder self' }).click();
  await expect(page.getByText('The encoder has no cache')).toBeVisible();
  await expect(page.locator('#figure [data-cache]')).toHaveCount(0);
  await page.getByRole('radio', { name: 'Decoder self' }).click();
  await expect(page.getByRole('heading', { name: /Cache of: Decoder self-attention/ })).toBeVisible();
});
