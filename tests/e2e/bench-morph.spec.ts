import type { Page } from '@playwright/test';
import { flops, kvCacheBytes } from '../../src/model/cost';
import { parseConfig } from '../../src/model/config/schema';
import { countParameters } from '../../src/model/parameters';
import { drawn, expect, open, test, violations } from './support/page';

// Every step runs two models.
test.describe.configure({ timeout: 180_000 });

const MORPH = `bench=${encodeURIComponent('tool=morph')}`;
const NAMES = [
  'Bidirectional encoder',
  '+ causal mask',
  '+ output head, writing',
  '+ encoder memory',
  '+ cross-attention',
];

/** Waits until a step is current, has run, and stands beside the one it is compared with. */
async function at(page: Page, name: string): Promise<void> {
  await expect(page.locator('[aria-current="step"]')).toContainText(name, { timeout: 30_000 });
  await drawn(page);
  await expect(page.locator('output').filter({ hasText: ';' })).toBeVisible({ timeout: 30_000 });
}

/** A row of the table of numbers: before, now, change; or the number alone. */
async function row(page: Page, id: string): Promise<{ cells: string[]; isChanged: boolean }> {
  const found = page.locator(`tr[data-row="${id}"]`);
  const cells = await found.locator('td').allTextContents();
  return { cells, isChanged: (await found.getAttribute('data-changed')) !== null };
}

/** The model of the page and what its trace holds, by way of the engine and not of the tool. */
async function traced(page: Page): Promise<{
  config: unknown;
  source: number;
  target: number;
  zeros: Record<string, number>;
  logits: number[];
}> {
  return await page.evaluate(async () => {
    const { store, engine } = window.transformerVariants;
    const { config, run } = store.getState();
    const names = [
      ...(config.family === 'decoder-only' ? [] : ['encoder.layers.0.selfAttention.pattern']),
      ...(config.family === 'encoder-only' ? [] : ['decoder.layers.0.selfAttention.pattern']),
      ...(config.family === 'encoder-decoder' && config.attention.memory === 'read'
        ? ['decoder.layers.0.crossAttention.pattern']
        : []),
      ...(config.head.kind === 'none' ? [] : ['head.logits']),
    ] as never[];
    const arrays = await engine.read({
      slot: 'A',
      runId: run.result?.runId ?? 0,
      reads: names.map((name) => ({ name, batch: 0 })),
    });
    const zeros: Record<string, number> = {};
    let logits: number[] = [];
    for (const { name, data, shape } of arrays) {
      if (name === 'head.logits') logits = [...data];
      // Of the first head.
      else
        zeros[
          name
            .split('.')
            .filter((_, index) => index === 0 || index === 3)
            .join('.')
        ] = [...data.subarray(0, (shape.at(-1) ?? 0) * (shape.at(-2) ?? 0))].filter(
          (weight) => weight > 0,
        ).length;
    }
    return {
      config,
      source: run.of?.prepared.encoder?.tokens.length ?? 0,
      target: run.of?.prepared.decoder?.tokens.length ?? 0,
      ...{ zeros, logits },
    };
  });
}

/** Everything that the table says of this step follows from its configuration, and from the trace. */
async function checkNumbers(page: Page): Promise<number[]> {
  const { config: found, source, target, zeros, logits } = await traced(page);
  const config = parseConfig(found);
  if (!config) throw new Error('no configuration');
  const size = { batch: 1, source, target };
  const now = async (id: string): Promise<string> => {
    const { cells } = await row(page, id);
    return cells.length === 1 ? (cells[0] ?? '') : (cells[1] ?? '');
  };
  expect(await now('parameters')).toBe(countParameters(config).toLocaleString('en-US'));
  const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 3 });
  expect(await now('flops')).toBe(compact.format(flops(config, size).total));
  if (config.head.kind === 'languageModel') {
    const [kept] = (await now('kvCache')).split(' ');
    expect(Number(kept)).toBeCloseTo(kvCacheBytes(config, size) / 1024, 0);
  }
  for (const [id, name] of [
    ['encoderSelf', 'encoder.selfAttention'],
    ['decoderSelf', 'decoder.selfAttention'],
    ['cross', 'decoder.crossAttention'],
  ] as const) {
    if (zeros[name] === undefined) continue;
    expect((await now(id)).split(' ')[0], name).toBe(zeros[name].toLocaleString('en-US'));
  }
  return logits;
}

test('the family path runs forwards and backwards by keys, and every number is that of the model', async ({
  page,
}) => {
  await open(page, `preset=gpt2&${MORPH}`);
  await page.getByRole('button', { name: 'Begin at “+ output head, writing”' }).click();
  await at(page, '+ output head');
  await page.keyboard.press('[');
  await at(page, '+ causal mask');
  await page.keyboard.press('[');
  await at(page, 'Bidirectional');
  // Forwards, along the row of steps.
  await page.locator('[aria-current="step"]').focus();
  await checkNumbers(page);
  const logits: number[][] = [];
  for (const name of NAMES.slice(1)) {
    await page.keyboard.press('ArrowRight');
    await at(page, name);
    await expect(page.locator('[aria-current="step"]')).toBeFocused();
    logits.push(await checkNumbers(page));
  }
  const [, output = [], memory = [], cross = []] = logits;
  expect(output.length).toBeGreaterThan(0);
  // A memory that nothing reads changes nothing; one that is read does.
  expect(memory).toEqual(output);
  expect(cross).not.toEqual(memory);
  for (const name of NAMES.slice(0, -1).toReversed()) {
    await page.keyboard.press('[');
    await at(page, name);
    await checkNumbers(page);
  }
});

test('a step says what changed and marks it: the mask alone, at the causal mask', async ({ page }) => {
  await open(page, `preset=gpt2&${MORPH}`);
  await page.getByRole('button', { name: 'Begin at' }).click();
  await at(page, '+ output head');
  await page.getByRole('button', { name: 'Bidirectional encoder' }).click();
  await at(page, 'Bidirectional');
  await page.keyboard.press(']');
  await at(page, '+ causal mask');
  const sentence = page.locator('output').filter({ hasText: ';' });
  const n = Number(
    await page.evaluate(() => window.transformerVariants.store.getState().run.of?.prepared.encoder?.nTokens),
  );
  await expect(sentence).toContainText(`${(n + 1) / 2} of ${n} on average, instead of ${n} of ${n}`);
  await expect(sentence).toContainText('parameters and operations stay the same');
  expect((await row(page, 'parameters')).isChanged).toBe(false);
  const pairs = await row(page, 'encoderSelf');
  expect(pairs.isChanged).toBe(true);
  expect(pairs.cells.slice(0, 2)).toEqual([`${n * n} of ${n * n}`, `${(n * (n + 1)) / 2} of ${n * n}`]);
  await expect(page.getByText(`× ${(n * (n - 1)) / 2} pairs are hidden`)).toBeVisible();
  await expect(page.locator('.arch-marked')).toHaveCount(1);
  await expect(page.locator('.arch-marked .arch-mark')).toHaveText('changed');
  expect(await violations(page)).toEqual([]);
});

test('undo and redo go along the path, and the link of a step opens it', async ({ page, context }) => {
  await open(page, `preset=gpt2&${MORPH}`);
  await page.getByRole('button', { name: 'Begin at' }).click();
  await at(page, '+ output head');
  await page.keyboard.press(']');
  await at(page, '+ encoder memory');
  await page.keyboard.press(']');
  await at(page, '+ cross-attention');
  await page.getByRole('button', { name: 'Undo, over all models' }).click();
  await at(page, '+ encoder memory');
  await page.getByRole('button', { name: 'Redo, over all models' }).click();
  await at(page, '+ cross-attention');
  const said = await page.locator('output').filter({ hasText: ';' }).textContent();
  const logits = await checkNumbers(page);
  await page.waitForFunction(() => location.hash.includes('morphWas'));
  const other = await context.newPage();
  await other.goto(page.url());
  await at(other, '+ cross-attention');
  expect(await other.locator('output').filter({ hasText: ';' }).textContent()).toBe(said);
  expect(await checkNumbers(other)).toEqual(logits);
});

test('a trained encoder keeps its weights under the causal mask, loses them as a decoder and gets them back', async ({
  page,
}) => {
  await open(page, `model=masked-words&${MORPH}`);
  await page.waitForFunction(
    () => window.transformerVariants.store.getState().trained?.id === 'masked-words',
  );
  await at(page, 'Bidirectional');
  const weights = () => page.evaluate(() => window.transformerVariants.store.getState().weights);
  await page.keyboard.press(']');
  await at(page, '+ causal mask');
  await expect.poll(weights).toEqual({ kind: 'loaded', id: 'masked-words' });
  await page.keyboard.press(']');
  await at(page, '+ output head');
  await expect.poll(weights).toMatchObject({ kind: 'random', stacksAlike: true });
  await expect(page.getByText('do not fit this step')).toBeVisible();
  // From its link, too: the trained model is loaded when the path comes back to it.
  await page.waitForFunction(() => location.hash.includes('morphFrom'));
  await page.reload();
  await at(page, '+ output head');
  await page.keyboard.press('[');
  await at(page, '+ causal mask');
  await expect.poll(weights).toEqual({ kind: 'loaded', id: 'masked-words' });
});

test('the other paths have their steps, and a path that a model cannot take says so', async ({ page }) => {
  await open(page, `v=1&bench=${encodeURIComponent('tool=morph&morph=keyValueHeads')}`);
  await page.getByRole('button', { name: 'Begin at' }).click();
  await at(page, 'Multi-head');
  const kept: number[] = [];
  for (const name of ['Grouped-query', 'Multi-query']) {
    await page.keyboard.press(']');
    await at(page, name);
    await checkNumbers(page);
    kept.push(Number((await row(page, 'kvCache')).cells[1]?.split(' ')[0]));
  }
  expect(kept[0]).toBeCloseTo(2 * (kept[1] ?? 0), 1);
  await page.goto(
    `./#v=1&c.nHeads=1&c.nKvHeads=1&c.dHead=128&bench=${encodeURIComponent('tool=morph&morph=keyValueHeads')}`,
  );
  await expect(page.getByText('cannot take this path')).toBeVisible();
});

test('it fits a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, `preset=gpt2&${MORPH}`);
  await page.getByRole('button', { name: 'Begin at' }).click();
  await at(page, '+ output head');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  expect((await page.getByRole('main').boundingBox())?.width).toBe(390);
});

test('a morph from the translator reads its words at every step, and its target comes back', async ({
  page,
}) => {
  await open(page, `model=translator&layer=1&${MORPH}`);
  await page.waitForFunction(() => window.transformerVariants.store.getState().trained?.id === 'translator');
  await at(page, '+ cross-attention');
  const told = page.locator('output').filter({ hasText: ';' });
  await expect(told).toContainText('its weights are the trained ones, those before were random');
  // What the step before read and cost, said from here, is what it says of itself.
  const before = await row(page, 'parameters');
  const tokens = await page.evaluate(() => {
    const { encoder, decoder } = window.transformerVariants.store.getState().run.of?.prepared ?? {};
    return [encoder, decoder].map((text) => text?.tokens.map(({ text: token }) => token));
  });
  const now = (): Promise<unknown> =>
    page.evaluate(() => {
      const { encoder, decoder } = window.transformerVariants.store.getState().run.of?.prepared ?? {};
      return [encoder, decoder].map((text) => text?.tokens.map(({ text: token }) => token));
    });
  await page.keyboard.press('[');
  await at(page, '+ encoder memory');
  expect(await now()).toEqual(tokens);
  expect((await row(page, 'parameters')).cells[1]).toBe(before.cells[0]);
  for (const name of NAMES.slice(0, -2).toReversed()) {
    await page.keyboard.press('[');
    await at(page, name);
    await checkNumbers(page);
  }
  for (const name of NAMES.slice(1)) {
    await page.keyboard.press(']');
    await at(page, name);
  }
  expect(await now()).toEqual(tokens);
  await expect(page.getByRole('textbox', { name: 'Target so far' })).toHaveValue(/^sie sagt/);
});
