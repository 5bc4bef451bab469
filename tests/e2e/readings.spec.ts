import { expect, test, violations } from './support/page';

const models = [
  { id: 'translator', figure: 'cross', layer: 1, kind: 'Cross-attention' },
  { id: 'stories', figure: 'decoderSelf', layer: 2, kind: 'Decoder self-attention' },
  { id: 'masked-words', figure: 'encoderSelf', layer: 1, kind: 'Encoder self-attention' },
] as const;

/** Columns that the table of a figure shows at once. */
const SHOWN = 12;

for (const { id, figure, layer, kind } of models) {
  test(`the four readings of ${id} are those of its trace`, async ({ page }) => {
    await page.goto(`./#v=1&model=${id}&view=readings&figure=${figure}&layer=${layer}&head=1&scale=linear`);
    await expect(page.locator('#figure .fig-readout')).toHaveCount(4);
    const { perHead, nQueries, nKeys } = await page.evaluate(() => {
      const { run, selection } = window.transformerVariants.store.getState();
      const part = selection.kind === 'cross' ? 'crossAttention' : 'selfAttention';
      const stack = selection.kind === 'encoderSelf' ? 'encoder' : 'decoder';
      const name = `${stack}.layers.${selection.layer}.${part}.pattern`;
      const array = [...run.arrays.values()].find((one) => one.name === name);
      const [nHeads = 0, nQueries = 0, nKeys = 0] = array?.shape.slice(-3) ?? [];
      const all = [...(array?.data ?? [])];
      const size = nQueries * nKeys;
      return {
        perHead: Array.from({ length: nHeads }, (_, head) => all.slice(head * size, (head + 1) * size)),
        nQueries,
        nKeys,
      };
    });
    await page.getByRole('button', { name: 'Export: Four readings' }).click();
    await page.getByRole('menuitemradio', { name: 'Show as table' }).click();
    const place = `${kind}, layer ${layer + 1}`;
    const shown = Math.min(nKeys, SHOWN);
    const valuesOf = async (name: string): Promise<number[][]> => {
      const table = page.getByRole('table', { name, exact: true });
      await expect(table.getByRole('rowheader')).toHaveCount(nQueries);
      const cells = (await table.getByRole('cell').allTextContents()).map((text) =>
        text === '–' ? 0 : Number(text),
      );
      return Array.from({ length: nQueries }, (_, row) => cells.slice(row * shown, (row + 1) * shown));
    };
    const expectRows = (actual: number[][], valueAt: (cell: number) => number): void => {
      actual.forEach((row, query) =>
        row.forEach((value, key) => expect(value).toBeCloseTo(valueAt(query * nKeys + key), 3)),
      );
    };
    expectRows(
      await valuesOf(`Attention weights: ${place}, head 2`),
      (cell) => perHead[1]?.[cell] ?? Number.NaN,
    );
    const mean = (cell: number): number =>
      perHead.reduce((sum, weights) => sum + (weights[cell] ?? Number.NaN), 0) / perHead.length;
    expectRows(await valuesOf(`Mean of the heads: ${place}`), mean);

    // Shares of a row are at most 1 together; where all keys are shown they are all there is.
    for (const row of await valuesOf(`Weights × values: ${place}, head 2`)) {
      const sum = row.reduce((a, b) => a + b, 0);
      expect(sum).toBeLessThan(1.001);
      if (nKeys <= SHOWN) expect(sum).toBeCloseTo(1, 2);
    }
    const rollout = await valuesOf(`Rollout: ${place}`);
    for (const row of rollout) {
      const whole = figure === 'cross' ? 1 - 0.5 ** (layer + 1) : 1;
      expect(row.reduce((a, b) => a + b, 0)).toBeLessThan(whole + 0.001);
    }
    // A causal decoder's first token is mixed from itself alone.
    if (figure === 'decoderSelf') expect(rollout[0]?.[0]).toBeCloseTo(1, 3);
    expect(await violations(page)).toEqual([]);
  });
}
