// Compares forward passes with stored references: `npm run parity -- FOLDER... [--backend NAME] [--legacy] [--json]`.
import { basename, dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import { createServer } from 'vite';
import { AppError } from '../src/shared/errors';
import type { CaseFiles } from '../tests/parity/caseFiles';
import { filesOf, startInNode } from '../tests/parity/node';
import type { PageResult } from '../tests/parity/page';
import { runCase } from '../tests/parity/runCase';
import { findBrowser, gpuBrowserArguments } from './browser.mjs';

type Backend = 'webgpu' | 'webgl' | 'wasm' | 'cpu';
type Run = (files: CaseFiles, legacy: boolean) => Promise<PageResult>;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    backend: { type: 'string', default: 'wasm' },
    legacy: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const backends: readonly Backend[] = ['webgpu', 'webgl', 'wasm', 'cpu'];
const backend = backends.find((candidate) => candidate === values.backend);
if (!backend || positionals.length === 0) {
  console.error('npm run parity -- FOLDER... [--backend webgpu|webgl|wasm|cpu] [--legacy] [--json]');
  process.exit(2);
}

const { run, close } =
  backend === 'wasm' || backend === 'cpu' ? await inNode(backend) : await inBrowser(backend);
const results: { folder: string; backend: Backend; result: PageResult }[] = [];
for (const folder of positionals) {
  const result = await runFolder(resolve(process.env['INIT_CWD'] ?? '.', folder));
  results.push({ folder, backend, result });
  if (!values.json)
    console.log(`${basename(resolve(folder)).padEnd(28)} ${backend.padEnd(7)} ${lineOf(result)}`);
}
await close();
if (values.json) console.log(JSON.stringify(results, null, 2));
const nFailed = results.filter(({ result }) => 'error' in result || !result.pass).length;
if (!values.json) console.log(`${results.length - nFailed} passed, ${nFailed} failed`);
process.exit(nFailed === 0 ? 0 : 1);

async function runFolder(folder: string): Promise<PageResult> {
  try {
    const files = filesOf(folder);
    // Most configurations are spelt the same in old and new files; only the others have a second one.
    return await run(files, values.legacy && files.has('config.legacy.json'));
  } catch (error) {
    return failure(error);
  }
}

function failure(error: unknown): PageResult {
  return {
    error: error instanceof Error ? error.message : String(error),
    unsupported: error instanceof AppError && error.code === 'unsupportedModel',
  };
}

function lineOf(result: PageResult): string {
  if ('error' in result)
    return `FAIL  ${result.unsupported ? 'unsupported' : 'error'}: ${result.error.replaceAll(/\s*\n\s*/g, ' ')}`;
  const { logits, hidden, attention, greedy, pass, compared } = result;
  const ids = greedy === null ? 'no greedy ids' : greedy ? 'greedy ids equal' : 'greedy ids DIFFER';
  const number = (value: number): string => value.toExponential(1);
  return `${pass ? 'pass' : 'FAIL'}  logits ${number(logits)}  hidden ${number(hidden)}  attention ${number(attention)}  ${ids}  (${compared} arrays)`;
}

async function inNode(name: 'wasm' | 'cpu'): Promise<{ run: Run; close: () => Promise<void> }> {
  // tfjs greets in Node; that line is no part of this command's output.
  console.warn = () => undefined;
  await startInNode(name);
  return { run: async (files, legacy) => await runCase(files, legacy), close: () => Promise.resolve() };
}

async function inBrowser(name: Backend): Promise<{ run: Run; close: () => Promise<void> }> {
  const root = dirname(dirname(fileURLToPath(import.meta.url)));
  const server = await createServer({
    root: resolve(root, 'tests/parity'),
    configFile: false,
    logLevel: 'error',
    cacheDir: resolve(root, 'node_modules/.vite-parity'),
    // A file that changes meanwhile must not reload the page.
    server: { port: 0, hmr: false, watch: null, fs: { allow: [root] } },
    optimizeDeps: {
      include: ['@tensorflow/tfjs-core', `@tensorflow/tfjs-backend-${name}`, '@tensorflow/tfjs-backend-cpu'],
    },
  });
  await server.listen();
  const browser = await chromium.launch({ executablePath: await findBrowser(), args: gpuBrowserArguments });
  const page = await browser.newPage();
  await page.goto(server.resolvedUrls?.local[0] ?? '');
  await page.waitForFunction(() => 'runCase' in window);
  const adapter = await page.evaluate((wanted) => window.startBackend(wanted), name);
  // Beside the results, so that --json stays JSON.
  console.error(`${name}: ${adapter}`);
  return {
    run: async (files, legacy) => {
      const encoded = [...files].map(([file, bytes]): [string, string] => [
        file,
        Buffer.from(bytes).toString('base64'),
      ]);
      return await page.evaluate(([all, old]) => window.runCase(all, old), [encoded, legacy] as const);
    },
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}
