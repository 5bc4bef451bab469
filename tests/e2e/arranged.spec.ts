import type { Page } from '@playwright/test';
import { expect, test, violations } from './support/page';

const models = [
  { id: 'translator', figure: 'cross' },
  { id: 'stories', figure: 'decoderSelf' },
  { id: 'masked-words', figure: 'encoderSelf' },
] as const;

interface Shown {
  readonly heads: number[][];
  readonly nQueries: number;
  readonly nKeys: number;
  readonly words: readonly string[];
}

/** The attention of a layer, as the trace has it; of the chosen one where none is named. */
async function traced(page: Page, layer?: number): Promise<Shown> {
  return await page.evaluate((wanted) => {
    const { run, selection } = window.transformerVariants.store.getState();
    const part = selection.kind === 'cross' ? 'crossAttention' : 'selfAttention';
    const stack = selection.kind === 'encoderSelf' ? 'encoder' : 'decoder';
    const name = `${stack}.layers.${wanted ?? selection.layer}.${part}.pattern`;
    const array = [...run.arrays.values()].find((one) => one.name === name);
    const [nHeads = 0, nQueries = 0, nKeys = 0] = array?.shape.slice(-3) ?? [];
    const all = [...(array?.data ?? [])];
    const size = nQueries * nKeys;
    const heads = Array.from({ length: nHeads }, (_, head) => all.slice(head * size, (head + 1) * size));
    const words = (run.of?.prepared.encoder?.tokens ?? []).map(({ display }) => display);
    return { heads, nQueries, nKeys, words };
  }, layer);
}

/** The cells that are drawn, as rows; what is blank is not among them. */
async function drawn(page: Page): Promise<Map<string, number>> {
  const cells = page.locator('#figure .fig-heat .fig-heat-cells rect');
  await expect(cells.first()).toBeVisible({ timeout: 30_000 });
  return new Map(
    await cells.evaluateAll((rects) =>
      rects.map((rect): [string, number] => [
        `${rect.getAttribute('data-row')},${rect.getAttribute('data-col')}`,
        Number(rect.getAttribute('data-value')),
      ]),
    ),
  );
}

for (const { id, figure } of models) {
  test(`the arranged map of ${id} has the weights of its trace, and another head is subtracted from them`, async ({
    page,
  }) => {
    await page.goto(`./#v=1&model=${id}&view=arranged&figure=${figure}&layer=1&head=1`);
    const first = await drawn(page);
    const { heads, nQueries, nKeys } = await traced(page);
    const weight = (head: number, query: number, key: number) =>
      heads[head]?.[query * nKeys + key] ?? Number.NaN;
    let nSeen = 0;
    for (const [place, value] of first) {
      const [row = 0, col = 0] = place.split(',').map(Number);
      if (row === nQueries) {
        const received = Array.from({ length: nQueries }, (_, query) => weight(1, query, col));
        expect(value).toBeCloseTo(received.reduce((a, b) => a + b, 0) / nQueries, 4);
      } else {
        expect(value).toBeCloseTo(weight(1, row, col), 4);
        nSeen += 1;
      }
    }
    const visible = figure === 'decoderSelf' ? (nQueries * (nQueries + 1)) / 2 : nQueries * nKeys;
    expect(nSeen).toBe(visible);

    await page.getByRole('button', { name: /Against/ }).click();
    await page.getByRole('option', { name: 'layer 2' }).click();
    await page.getByRole('button', { name: 'Head to subtract' }).click();
    await page.getByRole('option', { name: 'head 3' }).click();
    await expect
      .poll(async () => (await drawn(page)).get('1,0') ?? Number.NaN)
      .toBeCloseTo(weight(1, 1, 0) - weight(2, 1, 0), 4);
    expect(await violations(page)).toEqual([]);
  });
}

test('without special tokens the rows are renormalised when that is asked for, and the page says which', async ({
  page,
}) => {
  await page.goto('./#v=1&model=masked-words&view=arranged&layer=1&head=1');
  await drawn(page);
  const { heads, nKeys } = await traced(page);
  const special = await page.evaluate(() =>
    (window.transformerVariants.store.getState().run.of?.prepared.encoder?.tokens ?? []).flatMap(
      (token, position) => (token.special ? [position] : []),
    ),
  );
  await page.getByText('Hide special tokens').click();
  await expect(page.getByText(/rows sum to what the other tokens get/)).toBeVisible();
  // The first word comes after [CLS].
  const missing = special.reduce((sum, key) => sum + (heads[1]?.[nKeys + key] ?? 0), 0);
  const plain = heads[1]?.[nKeys + 1] ?? Number.NaN;
  await expect.poll(async () => (await drawn(page)).get('0,0')).toBeCloseTo(plain, 4);
  await page.getByText('Renormalise', { exact: true }).click();
  await expect(page.getByText(/renormalised to 100 %/)).toBeVisible();
  await expect.poll(async () => (await drawn(page)).get('0,0')).toBeCloseTo(plain / (1 - missing), 4);
});

test('a head of another layer is subtracted, and the link brings back the whole arrangement', async ({
  page,
}) => {
  await page.goto('./#v=1&model=translator&view=arranged&figure=cross&layer=1&head=1');
  await drawn(page);
  await page.getByRole('button', { name: /Against/ }).click();
  await page.getByRole('option', { name: 'layer 1' }).click();
  await page.getByRole('button', { name: 'Head to subtract' }).click();
  await page.getByRole('option', { name: 'head 4' }).click();
  await page.getByRole('radio', { name: 'A to Z' }).click();
  await page.getByText('Hide special tokens').click();
  await expect(page).toHaveURL(/own=less-0_3\.order-word\.special-hidden/);
  const own = await traced(page);
  const other = await traced(page, 0);
  // The first letter of the alphabet, wherever it stands in the text.
  const first = own.words
    .map((word, position) => ({ word: word.toLowerCase(), position }))
    .filter(({ word }) => !word.startsWith('<'))
    .toSorted((a, b) => a.word.localeCompare(b.word) || a.position - b.position)[0]?.position;
  const at = (map: number[] | undefined) =>
    Array.from({ length: own.nQueries }, (_, query) => map?.[query * own.nKeys + (first ?? 0)] ?? 0);
  const wanted = at(own.heads[1]).map((weight, query) => weight - (at(other.heads[3])[query] ?? 0));
  // The first row is <bos>, which is hidden: the mean is over the others.
  const mean = wanted.slice(1).reduce((a, b) => a + b, 0) / (own.nQueries - 1);
  const meanShown = async () => (await drawn(page)).get(`${own.nQueries - 1},0`) ?? Number.NaN;
  await expect.poll(meanShown).toBeCloseTo(mean, 4);

  const link = page.url();
  await page.goto('about:blank');
  await page.goto(link);
  await expect.poll(meanShown).toBeCloseTo(mean, 4);
  await expect(page.getByRole('button', { name: /Against/ })).toContainText('layer 1');
  await expect(page.getByRole('button', { name: 'Head to subtract' })).toContainText('head 4');
});

test('by sentence the keys are summed and the queries averaged, and the page says so', async ({ page }) => {
  const text = encodeURIComponent('Anna and Ben are in the library. Ben is in the library for two hours.');
  await page.goto(`./#v=1&model=masked-words&view=arranged&layer=1&head=1&a=${text}&b=`);
  await drawn(page);
  const { heads, nKeys, words } = await traced(page);
  await page.getByRole('radio', { name: 'Sentence' }).click();
  await expect(page.getByText(/tokens of a sentence are one/)).toBeVisible();
  // [CLS], two sentences, [SEP].
  const end = words.indexOf('.') + 1;
  const firstSentence = Array.from({ length: end - 1 }, (_, index) => index + 1);
  const second = Array.from({ length: nKeys - 1 - end }, (_, index) => index + end);
  const weight = firstSentence
    .flatMap((query) => second.map((key) => heads[1]?.[query * nKeys + key] ?? Number.NaN))
    .reduce((a, b) => a + b, 0);
  await expect.poll(async () => (await drawn(page)).get('1,2')).toBeCloseTo(weight / firstSentence.length, 4);
  const cells = await drawn(page);
  for (const row of [0, 1, 2, 3]) {
    const sum = [0, 1, 2, 3].reduce((total, col) => total + (cells.get(`${row},${col}`) ?? Number.NaN), 0);
    expect(sum).toBeCloseTo(1, 4);
  }
  expect(await violations(page)).toEqual([]);
});

test('Chinese is arranged by its words, between which there are no spaces', async ({ page }) => {
  const text = '我们今天去学校';
  await page.goto(`./#v=1&preset=gpt2&view=arranged&own=rows-word&prompt=${encodeURIComponent(text)}`);
  const cells = await drawn(page);
  const { heads, nKeys } = await traced(page);
  const typed = await page.evaluate(() => {
    const { run } = window.transformerVariants.store.getState();
    return (run.of?.prepared.decoder?.tokens ?? []).map((token) => token.typed);
  });
  const of = (word: string): number[] =>
    typed.flatMap((place, position) =>
      place && word.includes(text.slice(place.start, place.end)) ? [position] : [],
    );
  const [school, we] = [of('学校'), of('我们')];
  expect(we.length).toBeGreaterThan(1);
  const sum = school
    .flatMap((query) => we.map((key) => heads[0]?.[query * nKeys + key] ?? Number.NaN))
    .reduce((a, b) => a + b, 0);
  // <bos>, 我们, 今天, 去, 学校, and the row of means.
  expect(new Set([...cells.keys()].map((place) => place.split(',')[0])).size).toBe(6);
  expect(cells.get('4,1')).toBeCloseTo(sum / school.length, 4);
  await expect(page.getByText(/two that share a token are one/)).toBeVisible();
});
