import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright';
import { decoderOf, type Shape } from './shapes';
import { LIMIT, within } from './within';

const MANIFEST = new URL('../../dist/.vite/manifest.json', import.meta.url);

export type Backend = 'webgpu' | 'webgl' | 'wasm' | 'cpu';

/** Forward passes with every attention weight captured, by the engine of the built page. */
export async function measureForward(page: Page, shape: Shape, nPasses: number): Promise<readonly number[]> {
  const ids = Array.from({ length: shape.nTokens }, (_, index) => (index * 7) % shape.vocabSize);
  return await within(
    page.evaluate(
      async ({ config, tokens, passes, nLayers, limit }) => {
        const { engine } = window.transformerVariants;
        const reads = Array.from(
          { length: nLayers },
          (_, layer) => ({ name: `decoder.layers.${layer}.selfAttention.pattern` }) as const,
        );
        const times: number[] = [];
        const started = performance.now();
        // The first pass makes weights, shaders and plans; it is not counted.
        for (let pass = 0; pass <= passes; pass += 1) {
          const result = await engine.run({
            slot: 'B',
            config,
            weights: { kind: 'random', seed: 1 },
            input: { decoder: { ids: [tokens] } },
            interventions: [],
            reads,
          });
          if (pass > 0) times.push(result.milliseconds);
          if (pass > 0 && performance.now() - started > limit) break;
        }
        return times;
      },
      { config: decoderOf(shape), tokens: ids, passes: nPasses, nLayers: shape.nLayers, limit: LIMIT / 2 },
    ),
  );
}

/** Milliseconds for each generated token, after a prompt of half the tokens. */
export async function measureGeneration(
  page: Page,
  shape: Shape,
  useCache: boolean,
  nTokens: number,
): Promise<number> {
  const ids = Array.from({ length: shape.nTokens / 2 }, (_, index) => (index * 7) % shape.vocabSize);
  return await within(
    page.evaluate(
      async ({ config, tokens, cache, count }) => {
        const { milliseconds, ids: written } = await window.transformerVariants.engine.generate(
          {
            slot: 'B',
            config,
            weights: { kind: 'random', seed: 1 },
            input: { decoder: { ids: [tokens] } },
            maxNewTokens: count,
            endId: null,
            sampling: { kind: 'greedy' },
            useCache: cache,
          },
          () => undefined,
        );
        return milliseconds / written.length;
      },
      { config: decoderOf(shape), tokens: ids, cache: useCache, count: nTokens },
    ),
  );
}

export interface ColdStart {
  /** Milliseconds from navigation to the first drawn attention map, nothing cached. */
  readonly firstMap: number;
  /** Bytes, compressed by gzip, of scripts and styles that the page itself asked for before that. */
  readonly pageBytes: number;
  /** The same of the worker, tfjs and its backend. */
  readonly backendBytes: number;
}

/** Files that the page's own thread can load, from the build's manifest; all others are the worker's. */
function filesOfPage(): ReadonlySet<string> {
  const manifest = JSON.parse(readFileSync(MANIFEST, 'utf8')) as Record<
    string,
    { file: string; imports?: string[]; dynamicImports?: string[]; css?: string[]; isEntry?: boolean }
  >;
  const files = new Set<string>(['theme.js']);
  const visit = (key: string): void => {
    const chunk = manifest[key];
    const name = chunk?.file.split('/').at(-1) ?? '';
    // The engine in the page's own thread is for browsers without workers; it is a backend, too.
    if (!chunk || files.has(name) || key === 'src/engine/local.ts' || key === 'src/engine/wasmPaths.ts')
      return;
    files.add(name);
    for (const css of chunk.css ?? []) files.add(css.split('/').at(-1) ?? '');
    for (const next of [...(chunk.imports ?? []), ...(chunk.dynamicImports ?? [])]) visit(next);
  };
  for (const [key, chunk] of Object.entries(manifest)) if (chunk.isEntry) visit(key);
  return files;
}

/** Opens the page in a fresh profile. */
export async function measureColdStart(browser: Browser, url: string): Promise<ColdStart> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    const page = await context.newPage();
    const loaded: { url: string; body: Promise<Buffer> }[] = [];
    context.on('response', (response) => {
      if (!/\.(?:js|css|wasm)$/.test(new URL(response.url()).pathname)) return;
      loaded.push({ url: response.url(), body: response.body().catch(() => Buffer.alloc(0)) });
    });
    await page.goto(url);
    await page.waitForFunction(() => performance.getEntriesByName('tv:first-map').length > 0);
    const firstMap = await page.evaluate(
      () => performance.getEntriesByName('tv:first-map')[0]?.startTime ?? NaN,
    );
    const pageFiles = filesOfPage();
    let pageBytes = 0;
    let backendBytes = 0;
    for (const { url: address, body } of loaded) {
      const size = gzipSync(await body).length;
      if (pageFiles.has(new URL(address).pathname.split('/').at(-1) ?? '')) pageBytes += size;
      else backendBytes += size;
    }
    return { firstMap, pageBytes, backendBytes };
  } finally {
    await context.close();
  }
}

/** Milliseconds from the slider's event to the redrawn map, for the default model. */
export async function measureSlider(page: Page, n: number): Promise<readonly number[]> {
  const slider = page.getByRole('slider', { name: 'Feed-forward size', exact: true });
  await slider.focus();
  await page.evaluate(() => {
    const marks = { started: 0, times: [] as number[] };
    Object.assign(window, { benchMarks: marks });
    document.addEventListener('keydown', () => (marks.started = performance.now()), true);
    new PerformanceObserver((list) => {
      for (const entry of list.getEntriesByName('tv:map-drawn')) {
        if (marks.started > 0) marks.times.push(entry.startTime - marks.started);
        marks.started = 0;
      }
    }).observe({ type: 'mark' });
  });
  const count = (): Promise<number> =>
    page.evaluate(() => (window as unknown as { benchMarks: { times: number[] } }).benchMarks.times.length);
  for (let step = 0; step < n; step += 1) {
    const before = await count();
    await page.keyboard.press(step % 8 < 4 ? 'ArrowLeft' : 'ArrowRight');
    await page.waitForFunction(
      (known) => (window as unknown as { benchMarks: { times: number[] } }).benchMarks.times.length > known,
      before,
    );
  }
  return await page.evaluate(
    () => (window as unknown as { benchMarks: { times: number[] } }).benchMarks.times,
  );
}

/** Three models of the default size on one text: what a preset of each family is, as the bench's link says it. */
export const THREE_MODELS = `v=1&preset=originalTransformer&stacks=alike&bench=${encodeURIComponent(
  new URLSearchParams({
    tool: 'compare',
    B: 'v=1&preset=gpt2&stacks=alike',
    C: 'v=1&preset=bert&stacks=alike',
  }).toString(),
)}`;

interface DrawnMarks {
  started: number;
  /** Maps that were drawn since. */
  drawn: number;
  wanted: number;
  times: number[];
}

/**
 * Milliseconds from an event to the last of the maps that are redrawn because of it.
 * @param event what the change begins with
 * @param nMaps how many maps are drawn anew
 */
async function measureRedraws(
  page: Page,
  event: 'input' | 'keydown',
  nMaps: number,
  changes: readonly (() => Promise<void>)[],
): Promise<readonly number[]> {
  await page.evaluate(
    ({ type, wanted }) => {
      const marks: DrawnMarks = { started: 0, drawn: 0, wanted, times: [] };
      Object.assign(window, { redraws: marks });
      document.addEventListener(
        type,
        () => {
          if (marks.started === 0) marks.started = performance.now();
        },
        true,
      );
      new PerformanceObserver((list) => {
        for (const entry of list.getEntriesByName('tv:map-drawn')) {
          if (marks.started === 0) continue;
          marks.drawn += 1;
          if (marks.drawn < marks.wanted) continue;
          marks.times.push(entry.startTime - marks.started);
          Object.assign(marks, { started: 0, drawn: 0 });
        }
      }).observe({ type: 'mark' });
    },
    { type: event, wanted: nMaps },
  );
  const read = (): Promise<number[]> =>
    page.evaluate(() => (window as unknown as { redraws: DrawnMarks }).redraws.times);
  for (const change of changes) {
    const before = (await read()).length;
    await change();
    await page.waitForFunction(
      (known) => (window as unknown as { redraws: DrawnMarks }).redraws.times.length > known,
      before,
    );
    // What is made of all models together is drawn after their maps; the next change comes when all is still.
    await page.waitForTimeout(500);
  }
  return await read();
}

/** From a letter in the text of all models to the last of three redrawn maps. */
export async function measureSharedText(page: Page, n: number): Promise<readonly number[]> {
  const box = page.getByRole('textbox', { name: 'Text of all models' });
  await box.focus();
  await page.keyboard.press('End');
  const changes = Array.from(
    { length: n },
    (_, step) => () => page.keyboard.press(step % 2 ? 'Backspace' : '!'),
  );
  return await measureRedraws(page, 'input', 3, changes);
}

/** From a slider of one of three models to its redrawn map; the others do not run again. */
export async function measureSliderOfThree(page: Page, n: number): Promise<readonly number[]> {
  await page.getByRole('slider', { name: 'Feed-forward size', exact: true }).focus();
  const changes = Array.from(
    { length: n },
    (_, step) => () => page.keyboard.press(step % 8 < 4 ? 'ArrowLeft' : 'ArrowRight'),
  );
  return await measureRedraws(page, 'keydown', 1, changes);
}
