// All tests, in the order in which a fault is found soonest. Ends with one line: `N passed, N failed`.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findBrowser } from './browser.mjs';
import { commandOf, installPackages, root, testNode } from './setup.mjs';

const STEP_LIMIT_MS = 30 * 60_000;
const reports = join(root, 'node_modules', '.cache', 'reports');
const totals = { passed: 0, failed: 0 };
const summary = [];
let node = process.execPath;

/** `command`: the name of a package's command, or the path of a script of ours. */
function run(name, command, args, env = {}) {
  console.log(`\n── ${name} ${'─'.repeat(Math.max(0, 70 - name.length))}`);
  const started = Date.now();
  const { status, signal, error } = spawnSync(
    node,
    [command.endsWith('.mjs') ? command : commandOf(command), ...args],
    {
      cwd: root,
      stdio: 'inherit',
      timeout: STEP_LIMIT_MS,
      env: { ...process.env, ...env },
    },
  );
  const seconds = Math.round((Date.now() - started) / 1000);
  // Ended from outside, or by the limit of a step: no fault of a test, so it must not look like one.
  if (signal) console.error(`${name} was ended by ${signal} after ${seconds} s.`);
  if (error) console.error(`${name}: ${error.message}`);
  return { ok: status === 0, seconds };
}

function count(name, passed, failed, seconds) {
  totals.passed += passed;
  totals.failed += failed;
  summary.push(
    `${failed === 0 ? 'ok    ' : 'FAILED'}  ${name}: ${passed} passed, ${failed} failed (${seconds} s)`,
  );
}

/** A check that is one whole: it passes or fails. */
function check(name, command, args) {
  const { ok, seconds } = run(name, command, args);
  count(name, ok ? 1 : 0, ok ? 0 : 1, seconds);
  return ok;
}

/**
 * Suites that are run together and count their cases in a report. One that dies without a report, or has no cases, has
 * failed.
 * @param countsOf the cases of each suite by its name, from the report
 */
function suites(names, command, args, env, countsOf) {
  const { ok, seconds } = run(names.join(', '), command, args, env);
  let counts = {};
  try {
    counts = countsOf();
  } catch (error) {
    console.error(`No report was left: ${error.message}`);
  }
  const isExplained = ok || Object.values(counts).some(({ failed }) => failed > 0);
  for (const name of names) {
    const { passed, failed } = counts[name] ?? { passed: 0, failed: 0 };
    const died = passed + failed === 0 || !isExplained;
    count(name, passed, failed + (died ? 1 : 0), seconds);
  }
}

/** In Node beside a real browser, which mostly waits for the one thread of its software graphics. */
function vitest(browser) {
  const file = join(reports, 'vitest.json');
  const [unit, inBrowser] = ['unit tests (Node)', 'tests in a real browser'];
  const args = [
    'run',
    '--maxWorkers=1',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ];
  suites([unit, inBrowser], 'vitest', args, browser, () => {
    const counts = { [unit]: { passed: 0, failed: 0 }, [inBrowser]: { passed: 0, failed: 0 } };
    for (const { name, status, assertionResults } of JSON.parse(readFileSync(file, 'utf8')).testResults) {
      const suite = counts[name.includes('/tests/browser/') ? inBrowser : unit];
      const failed = assertionResults.filter((test) => test.status === 'failed').length;
      suite.passed += assertionResults.filter((test) => test.status === 'passed').length;
      // A file that could not be loaded has no failed case, but has failed.
      suite.failed += failed === 0 && status === 'failed' ? 1 : failed;
    }
    return counts;
  });
}

function endToEnd(browser) {
  const file = join(reports, 'e2e.json');
  const name = 'end-to-end tests of the built page';
  suites(
    [name],
    'playwright',
    ['test', '--config', 'tests/e2e/playwright.config.ts'],
    { ...browser, PLAYWRIGHT_JSON_OUTPUT_NAME: file },
    () => {
      const { expected, unexpected, flaky } = JSON.parse(readFileSync(file, 'utf8')).stats;
      return { [name]: { passed: expected, failed: unexpected + flaky } };
    },
  );
}

async function everything() {
  installPackages();
  node = testNode();
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });

  check('format', 'prettier', ['--check', '.', '--log-level', 'warn']);
  check('types', 'tsc', ['--noEmit']);
  check('lint', 'oxlint', ['--type-aware', '--deny-warnings']);

  const browser = { CHROME_PATH: await findBrowser() };
  vitest(browser);

  const isBuilt = check('build', 'vite', ['build', '--logLevel', 'warn']);
  if (!isBuilt) {
    count('end-to-end tests of the built page (no page was built)', 0, 1, 0);
    return;
  }
  check('bundle', 'scripts/checkBundle.mjs', []);
  endToEnd(browser);
}

// Whatever goes wrong, on the way to a browser or a Node too, the last line says so.
try {
  await everything();
} catch (error) {
  console.error(error);
  count(`the tests broke off: ${error.message}`, 0, 1, 0);
}

console.log(`\n${summary.join('\n')}\n`);
console.log(`${totals.passed} passed, ${totals.failed} failed`);
process.exit(totals.failed === 0 ? 0 : 1);
