import { fileURLToPath } from 'node:url';
import localesPlugin from '@react-aria/optimize-locales-plugin';
import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { findInstalledBrowser, gpuBrowserArguments } from './scripts/browser.mjs';
import { contentSecurityPolicy } from './scripts/build/contentSecurityPolicy.ts';

/** Looked for only by Vitest: neither the page nor its build needs a browser to be installed. */
const executablePath = process.env['VITEST'] ? findInstalledBrowser() : null;

/** The chunk of modules that the page imports without waiting. */
const first = new Set<string>();
function firstLoad(
  id: string,
  context: { getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null },
): string | null {
  const visit = (module: string): void => {
    if (first.has(module)) return;
    first.add(module);
    context.getModuleInfo(module)?.importedIds.forEach(visit);
  };
  visit(fileURLToPath(new URL('./src/main.tsx', import.meta.url)));
  // Of packages, only a part is used at once: what of it is for the bundler to find out.
  return first.has(id) && !id.includes('node_modules') ? 'page' : null;
}

export default defineConfig({
  // Relative addresses: the page works from any path of a static host.
  base: './',
  plugins: [
    { ...localesPlugin.vite({ locales: ['en-US', 'zh-CN'] }), enforce: 'pre' },
    react(),
    contentSecurityPolicy(),
  ],
  worker: { format: 'es' },
  build: {
    target: 'es2023',
    chunkSizeWarningLimit: 1200,
    manifest: true,
    // All that the page needs at once is one file. Parted by who else uses what, it would be thirty, and larger by 3 %.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: firstLoad, debugName: 'page' }] } } },
  },
  optimizeDeps: {
    // Found only when a backend is loaded; found late, each would reload the page in development.
    include: [
      '@tensorflow/tfjs-core',
      '@tensorflow/tfjs-backend-cpu',
      '@tensorflow/tfjs-backend-wasm',
      '@tensorflow/tfjs-backend-webgl',
      '@tensorflow/tfjs-backend-webgpu',
    ],
  },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['src/**/*.test.ts', 'tests/unit/**/*.test.ts'],
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.{ts,tsx}'],
          testTimeout: 120_000,
          hookTimeout: 60_000,
          fileParallelism: false,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { args: gpuBrowserArguments, ...(executablePath ? { executablePath } : {}) },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
