import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import {
  type ConsoleMessage,
  type Download,
  expect,
  test as base,
  type Page,
  type Request,
} from '@playwright/test';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const VIEWPORT = { width: 1440, height: 900 };

const guard = async ({ page, baseURL }: { page: Page; baseURL: string | undefined }): Promise<Guard> => {
  const faults: string[] = [];
  const onThrown = (error: Error): number => faults.push(`thrown: ${error.message}`);
  const onConsole = (message: ConsoleMessage): void => {
    if (message.type() === 'error' || message.text().startsWith('policy:')) faults.push(message.text());
  };
  const onRequest = (request: Request): void => {
    const url = new URL(request.url());
    const isOwn = url.origin === new URL(baseURL ?? '').origin || ['data:', 'blob:'].includes(url.protocol);
    if (!isOwn) faults.push(`request to ${url.origin}`);
  };
  page.on('pageerror', onThrown).on('console', onConsole).on('request', onRequest);
  const stop = (): void => {
    page.off('pageerror', onThrown).off('console', onConsole).off('request', onRequest);
  };
  return { faults, stop };
};

interface Guard {
  readonly faults: string[];
  readonly stop: () => void;
}

const reportViolations = (): void => {
  document.addEventListener('securitypolicyviolation', (event) => {
    console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
  });
};

/**
 * A test whose page is in a window of its own: for what changes the window for good (other sizes of a device, scripts
 * before the page's own). It fails when the page breaks its own policy, throws, or asks another origin for anything.
 */
export const testInOwnWindow = base.extend<{ faults: string[] }>({
  page: async ({ page }, run) => {
    await page.addInitScript(reportViolations);
    await run(page);
  },
  faults: [
    async ({ page, baseURL }, run) => {
      const { faults, stop } = await guard({ page, baseURL });
      await run(faults);
      stop();
      expect(faults).toEqual([]);
    },
    { auto: true },
  ],
});

/**
 * As `testInOwnWindow`, in a window that is opened once for all tests of a worker, as somebody who comes back has it.
 * All that a page keeps is forgotten between two tests. A page opens there in half the time.
 */
export const test = testInOwnWindow.extend<object, { tab: Page }>({
  tab: [
    async ({ browser }, run, { project }) => {
      const { baseURL } = project.use;
      const context = await browser.newContext({ viewport: VIEWPORT, ...(baseURL ? { baseURL } : {}) });
      const tab = await context.newPage();
      await tab.addInitScript(reportViolations);
      await run(tab);
      await context.close();
    },
    { scope: 'worker' },
  ],
  context: async ({ tab }, run) => {
    await run(tab.context());
  },
  page: async ({ tab, context, baseURL }, run) => {
    await run(tab);
    const others = context.pages().filter((page) => page !== tab);
    await Promise.all(others.map((page) => page.close()));
    await tab.goto('about:blank');
    const cdp = await context.newCDPSession(tab);
    await cdp.send('Storage.clearDataForOrigin', {
      origin: new URL(baseURL ?? '').origin,
      storageTypes: 'local_storage,indexeddb,cache_storage',
    });
    await cdp.detach();
    await context.clearPermissions();
    await tab.unrouteAll();
    await tab.emulateMedia({ media: null, colorScheme: null, reducedMotion: null });
    await tab.setViewportSize(VIEWPORT);
  },
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
