import { expect, test, violations } from './support/page';

const models = [
  { id: 'translator', figure: 'cross', stack: 'decoder', part: 'crossAttention', query: 3 },
  { id: 'stories', figure: 'decoderSelf', stack: 'decoder', part: 'selfAttention', query: 5 },
  { id: 'masked-words', figure: 'encoderSelf', stack: 'encoder', part: 'selfAttention', query: 2 },
] as const;

/** A number as the page writes it: a true minus, and percentages. */
function numberOf(text: string): number {
  if (text.startsWith('<')) return 0;
  const value = Number(text.replace('−', '-').replace(' %', ''));
  return text.includes('%') ? value / 100 : value;
}

for (const { id, figure, stack, part, query } of models) {
  test(`a row of ${id} adds up from its products to the output of its head`, async ({ page }) => {
    const head = 1;
    await page.goto(
      `./#v=1&model=${id}&view=head&figure=${figure}&layer=1&head=${head}&query=${query}&scale=linear`,
    );
    const table = page.getByRole('table', { name: /^Scores and weights/ });
    await expect(table).toBeVisible();
    const parts = ['q', 'k', 'v', 'scores', 'pattern', 'headOutputs'] as const;
    const trace = await page.evaluate(
      async ([names, prefix]) => {
        const { store, engine } = window.transformerVariants;
        const { runId } = store.getState().run.result ?? { runId: 0 };
        const arrays = await engine.read({
          slot: 'A',
          runId,
          reads: names.map((name) => ({ name: `${prefix}.${name}` as const, batch: 0 })),
        });
        return arrays.map(({ data, shape }) => ({ data: [...data], shape: shape.slice(-3) }));
      },
      [parts, `${stack}.layers.1.${part}` as const] as const,
    );
    const row = (index: number, at: number, of = head): number[] => {
      const { data, shape } = trace[index] ?? { data: [], shape: [] };
      const [, length = 0, width = 0] = shape;
      return data.slice((of * length + at) * width, (of * length + at + 1) * width);
    };
    const q = row(0, query);
    const scores = row(3, query);
    const pattern = row(4, query);
    const sum = (values: number[]): number => values.reduce((a, b) => a + b, 0);
    const rows = await table.locator('tbody tr').all();
    expect(rows).toHaveLength(scores.length);
    for (const [key, line] of rows.entries()) {
      const [dot = '', scaled = '', score = '', weight = ''] = await line.getByRole('cell').allTextContents();
      const k = row(1, key);
      const product = sum(q.map((value, index) => value * (k[index] ?? Number.NaN)));
      expect(Math.abs(numberOf(dot) - product)).toBeLessThan(0.011 + 0.001 * Math.abs(product));
      expect(Math.abs(numberOf(scaled) - product / Math.sqrt(q.length))).toBeLessThan(0.011);
      expect(Math.abs(numberOf(score) - (scores[key] ?? Number.NaN))).toBeLessThan(0.011);
      if (weight === 'masked') expect(pattern[key]).toBe(0);
      else expect(Math.abs(numberOf(weight) - (pattern[key] ?? Number.NaN))).toBeLessThan(0.001);
    }
    // The last map: weight × value in every cell, and under them their sum, which is what the head gave.
    const cells = page.locator('#figure .fig-heat').nth(1).locator('.fig-heat-cells rect');
    const drawn = await cells.evaluateAll((rects) =>
      rects.map((rect) => Number(rect.getAttribute('data-value'))),
    );
    expect(drawn).toHaveLength((scores.length + 1) * q.length);
    const output = row(5, query);
    output.forEach((value, dimension) => {
      const column = drawn.filter((_, cell) => cell % q.length === dimension);
      expect(column.at(-1)).toBeCloseTo(value, 4);
      expect(sum(column.slice(0, -1))).toBeCloseTo(value, 4);
    });
    expect(await violations(page)).toEqual([]);
  });
}

test('another query is another row, chosen for every figure', async ({ page }) => {
  await page.goto('./#v=1&model=stories&view=head&figure=decoderSelf&query=4');
  const table = page.getByRole('table', { name: /^Scores and weights/ });
  await expect(table).toBeVisible();
  // What comes later is masked.
  await expect(table.getByText('masked')).not.toHaveCount(0);
  await page.getByRole('button', { name: /Query/ }).click();
  await page.getByRole('option', { name: '1 <bos>' }).click();
  await expect
    .poll(() => page.evaluate(() => window.transformerVariants.store.getState().selection.query))
    .toBe(0);
  await expect(table.locator('tbody tr').first()).toContainText('100.0 %');
});
