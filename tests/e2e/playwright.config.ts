import { defineConfig } from '@playwright/test';
import { browserArguments, findInstalledBrowser, gpuBrowserArguments } from '../../scripts/browser.mjs';

// Another one for who runs two suites at once.
const PORT = Number(process.env['E2E_PORT'] ?? 4317);
/** As on a static host that serves many projects: under a sub-path, without special headers. */
const SUB_PATH = '/some/where/';
const executablePath = findInstalledBrowser();
const launch = (args: string[]) => ({ args, ...(executablePath ? { executablePath } : {}) });

export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results',
  // Two cores draw, compute and test at once.
  timeout: 90_000,
  expect: { timeout: 30_000 },
  retries: 0,
  workers: 2,
  fullyParallel: true,
  // The report that `npm test` counts from; without a name for it, it would be written between the lines.
  reporter: process.env['PLAYWRIGHT_JSON_OUTPUT_NAME'] ? [['list'], ['json']] : [['list']],
  use: {
    baseURL: `http://127.0.0.1:${PORT}${SUB_PATH}`,
    viewport: { width: 1440, height: 900 },
  },
  projects: [
    { name: 'page', testIgnore: 'devices.spec.ts', use: { launchOptions: launch(browserArguments) } },
    // A graphics card computed in software takes both cores: one at a time, after the others.
    {
      name: 'devices',
      testMatch: 'devices.spec.ts',
      workers: 1,
      use: { launchOptions: launch(gpuBrowserArguments) },
    },
  ],
  webServer: {
    command: 'node scripts/serve.mjs dist',
    cwd: '../..',
    url: `http://127.0.0.1:${PORT}${SUB_PATH}`,
    env: { PORT: String(PORT), SUB_PATH },
    reuseExistingServer: false,
  },
});
