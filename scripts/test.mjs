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

/** A suite that counts its cases in a report. A suite that dies without a report, or has no cases, has failed. */
function suite(name, command, args, env, casesOf) {
  const { ok, seconds } = run(name, command, args, env);
  let cases = { passed: 0, failed: 0 };
  try {
    cases = casesOf();
  } catch (error) {
    console.error(`${name} left no report: ${error.message}`);
  }
  const died = (!ok && cases.failed === 0) || cases.passed + cases.failed === 0;
  count(name, cases.passed, cases.failed + (died ? 1 : 0), seconds);
}

function vitest(name, project, env = {}, more = []) {
  const file = join(reports, `${project}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  suite(name, 'vitest', ['run', '--project', project, ...reporters, ...more], env, () => {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(file, 'utf8'));
    return { passed: numPassedTests, failed: numFailedTests };
  });
}

function endToEnd(browser) {
  const file = join(reports, 'e2e.json');
  suite(
    'end-to-end tests of the built page',
    'playwright',
    ['test', '--config', 'tests/e2e/playwright.config.ts'],
    { ...browser, PLAYWRIGHT_JSON_OUTPUT_NAME: file },
    () => {
      const { expected, unexpected, flaky } = JSON.parse(readFileSync(file, 'utf8')).stats;
      return { passed: expected, failed: unexpected + flaky };
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
  // Two at a time: alone, a machine of two cores would leave one idle.
  vitest('unit tests (Node)', 'unit', {}, ['--maxWorkers=2']);

  // Not beside the unit tests: software graphics that starve are taken for lost.
  const browser = { CHROME_PATH: await findBrowser() };
  vitest('tests in a real browser', 'browser', browser);

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
