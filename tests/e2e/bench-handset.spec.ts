import type { Page } from '@playwright/test';
import { handSet } from '../../src/model/handSet';
import { closedForm } from '../../src/model/handSet/closedForm';
import { type HandSetId, handSetIds } from '../../src/model/handSet/ids';
import { expect, test, violations } from './support/page';

const NAMES: Readonly<Record<HandSetId, string>> = {
  previousToken: 'Previous token',
  samePosition: 'Same position',
  mirroredPosition: 'Mirrored position',
  sameToken: 'Same token',
  induction: 'Induction',
};

const TOOL = `bench=${encodeURIComponent('tool=handSet')}`;

/** Opens the tool; without a model that is set by hand it draws no map. */
async function open(page: Page, hash: string): Promise<void> {
  await page.goto(`./#v=1&${hash}`);
  await expect(page.getByRole('listitem').getByRole('button')).toHaveCount(5);
  await page.waitForFunction(() => window.transformerVariants.store.getState().run.status === 'done');
}

/** The card of a construction. */
const card = (page: Page, name: string) =>
  page.getByRole('listitem').getByRole('button', { name: new RegExp(`^${name}`) });

/** Waits until a model that is set by hand has run with its own weights. */
async function shows(page: Page, weights: string): Promise<void> {
  await page.waitForFunction((id) => {
    const { run, weights: now, trained, config } = window.transformerVariants.store.getState();
    const isLoaded = trained?.id === id && now.kind === 'loaded' && now.id === id;
    return isLoaded && run.status === 'done' && run.of?.config === config;
  }, weights);
}

/** The map that the page's model has computed, and its tokens. */
async function mapOf(page: Page): Promise<{ ids: number[]; map: number[] }> {
  return await page.evaluate(async () => {
    const { engine, store } = window.transformerVariants;
    const { run, config } = store.getState();
    const stack = config.family === 'encoder-only' ? 'encoder' : 'decoder';
    const layer = Math.max(config.nEncoderLayers, config.nDecoderLayers) - 1;
    const name = `${stack}.layers.${layer}.selfAttention.pattern` as const;
    const [array] = await engine.read({
      slot: 'A',
      runId: run.result?.runId ?? 0,
      reads: [{ name, batch: 0 }],
    });
    return { ids: [...(run.of?.prepared.input[stack]?.ids[0] ?? [])], map: [...(array?.data ?? [])] };
  });
}

/** "By the formula 0.9943; computed by the model 0.9943." */
async function saidNumbers(page: Page): Promise<{ formula: number; measured: number }> {
  const line = await page.getByText(/^By the formula/).textContent();
  const [formula = NaN, measured = NaN] = (line?.match(/\d\.\d+/g) ?? []).map(Number);
  return { formula, measured };
}

for (const id of handSetIds) {
  test(`one click sets the weights: ${id} does what its formula says`, async ({ page }) => {
    await open(page, TOOL);
    await card(page, NAMES[id]).click();
    await shows(page, `handSet:${id}`);
    const { head } = handSet(id);
    const { ids, map } = await mapOf(page);
    const n = ids.length;
    let last = { query: -1, key: -1, weight: NaN };
    for (let query = 0; query < n; query += 1) {
      const nVisible = head.kind === 'decoderSelf' ? query + 1 : n;
      const wanted = head.wanted(ids, query);
      const formula = closedForm(head.sharpness, wanted.length, nVisible);
      for (let key = 0; key < nVisible; key += 1) {
        const expected = wanted.includes(key) ? formula.wanted : formula.other;
        expect(Math.abs((map[query * n + key] ?? NaN) - expected)).toBeLessThan(1e-5);
      }
      const [key] = wanted;
      if (key !== undefined) last = { query, key, weight: formula.wanted };
    }
    const said = await saidNumbers(page);
    expect(said.formula).toBeCloseTo(last.weight, 4);
    expect(said.measured).toBeCloseTo(map[last.query * n + last.key] ?? NaN, 4);
    await expect(page.getByText('That is rounding.', { exact: false })).toBeVisible();
    await expect(page.getByText(`Weights set by hand: ${NAMES[id]}.`)).toBeVisible();
  });
}

test('induction goes on with what followed before, in both layers, and less surely with a smaller β', async ({
  page,
}) => {
  await open(page, TOOL);
  await card(page, 'Induction').click();
  await shows(page, 'handSet:induction');
  await expect(page.getByText(/after the token at 18, the model says “o” with 9\d\.\d %/)).toBeVisible();
  await page.getByRole('radio', { name: 'Layer 1: Previous token' }).click();
  expect((await saidNumbers(page)).formula).toBeCloseTo(1, 4);
  await page.getByRole('radio', { name: 'Layer 2: Induction' }).click();
  await page.getByRole('slider', { name: 'Sharpness β' }).fill('2');
  await shows(page, 'handSet:induction@2');
  const expected = closedForm(2, 1, 18).wanted;
  await expect(async () => {
    const { formula, measured } = await saidNumbers(page);
    expect(formula).toBeCloseTo(expected, 4);
    expect(measured).toBeCloseTo(expected, 4);
  }).toPass();
});

test('is a link: its sharpness, its text and its place, and an untrained model of its shape beside it', async ({
  page,
}) => {
  await open(page, TOOL);
  await card(page, 'Same token').click();
  await shows(page, 'handSet:sameToken');
  await page.getByRole('slider', { name: 'Sharpness β' }).fill('3');
  await shows(page, 'handSet:sameToken@3');
  await page.getByRole('textbox', { name: 'Text of all models' }).fill('abcabc');
  await page.getByRole('button', { name: 'Put the same shape, untrained, beside it' }).click();
  const hold = page.getByRole('region', { name: 'A target to hold training against' });
  await expect(hold.getByText(/^Closest/)).toHaveCount(2);
  await page.waitForFunction(() => location.hash.includes('seed'));
  const before = await hold.getByText(/^Closest/).allTextContents();
  // What is set by hand has the weight of its formula; random weights read about evenly.
  const [own = 0, random = 1] = before.map((line) => Number(/\d\.\d+/.exec(line)?.[0]));
  expect(own).toBeCloseTo(closedForm(3, 1, 8).wanted, 3);
  expect(random).toBeLessThan(own / 2);
  await page.reload();
  await shows(page, 'handSet:sameToken@3');
  await expect(hold.getByText(/^Closest/)).toHaveCount(2);
  expect(await hold.getByText(/^Closest/).allTextContents()).toEqual(before);
  await expect(page.getByRole('textbox', { name: 'Text of all models' })).toHaveValue('abcabc');
});

test('training in A is held against the head, which stays beside it, and comes closer to it', async ({
  page,
}) => {
  test.setTimeout(120_000);
  await open(page, TOOL);
  await card(page, 'Previous token').click();
  await shows(page, 'handSet:previousToken');
  await page.getByRole('button', { name: 'Train this shape in A' }).click();
  const hold = page.getByRole('region', { name: 'A target to hold training against' });
  await expect(hold.getByText(/^Step \d+ of/)).toBeVisible();
  // The text on which one sees what the head does is still that of both.
  await expect(page.getByRole('textbox', { name: 'Text of all models' })).toHaveValue(
    'the cat sat on the mat',
  );
  await expect(async () => {
    const [line = ''] = await hold.getByText(/^Closest/).allTextContents();
    expect(Number(/\d\.\d+/.exec(line)?.[0])).toBeGreaterThan(0.6);
  }).toPass({ timeout: 90_000 });
  await hold.getByRole('button', { name: 'Pause' }).click();
  await expect(hold.getByRole('button', { name: 'Go on' })).toBeVisible();
});

test('in Chinese, on a phone, without anything beyond the edge, and by the rules of accessibility', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, `lang=zh&model=handSet:mirroredPosition&${TOOL}`);
  await expect(page.getByText('手工设定的权重：镜像位置。')).toBeVisible();
  await expect(page.getByText('为何 LayerNorm 不会干扰')).toBeVisible();
  await card(page, '归纳头').click();
  await shows(page, 'handSet:induction');
  await expect(page.getByText(/在位置 18 的词元之后，模型以 9\d\.\d % 的概率说“o”/)).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  expect(await violations(page)).toEqual([]);
});
