import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { type Download, expect, test as base, type Page } from '@playwright/test';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A test fails when the page breaks its own policy, throws, or asks another origin for anything. */
export const test = base.extend<{ faults: string[] }>({
  faults: [
    async ({ page, baseURL }, use) => {
      const faults: string[] = [];
      await page.addInitScript(() => {
        document.addEventListener('securitypolicyviolation', (event) => {
          console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
        });
      });
      page.on('pageerror', (error) => faults.push(`thrown: ${error.message}`));
      page.on('console', (message) => {
        if (message.type() === 'error' || message.text().startsWith('policy:')) faults.push(message.text());
      });
      page.on('request', (request) => {
        const url = new URL(request.url());
        const isOwn =
          url.origin === new URL(baseURL ?? '').origin || ['data:', 'blob:'].includes(url.protocol);
        if (!isOwn) faults.push(`request to ${url.origin}`);
      });
      await use(faults);
      expect(faults).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** What the page says it has run: which model, and with how many tokens. */
export interface Ran {
  readonly runId: number;
  readonly status: string;
  readonly backend: string;
  readonly family: string;
}

export async function ran(page: Page): Promise<Ran> {
  return await page.evaluate(() => {
    const { run, config } = window.transformerVariants.store.getState();
    return {
      runId: run.result?.runId ?? 0,
      status: run.status,
      backend: run.result?.backend ?? '',
      family: run.of?.config.family ?? config.family,
    };
  });
}

/** Opens the page with a model without training, unless the hash says otherwise, and waits for its first attention map. */
export async function open(page: Page, hash = ''): Promise<void> {
  await page.goto(`./#${/(?:^|&)v=/.test(hash) ? hash : `v=1&${hash}`}`);
  await drawn(page);
}

/** Waits until the newest configuration has run and its attention is there. */
export async function drawn(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const { run, config } = window.transformerVariants?.store.getState() ?? {};
    return (
      run?.status === 'done' &&
      run.of?.config === config &&
      performance.getEntriesByName('tv:first-map').length > 0
    );
  });
}

/** Does something and waits for the run that follows from it. */
export async function after(page: Page, action: () => Promise<unknown>): Promise<void> {
  const { runId } = await ran(page);
  await action();
  await page.waitForFunction((before) => {
    const { run, config } = window.transformerVariants.store.getState();
    return run.status === 'done' && (run.result?.runId ?? 0) !== before && run.of?.config === config;
  }, runId);
}

/** Rules of accessibility that the page breaks now. */
export async function violations(page: Page): Promise<string[]> {
  // Evaluated in the page's own world by the debugger, which no policy forbids.
  await page.evaluate(axeSource);
  return await page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: {
        run(
          options: object,
        ): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }>;
      };
    };
    const { violations: found } = await axe.run({ resultTypes: ['violations'] });
    return found.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary}`),
    );
  });
}

/** Chooses an entry of the Export menu of a figure and waits for the file that comes of it. */
export async function exported(
  page: Page,
  figure: string,
  action: string,
): Promise<{ name: string; data: Buffer }> {
  await page.getByRole('button', { name: `Export: ${figure}` }).click();
  const coming: Promise<Download> = page.waitForEvent('download');
  await page.getByRole('menuitemradio', { name: action }).click();
  const download = await coming;
  return { name: download.suggestedFilename(), data: await readFile(await download.path()) };
}
