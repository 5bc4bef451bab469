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
