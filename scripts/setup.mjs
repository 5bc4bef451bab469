// What both commands need before they can do anything: the packages, and a Node that the tests run on.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { platform, arch } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const isWindows = platform() === 'win32';

function npm(args) {
  const result = spawnSync('npm', args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: isWindows,
    env: { ...process.env, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' },
  });
  if (result.status !== 0) throw new Error(`npm ${args.join(' ')} failed.`);
}

/** Installs the packages if they are missing or older than the lock file. */
export function installPackages() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Error(`Node 20.19 or newer is needed; this is ${process.versions.node}.`);
  }
  const mark = join(root, 'node_modules', '.package-lock.json');
  const lock = join(root, 'package-lock.json');
  if (existsSync(mark) && statSync(mark).mtimeMs >= statSync(lock).mtimeMs) return;
  console.error('Installing packages …');
  npm(['ci', '--no-audit', '--no-fund']);
}

/**
 * A Node that Vite supports (20.19 or newer, but not 21 nor early ones of 22).
 * @returns {string} the path of its program
 */
export function viteNode() {
  return process.versions.node.startsWith('20.') ? process.execPath : testNode();
}

/**
 * A Node that Vitest supports (22.12 or newer): this one, or the npm package that holds one for this system.
 * @returns {string} the path of its program
 */
export function testNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 12)) return process.execPath;
  const system = { linux: 'linux', darwin: 'darwin', win32: 'win' }[platform()];
  if (!system) {
    throw new Error(
      `Node 22.12 or newer is needed and cannot be got for ${platform()}; this is ${process.versions.node}.`,
    );
  }
  const name = `node-${system}-${arch()}`;
  const folder = join(root, 'node_modules', '.cache', 'node22');
  const program = join(folder, 'node_modules', name, 'bin', isWindows ? 'node.exe' : 'node');
  if (!existsSync(program)) {
    console.error(`Node 22.12 or newer is needed; this is ${process.versions.node}. Getting one beside it …`);
    mkdirSync(folder, { recursive: true });
    npm(['install', '--prefix', folder, '--no-save', '--no-audit', '--no-fund', `${name}@22`]);
  }
  return program;
}

/** The script of a package's command, to be run by any Node. */
export function commandOf(name) {
  const scripts = {
    vite: 'vite/bin/vite.js',
    vitest: 'vitest/vitest.mjs',
    tsx: 'tsx/dist/cli.mjs',
    tsc: 'typescript/bin/tsc',
    oxlint: 'oxlint/bin/oxlint',
    prettier: 'prettier/bin/prettier.cjs',
    playwright: '@playwright/test/cli.js',
  };
  const script = scripts[name];
  if (!script) throw new Error(`"${name}" is none of ${Object.keys(scripts).join(', ')}.`);
  return join(root, 'node_modules', script);
}
