import { after, drawn, expect, open, ran, test } from './support/page';

const variables = [
  'Vocabulary size',
  'Model dimension',
  'Context length',
  'Attention heads',
  'Feed-forward size',
  'Layers',
  'Batch size',
];

test('the page opens with the cross-attention of an encoder-decoder, under a sub-path, and says that weights are random', async ({
  page,
}) => {
  await open(page);
  await expect(page).toHaveTitle('Transformer Variants');
  expect(await ran(page)).toMatchObject({ family: 'encoder-decoder', status: 'done' });
  await expect(page.getByText(/Random weights \(seed 1\)/)).toBeVisible();
  await expect(page.getByText('queries: decoder tokens').first()).toBeVisible();
  await expect(page.getByText('keys: encoder memory').first()).toBeVisible();
});

test('every key variable is a slider and a box, and moving it builds and runs another model', async ({
  page,
}) => {
  await open(page);
  for (const name of variables) {
    const slider = page.getByRole('slider', { name, exact: true });
    await expect(slider).toHaveAttribute('type', 'range');
    await expect(page.getByRole('textbox', { name, exact: true })).toBeVisible();
    const before = await slider.inputValue();
    await after(page, async () => {
      await slider.focus();
      await page.keyboard.press(name === 'Attention heads' ? 'ArrowLeft' : 'ArrowRight');
    });
    expect(await slider.inputValue()).not.toBe(before);
  }
});

test('a number that cannot be is explained, with ways out, and the model stays', async ({ page }) => {
  await open(page);
  const box = page.getByRole('textbox', { name: 'Model dimension', exact: true });
  await box.fill('130');
  await box.press('Enter');
  await expect(page.getByText(/130 cannot be split into 4/)).toBeVisible();
  expect(await page.evaluate(() => window.transformerVariants.store.getState().config.dModel)).toBe(128);
  await after(page, () => page.getByRole('button', { name: /Take 132/ }).click());
  await expect(box).toHaveValue('132');
});

test('fewer words in the vocabulary give more tokens of the same text', async ({ page }) => {
  await open(page, 'v=1&preset=gpt2');
  const count = (): Promise<number> =>
    page.evaluate(() => window.transformerVariants.store.getState().run.of?.prepared.decoder?.nTokens ?? 0);
  const before = await count();
  const box = page.getByRole('textbox', { name: 'Vocabulary size', exact: true });
  await after(page, async () => {
    await box.fill('300');
    await box.press('Enter');
  });
  expect(await count()).toBeGreaterThan(before);
});

test('a switch of the family keeps the model and rearranges its parts', async ({ page }) => {
  await open(page);
  await after(page, () => page.getByRole('radio', { name: 'Decoder-only' }).click());
  expect((await ran(page)).family).toBe('decoder-only');
  await expect(page.getByRole('textbox', { name: 'Prompt' })).toBeVisible();
  await after(page, () => page.getByRole('radio', { name: 'Encoder-only' }).click());
  await expect(page.getByRole('textbox', { name: 'Second sentence' })).toBeVisible();
  await after(page, () => page.getByRole('radio', { name: 'Encoder-decoder' }).click());
  await expect(page.getByRole('textbox', { name: 'Source' })).toBeVisible();
});

test('typing runs the model on the new text; what is beyond the context is shown as cut', async ({
  page,
}) => {
  await open(page, 'v=1&preset=gpt2&c.contextLength=8');
  const prompt = page.getByRole('textbox', { name: 'Prompt' });
  await after(page, () => prompt.fill('One two three four five six seven eight nine ten eleven twelve'));
  await expect(page.getByText(/beyond the context of 8/)).toBeVisible();
  await expect(page.getByText(/twelve/).last()).toBeVisible();
  const { nTokens } = await page.evaluate(() => {
    const { run } = window.transformerVariants.store.getState();
    return { nTokens: run.of?.prepared.decoder?.nTokens };
  });
  expect(nTokens).toBe(8);
});

test('token text is text: markup in it is shown, not run', async ({ page }) => {
  await open(page, 'v=1&preset=gpt2');
  await after(page, () =>
    page
      .getByRole('textbox', { name: 'Prompt' })
      .fill('<img src=x onerror="window.broken=1"><script>window.broken=1</script>'),
  );
  expect(await page.evaluate(() => 'broken' in window)).toBe(false);
  expect(await page.locator('main img').count()).toBe(0);
});

test('a token of the encoder can be hidden behind [MASK], and the model says what it expects there', async ({
  page,
}) => {
  await open(page, 'v=1&preset=bert');
  await expect(page.getByText(/No token is masked/)).toBeVisible();
  await after(page, () =>
    page
      .getByRole('button', { name: /^Mask token 4/ })
      .first()
      .click(),
  );
  await expect(page.getByText(/No token is masked/)).toBeHidden();
  const sum = await page.evaluate(() => {
    const { run } = window.transformerVariants.store.getState();
    return run.of?.prepared.encoder?.tokens.filter((token) => token.masked).length;
  });
  expect(sum).toBe(1);
});

test('hovering a cell previews it, a click locks it, Escape frees it', async ({ page }) => {
  await open(page);
  const figure = page.getByRole('application').first();
  const canvas = figure.locator('canvas').first();
  const box = await canvas.boundingBox();
  if (!box) throw new Error('the matrix has no cells');
  const locked = (): Promise<number | null> =>
    page.evaluate(() => window.transformerVariants.store.getState().selection.query);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await expect(page.getByText(/reads \d/).first()).toBeVisible();
  expect(await locked()).toBeNull();
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await expect.poll(locked).not.toBeNull();
  await page.mouse.move(5, 5);
  expect(await locked()).not.toBeNull();
  await page.keyboard.press('Escape');
  await expect.poll(locked).toBeNull();
});

test('an attention block of the diagram opens its figure', async ({ page }) => {
  await open(page);
  await page
    .getByRole('button', { name: /Self-attention/ })
    .last()
    .click();
  await expect
    .poll(() => page.evaluate(() => window.transformerVariants.store.getState().selection.kind))
    .toMatch(/Self$/);
});

test('a link restores the whole view', async ({ page, context, baseURL }) => {
  await open(page);
  await after(page, () => page.getByRole('radio', { name: 'Decoder-only' }).click());
  await after(page, () => page.getByRole('textbox', { name: 'Prompt' }).fill('Grüße an alle & 你好 #1'));
  await page.evaluate(() => {
    const { chooseLayer, chooseHead, lockToken } = window.transformerVariants.store.getState();
    chooseLayer(2);
    chooseHead(1);
    lockToken(3, 1);
  });
  await page.waitForFunction(() => location.hash.includes('query=3'));
  const link = page.url();
  expect(link.startsWith(baseURL ?? '')).toBe(true);
  const other = await context.newPage();
  await other.goto(link);
  await drawn(other);
  const view = (from: typeof page): Promise<unknown> =>
    from.evaluate(() => {
      const { config, texts, selection, presetId } = window.transformerVariants.store.getState();
      return { config, texts, selection, presetId };
    });
  expect(await view(other)).toEqual(await view(page));
});

test('a hostile link gives a notice and the nearest possible view', async ({ page }) => {
  await open(
    page,
    'v=99&preset=nothing&c.dModel=1e99&c.nHeads=-4&c.__proto__.x=1&c.norm.kind=%3Cscript%3E&layer=77&lang=xx&zzz=1',
  );
  await expect(page.getByRole('region', { name: 'Notices' }).getByRole('button').first()).toBeVisible();
  expect(await ran(page)).toMatchObject({ status: 'done' });
  expect(await page.evaluate(() => Object.hasOwn(Object.prototype, 'x'))).toBe(false);
});

test('the language changes everywhere, and the browser remembers it', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: /中文/ }).click();
  await expect(page.getByRole('slider', { name: '词表大小' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await page.goto('./');
  await expect(page.getByRole('slider', { name: '词表大小' })).toBeVisible();
});

test('a decoder generates token by token, the same with and without a cache', async ({ page }) => {
  await open(page, 'v=1&preset=gpt2');
  const generated = (): Promise<readonly number[]> =>
    page.evaluate(() => window.transformerVariants.store.getState().generation.steps.map((step) => step.id));
  const done = (): Promise<string> =>
    page.evaluate(() => window.transformerVariants.store.getState().generation.status);
  await page.getByRole('button', { name: 'Generate', exact: true }).click();
  await expect.poll(done).toBe('done');
  const cached = await generated();
  expect(cached.length).toBeGreaterThan(0);
  await page.evaluate(async () => {
    const { setUseCache, clearGenerated, generate } = window.transformerVariants.store.getState();
    clearGenerated();
    setUseCache(false);
    await generate();
  });
  expect(await generated()).toEqual(cached);
});

test('the help opens with ? and closes with Escape', async ({ page }) => {
  await open(page);
  await page.locator('body').press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('an example fills the texts of the family, and the model reads it', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Examples' }).click();
  await after(page, () => page.getByRole('menuitemradio', { name: /I have never been to London/ }).click());
  await expect(page.getByRole('textbox', { name: 'Source' })).toHaveValue('I have never been to London.');
  await expect(page.getByRole('textbox', { name: 'Target so far' })).toHaveValue(
    'Ich bin noch nie in London gewesen.',
  );
});

test('the colour scale is part of the link', async ({ page }) => {
  await open(page, 'v=1&scale=linear');
  const scale = page.getByRole('radiogroup', { name: 'Colour scale' });
  await expect(scale.getByRole('radio', { name: 'Linear' })).toBeChecked();
  await expect(page.getByText('square-root scale')).toBeHidden();
  await scale.getByRole('radio', { name: '√' }).click();
  await expect(page.getByText('square-root scale')).toBeVisible();
  await expect(page).not.toHaveURL(/scale=/);
});

test('Back leads from a trained model to the one before, as it was', async ({ page }) => {
  const shown = () =>
    page.evaluate(() => {
      const { trained, config, texts, selection, view, tokenization } =
        window.transformerVariants.store.getState();
      return { id: trained?.id, config, texts, selection, view, kind: tokenization.kind };
    });
  const comes = (id: string) =>
    page.waitForFunction((wanted) => window.transformerVariants.store.getState().trained?.id === wanted, id);
  // Slow enough for the address to be written while the model is on its way.
  await page.route('**/models/*', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 500));
    await route.continue();
  });
  await page.goto('./');
  await comes('translator');
  await drawn(page);
  const first = await shown();
  await page.getByRole('radio', { name: 'Decoder-only' }).click();
  await comes('stories');
  await page.goBack();
  await comes('translator');
  expect(await shown()).toEqual(first);
  await page.getByRole('button', { name: /^Model:/ }).click();
  await page.getByRole('menuitemradio', { name: /^Reverse/ }).click();
  await comes('reverse');
  await page.goBack();
  await comes('translator');
  expect(await shown()).toEqual(first);
});

test('a copied link says that it does not carry what the model wrote', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page, 'model=stories');
  const copy = page.getByRole('button', { name: 'Copy the link to this view' });
  await copy.click();
  await expect(page.getByText(/in the clipboard\.$/)).toBeVisible();
  await page.getByRole('button', { name: 'One token' }).click();
  await expect
    .poll(() => page.evaluate(() => window.transformerVariants.store.getState().generatedIds.length))
    .toBe(1);
  await copy.click();
  await expect(page.getByText(/What the model wrote is not in it/)).toBeVisible();
});

test('a link without a language opens in that of the reader', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: /中文/ }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await open(page, 'preset=gpt2');
  await page.reload();
  await drawn(page);
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await expect(page).not.toHaveURL(/lang=/);
});
