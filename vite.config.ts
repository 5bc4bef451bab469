import localesPlugin from '@react-aria/optimize-locales-plugin';
import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { browserArguments, findInstalledBrowser } from './scripts/browser.mjs';
import { contentSecurityPolicy } from './scripts/build/contentSecurityPolicy.ts';

/** Looked for only by Vitest: neither the page nor its build needs a browser to be installed. */
const executablePath = process.env['VITEST'] ? findInstalledBrowser() : null;

export default defineConfig({
  // Relative addresses: the page works from any path of a static host.
  base: './',
  plugins: [
    { ...localesPlugin.vite({ locales: ['en-US', 'zh-CN'] }), enforce: 'pre' },
    react(),
    contentSecurityPolicy(),
  ],
  worker: { format: 'es' },
  build: { target: 'es2023', chunkSizeWarningLimit: 1200, manifest: true },
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
              launchOptions: { args: browserArguments, ...(executablePath ? { executablePath } : {}) },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
