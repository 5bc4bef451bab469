import type { Page } from '@playwright/test';
import type { TraceName } from '../../src/model/traceNames';
import { expect, test, violations } from './support/page';

/** A shipped model of each family, and the stack whose output its head reads. */
const models = [
  { id: 'translator', stack: 'decoder', nLayers: 2 },
  { id: 'stories', stack: 'decoder', nLayers: 3 },
  { id: 'masked-words', stack: 'encoder', nLayers: null },
] as const;

/** Opens the page with a view that draws no attention map, and waits for the run. */
async function open(page: Page, hash: string): Promise<void> {
  await page.goto(`./#v=1&${hash}`);
  await page.waitForFunction(() => {
    const { run, config } = window.transformerVariants?.store.getState() ?? {};
    return run?.status === 'done' && run.of?.config === config;
  });
}

interface DrawnCell {
  readonly row: number;
  readonly col: number;
  readonly value: number;
}

/** The cells of a map as the page has them drawn. */
async function cells(page: Page, map = 0): Promise<readonly DrawnCell[]> {
  const figure = page.locator('#figure .fig-heat').nth(map);
  await expect(figure.locator('.fig-heat-cells rect').first()).toBeVisible();
  return await figure.locator('.fig-heat-cells rect').evaluateAll((rects) =>
    rects.map((rect) => ({
      row: Number(rect.getAttribute('data-row')),
      col: Number(rect.getAttribute('data-col')),
      value: Number(rect.getAttribute('data-value')),
    })),
  );
}

const at = (drawn: readonly DrawnCell[], row: number, col: number): number =>
  drawn.find((cell) => cell.row === row && cell.col === col)?.value ?? Number.NaN;

/** An activation of the run that is shown, from the trace in the worker. */
async function traced(page: Page, name: TraceName): Promise<{ shape: number[]; data: number[] }> {
  return await page.evaluate(async (wanted) => {
    const { store, engine } = window.transformerVariants;
    const { runId } = store.getState().run.result ?? { runId: 0 };
    const [array] = await engine.read({ slot: 'A', runId, reads: [{ name: wanted, batch: 0 }] });
    return { shape: [...(array?.shape ?? [])], data: [...(array?.data ?? [])] };
  }, name);
}

/** Logits of each position, from the arrays that the page has read. */
async function logits(page: Page): Promise<number[][]> {
  return await page.evaluate(() => {
    const array = window.transformerVariants.store.getState().run.arrays.get('head.logits|0');
    const width = array?.shape.at(-1) ?? 1;
    const all = [...(array?.data ?? [])];
    return Array.from({ length: all.length / width }, (_, row) => all.slice(row * width, (row + 1) * width));
  });
}

function softmax(row: readonly number[]): number[] {
  const top = Math.max(...row);
  const exponentials = row.map((logit) => Math.exp(logit - top));
  const sum = exponentials.reduce((a, b) => a + b, 0);
  return exponentials.map((value) => value / sum);
}

async function layersOf(page: Page, stack: 'encoder' | 'decoder'): Promise<number> {
  return await page.evaluate((which) => {
    const { config } = window.transformerVariants.store.getState();
    return which === 'encoder' ? config.nEncoderLayers : config.nDecoderLayers;
  }, stack);
}

for (const { id, stack } of models) {
  test(`the stream of ${id} is drawn with the lengths of its vectors`, async ({ page }) => {
    await open(page, `model=${id}&view=stream`);
    const drawn = await cells(page);
    const { data, shape } = await traced(page, `${stack}.layers.0.residual.output`);
    const [, length = 0, width = 0] = shape;
    // After the embedding come self-attention, perhaps cross-attention, and the feed-forward block.
    const column = id === 'translator' ? 3 : 2;
    for (let row = 0; row < length; row += 1) {
      const norm = Math.hypot(...data.slice(row * width, (row + 1) * width));
      expect(at(drawn, row, column)).toBeCloseTo(norm, 3);
    }
    expect(await violations(page)).toEqual([]);
  });

  test(`the lens after the last layer of ${id} and its distributions are what its head says`, async ({
    page,
  }) => {
    await open(page, `model=${id}&view=lens`);
    const probabilities = (await logits(page)).map(softmax);
    const lens = await cells(page);
    const nLayers = await layersOf(page, stack);
    probabilities.forEach((row, position) =>
      expect(at(lens, position, nLayers)).toBeCloseTo(Math.max(...row), 4),
    );
    await page.evaluate(() => window.transformerVariants.store.getState().setView('distribution'));
    await expect(page.locator('#figure .fig-heat-bar').first()).toBeVisible();
    const drawn = await cells(page);
    const bars = await page
      .locator('#figure .fig-heat-bar')
      .evaluateAll((all) => all.map((bar) => Number(bar.getAttribute('data-bar'))));
    probabilities.forEach((row, position) => {
      const sorted = [...row].sort((a, b) => b - a);
      for (let rank = 0; rank < 4; rank += 1)
        expect(at(drawn, position, rank)).toBeCloseTo(sorted[rank] ?? 0, 4);
      const entropy = row.reduce((sum, p) => (p > 0 ? sum - p * Math.log2(p) : sum), 0);
      expect(bars[position]).toBeCloseTo(entropy, 3);
    });
    expect(await violations(page)).toEqual([]);
  });

  test(`what is drawn as contributions of ${id} sums to the logit`, async ({ page }) => {
    await open(page, `model=${id}&view=contributions`);
    const drawn = await cells(page);
    const totals = Math.max(...drawn.map(({ col }) => col));
    const parts = drawn.filter(({ col }) => col < totals);
    const remainder = at(drawn, Math.max(...drawn.map(({ row }) => row)), totals);
    const sum = parts.reduce((total, { value }) => total + value, 0);
    const rows = await logits(page);
    const position = await page.evaluate((which) => {
      const tokens = window.transformerVariants.store.getState().run.of?.prepared[which]?.tokens ?? [];
      return which === 'encoder' ? tokens.findIndex(({ masked }) => masked) : tokens.length - 1;
    }, stack);
    const logit = Math.max(...(rows[position] ?? []));
    expect(Math.abs(remainder)).toBeLessThan(1e-3);
    expect(sum + remainder).toBeCloseTo(logit, 3);
    // Row by row the last column sums the others.
    for (const row of new Set(parts.map((cell) => cell.row))) {
      const own = parts.filter((cell) => cell.row === row).reduce((total, { value }) => total + value, 0);
      expect(at(drawn, row, totals)).toBeCloseTo(own, 3);
    }
    expect(await violations(page)).toEqual([]);
  });

  test(`the neurons of ${id} are its activations`, async ({ page }) => {
    await open(page, `model=${id}&view=neurons`);
    const drawn = await cells(page);
    const nLayers = await layersOf(page, stack);
    for (let layer = 0; layer < nLayers; layer += 1) {
      const { data, shape } = await traced(page, `${stack}.layers.${layer}.feedForward.hidden`);
      const [, length = 0, width = 0] = shape;
      for (let row = 0; row < length; row += 1) {
        const most = Math.max(...data.slice(row * width, (row + 1) * width).map(Math.abs));
        expect(Math.abs(at(drawn, row, layer))).toBeCloseTo(most, 4);
      }
    }
    // A click on a layer shows that layer's neurons below, and chooses it for every figure.
    const target = page.locator(`#figure .fig-heat-cells rect[data-row="1"][data-col="1"]`).first();
    const box = await target.boundingBox();
    if (!box) throw new Error('the cell has no place');
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await expect(page.getByRole('heading', { name: 'Most active neurons of layer 2' })).toBeVisible();
    const chosen = await page.evaluate(() => window.transformerVariants.store.getState().selection);
    expect(chosen.layer).toBe(1);
    expect(chosen.query).toBe(1);
    expect(await violations(page)).toEqual([]);
  });

  test(`the positions and embeddings of ${id} are those of the model`, async ({ page }) => {
    await open(page, `model=${id}&view=positions`);
    // Few enough cells for each to be a shape of its own.
    await page.evaluate(() =>
      window.transformerVariants.store
        .getState()
        .setTexts({ target: 'sie sagt', prompt: 'in the museum Eva' }),
    );
    await page.waitForFunction(() => {
      const { run } = window.transformerVariants.store.getState();
      const { decoder, encoder } = run.of?.prepared ?? {};
      return run.status === 'done' && (decoder ? decoder.tokens.length < 8 : encoder !== null);
    });
    const nRows = await page.evaluate(
      (which) => window.transformerVariants.store.getState().run.of?.prepared[which]?.tokens.length,
      stack,
    );
    await expect(page.locator('#figure .fig-row-labels text')).toHaveCount(nRows ?? 0);
    const { position, dHead } = await page.evaluate(() => window.transformerVariants.store.getState().config);
    const drawn = await cells(page);
    if (position.kind === 'rotary') {
      // Su 2021: pair i of n / 2 turns by base^(-2i / n) from one position to the next.
      const n = dHead * position.fraction;
      for (const { row, col, value } of drawn) {
        expect(value).toBeCloseTo(Math.cos(row * position.base ** ((-2 * col) / n)), 5);
      }
    } else {
      const { data, shape } = await traced(page, `${stack}.embedding.positions`);
      const [, length = 0, width = 0] = shape;
      expect(drawn).toHaveLength(length * width);
      for (const { row, col, value } of drawn) expect(value).toBeCloseTo(data[row * width + col] ?? 0, 5);
    }

    await page.evaluate(() => window.transformerVariants.store.getState().setView('embeddings'));
    const points = page.locator('#figure .fig-scatter-points circle');
    await expect(points.first()).toBeVisible();
    const places = await points.evaluateAll((circles) =>
      circles.map((circle) => ({
        id: Number(circle.getAttribute('data-id')),
        x: Number(circle.getAttribute('data-x')),
        y: Number(circle.getAttribute('data-y')),
        isMarked: circle.classList.contains('fig-scatter-marked'),
      })),
    );
    const ids = await page.evaluate(
      (which) =>
        window.transformerVariants.store.getState().run.of?.prepared[which]?.tokens.map((token) => token.id),
      stack,
    );
    const marked = places.filter(({ isMarked }) => isMarked);
    expect(new Set(marked.map((point) => point.id))).toEqual(new Set(ids));
    // A projection: two tokens are no farther apart in the plane than their vectors are.
    const tokens = await traced(page, `${stack}.embedding.tokens`);
    const dModel = tokens.shape[2] ?? 0;
    const vectorOf = (token: number): number[] => {
      const position = (ids ?? []).indexOf(token);
      return tokens.data.slice(position * dModel, (position + 1) * dModel);
    };
    const [a, b] = marked;
    if (!a || !b) throw new Error('two tokens are marked at least');
    const other = vectorOf(b.id);
    const apart = Math.hypot(...vectorOf(a.id).map((value, index) => value - (other[index] ?? 0)));
    expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeLessThanOrEqual(apart * 1.001);
    // Principal components have their origin at the mean of all rows.
    expect(places.reduce((sum, { x }) => sum + x, 0) / places.length).toBeCloseTo(0, 3);
    expect(await violations(page)).toEqual([]);
  });
}

test('a map is walked with the arrow keys, speaks of its cells, and locks a token for every figure', async ({
  page,
}) => {
  await open(page, 'model=stories&view=lens');
  await cells(page);
  const stage = page.locator('#figure .fig-heat .fig-stage');
  await stage.focus();
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight']) await page.keyboard.press(key);
  await expect(page.locator('#figure [aria-live]')).toContainText('after the feed-forward block of layer 1');
  await page.keyboard.press('Enter');
  expect(await page.evaluate(() => window.transformerVariants.store.getState().selection.query)).toBe(1);
  await page.keyboard.press('Escape');
  expect(await page.evaluate(() => window.transformerVariants.store.getState().selection.query)).toBeNull();
});

test('a model without positions says so', async ({ page }) => {
  await open(page, 'model=stories&view=positions');
  await page.evaluate(() => window.transformerVariants.store.getState().setOption('position', 'none'));
  await expect(page.getByText('This model is told nothing of positions')).toBeVisible();
});
