// Measures the speeds that the README names: `npm run bench [-- --json] [--backend NAME] [--figures]`. Headless Chromium.
import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium, type Page } from 'playwright';
import { build, createServer } from 'vite';
import {
  measureColdStart,
  measureForward,
  measureGeneration,
  measureSharedText,
  measureSlider,
  measureSliderOfThree,
  THREE_MODELS,
  type Backend,
} from './bench/page';
import { measureFigures } from './bench/figures';
import { shapes } from './bench/shapes';
import { families, measureInPyTorch, measureTraining, trainingShapes } from './bench/training';
import { format, spreadOf, type Spread } from './bench/statistics';
import { findBrowser, gpuBrowserArguments } from './browser.mjs';
import { serve } from './serve.mjs';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    backend: { type: 'string' },
    // The figures alone, which takes a minute instead of an hour.
    figures: { type: 'boolean', default: false },
  },
});
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const say = (text: string): void => {
  if (!values.json) console.log(text);
};

interface Measurement {
  readonly what: string;
  readonly backend: Backend | null;
  readonly spread: Spread | null;
  readonly unit: 'ms' | 'kB';
  /** Why there is no number. */
  readonly reason: string | null;
}

const measurements: Measurement[] = [];

function record(
  what: string,
  backend: Backend | null,
  numbers: readonly number[],
  unit: 'ms' | 'kB' = 'ms',
): void {
  const spread = spreadOf(numbers);
  measurements.push({ what, backend, spread, unit, reason: null });
  say(`${(backend ?? '').padEnd(7)} ${what.padEnd(52)} ${format(spread, unit)}`);
}

function recordFailure(what: string, backend: Backend, error: unknown): void {
  const reason = error instanceof Error ? error.message : String(error);
  measurements.push({ what, backend, spread: null, unit: 'ms', reason });
  say(`${backend.padEnd(7)} ${what.padEnd(52)} ${reason.split('\n')[0]}`);
}

const browser = await chromium.launch({ executablePath: await findBrowser(), args: gpuBrowserArguments });
say(
  `${browser.version()} on ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, WebGPU and WebGL computed in software\n`,
);

/** The built page: how soon it is there, and how fast it computes. */
async function measureBuiltPage(): Promise<void> {
  if (!existsSync(resolve(root, 'dist/index.html'))) await build({ root, logLevel: 'error' });
  const { url, close } = await serve(resolve(root, 'dist'), { path: '/bench/' });

  const starts = [];
  for (let run = 0; run < 7; run += 1) starts.push(await measureColdStart(browser, url));
  record(
    'navigation to the first attention map, cold',
    null,
    starts.map((start) => start.firstMap),
  );
  record(
    'scripts and styles of the page before it, gzip',
    null,
    starts.map((start) => start.pageBytes / 1000),
    'kB',
  );
  record(
    'worker, tfjs and backend before it, gzip',
    null,
    starts.map((start) => start.backendBytes / 1000),
    'kB',
  );

  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${url}#v=1&backend=wasm`);
  await page.waitForFunction(() => performance.getEntriesByName('tv:first-map').length > 0);
  record('slider event to redrawn map, default model', 'wasm', await measureSlider(page, 24));
  await page.close();

  const bench = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await bench.goto(`${url}#backend=wasm&${THREE_MODELS}`);
  await bench.waitForFunction(() => performance.getEntriesByName('tv:map-drawn').length >= 3);
  record('letter to three redrawn maps, three default models', 'wasm', await measureSharedText(bench, 24));
  record('slider event to redrawn map, one of three models', 'wasm', await measureSliderOfThree(bench, 24));
  await bench.close();

  const backends: readonly Backend[] = ['wasm', 'cpu', 'webgl', 'webgpu'];
  const chosen = backends.filter((name) => values.backend === undefined || values.backend === name);
  /** A page with a tiny model on a backend. @throws Error when another one was taken */
  async function openOn(own: Page, backend: Backend): Promise<void> {
    await own.goto(
      `${url}#v=1&backend=${backend}&preset=gpt2&c.dModel=32&c.dHead=8&c.nDecoderLayers=1&prompt=a`,
    );
    await own.waitForFunction(
      () => window.transformerVariants?.store.getState().run.status === 'done',
      null,
      {
        timeout: 60_000,
      },
    );
    const started = await own.evaluate(() => window.transformerVariants.store.getState().backend?.backend);
    if (started !== backend) throw new Error(`does not start here (${started} was taken)`);
  }

  for (const backend of chosen) {
    for (const shape of shapes) {
      const { name, vocabSize, dModel, nHeads, dFf, nLayers, nTokens } = shape;
      const title = `${name} (${vocabSize}, ${dModel}, ${nHeads}, ${dFf}, ${nLayers}), ${nTokens} tokens`;
      // A page of its own for each shape: one that is too slow for its time is closed, and its worker with it.
      const own = await browser.newPage();
      try {
        await openOn(own, backend);
        record(`forward, ${title}`, backend, await measureForward(own, shape, backend === 'wasm' ? 20 : 5));
        for (const useCache of [true, false]) {
          const what = `a token ${useCache ? 'with' : 'without'} cache, ${name}`;
          record(what, backend, [await measureGeneration(own, shape, useCache, backend === 'wasm' ? 16 : 4)]);
        }
      } catch (error) {
        recordFailure(title, backend, error);
      } finally {
        await own.close();
      }
    }
  }

  const stepsOf: Readonly<Record<Backend, number>> = { wasm: 20, cpu: 4, webgl: 3, webgpu: 3 };
  for (const shape of trainingShapes) {
    const { name, nLayers, dModel, length, batchSize } = shape;
    const title = `${name} (${nLayers} layers, ${dModel}, length ${length}, batch ${batchSize})`;
    for (const backend of chosen) {
      for (const family of families) {
        const what = `a step of training, ${family}, ${title}`;
        const own = await browser.newPage();
        try {
          await openOn(own, backend);
          record(what, backend, await measureTraining(own, family, shape, stepsOf[backend]));
        } catch (error) {
          recordFailure(what, backend, error);
        } finally {
          await own.close();
        }
      }
    }
    const inPyTorch = measureInPyTorch(shape);
    const what = `the same in PyTorch, one thread, encoder-decoder, ${title}`;
    if (inPyTorch) record(what, null, inPyTorch);
    else say(`        ${what.padEnd(52)} Python has no PyTorch here`);
  }
  await close();
}

/** The figures alone, from their sources. */
async function measureDrawings(): Promise<void> {
  const server = await createServer({
    root: resolve(root, 'tests/bench'),
    configFile: false,
    logLevel: 'error',
    cacheDir: resolve(root, 'node_modules/.vite-bench'),
    server: { port: 0, hmr: false, watch: null, fs: { allow: [root] } },
  });
  await server.listen();
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(server.resolvedUrls?.local[0] ?? '');
  await page.waitForFunction(() => 'drawStrip' in window);
  const drawn: number[] = [];
  for (let run = 0; run < 11; run += 1) drawn.push(await page.evaluate(() => window.drawStrip(12, 12, 128)));
  record('drawing 144 heads of 128 tokens', null, drawn.slice(1));
  for await (const { kind, nTokens, draws, longest, hovers } of measureFigures(page)) {
    record(`${kind}, ${nTokens} tokens: draw`, null, draws);
    record(`${kind}, ${nTokens} tokens: its longest frame`, null, longest);
    record(`${kind}, ${nTokens} tokens: hover`, null, hovers);
  }
  await server.close();
}

if (!values.figures) await measureBuiltPage();
await measureDrawings();
await browser.close();
if (values.json) console.log(JSON.stringify(measurements, null, 2));
