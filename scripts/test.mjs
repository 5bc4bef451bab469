// All tests, in the order in which a fault is found soonest. Ends with one line: `N passed, N failed`.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findBrowser } from './browser.mjs';
import { commandOf, installPackages, root, testNode } from './setup.mjs';

installPackages();
const node = testNode();
const reports = join(root, 'node_modules', '.cache', 'reports');
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

const totals = { passed: 0, failed: 0 };
const summary = [];

function run(name, command, args, env = {}) {
  console.log(`\n── ${name} ${'─'.repeat(Math.max(0, 70 - name.length))}`);
  const started = Date.now();
  const { status } = spawnSync(node, [commandOf(command), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  return { ok: status === 0, seconds: Math.round((Date.now() - started) / 1000) };
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

function vitest(name, project, env = {}) {
  const file = join(reports, `${project}.json`);
  const args = [
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ];
  suite(name, 'vitest', args, env, () => {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(file, 'utf8'));
    return { passed: numPassedTests, failed: numFailedTests };
  });
}

check('format', 'prettier', ['--check', '.', '--log-level', 'warn']);
check('types', 'tsc', ['--noEmit']);
check('lint', 'oxlint', ['--type-aware', '--deny-warnings']);
vitest('unit tests (Node)', 'unit');

const browser = { CHROME_PATH: await findBrowser() };
vitest('tests in a real browser', 'browser', browser);

if (check('build', 'vite', ['build', '--logLevel', 'warn'])) {
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

console.log(`\n${summary.join('\n')}\n`);
console.log(`${totals.passed} passed, ${totals.failed} failed`);
process.exit(totals.failed === 0 ? 0 : 1);
