// Finds a Chrome, Chromium or Edge for the tests, or gets one. Node's own modules only.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { platform } from 'node:os';
import { delimiter, join } from 'node:path';
import { commandOf } from './setup.mjs';

/** Root cannot have a sandbox. */
export const browserArguments = ['--no-sandbox', '--disable-background-networking'];

/** With WebGPU and WebGL, computed in software where there is no graphics card. */
export const gpuBrowserArguments = [
  ...browserArguments,
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-features=Vulkan',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
];

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'chrome',
];

const places = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'].flatMap(
    (path) =>
      [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
        .filter((folder) => folder !== undefined)
        .map((folder) => join(folder, path)),
  ),
};

/**
 * A browser that is there already.
 * @returns {string | null} the path of its program
 */
export function findInstalledBrowser() {
  const given = process.env.CHROME_PATH;
  if (given) {
    if (!existsSync(given)) throw new Error(`CHROME_PATH names ${given}, which does not exist.`);
    return given;
  }
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = [
    ...folders.flatMap((folder) => names.map((name) => join(folder, name))),
    ...(places[platform()] ?? []),
  ];
  return candidates.find((candidate) => existsSync(candidate) && starts(candidate)) ?? null;
}

/** Ubuntu has a `chromium-browser` that only asks for a snap. Elsewhere a program that is there is taken to start. */
function starts(program) {
  if (platform() !== 'linux') return true;
  return spawnSync(program, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0;
}

/**
 * A browser, installed if there is none: by the system's package manager on Debian, else by Playwright.
 * @returns {Promise<string>} the path of its program
 */
export async function findBrowser() {
  const installed = findInstalledBrowser() ?? (await playwrightBrowser());
  if (installed) return installed;
  console.log('No Chrome, Chromium or Edge found: installing one.');
  if (installByApt()) {
    const found = findInstalledBrowser();
    if (found) return found;
  }
  console.log('Getting the Chromium of Playwright …');
  spawnSync(process.execPath, [commandOf('playwright'), 'install', 'chromium'], { stdio: 'inherit' });
  const downloaded = await playwrightBrowser();
  if (downloaded) return downloaded;
  throw new Error(
    'No browser could be installed. Install Chrome, Chromium or Edge, or name one in CHROME_PATH.',
  );
}

async function playwrightBrowser() {
  try {
    const { chromium } = await import('playwright');
    const path = chromium.executablePath();
    return existsSync(path) ? path : null;
  } catch {
    return null;
  }
}

/** Ubuntu's package of that name is an empty one that wants a snap. */
function isDebian() {
  return existsSync('/etc/os-release') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
}

function installByApt() {
  if (platform() !== 'linux' || !existsSync('/usr/bin/apt-get') || !isDebian()) return false;
  console.log('Installing the package chromium by apt-get …');
  const isRoot = process.getuid?.() === 0;
  const prefix = isRoot ? [] : ['sudo', '-n'];
  try {
    for (const step of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']]) {
      const [program, ...rest] = [...prefix, 'apt-get', ...step];
      execFileSync(program, rest, {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      });
    }
    return true;
  } catch (error) {
    console.log(`apt-get did not work: ${error.message}`);
    return false;
  }
}
