// npm test: sets up what it needs, then format, lint, types, layers, unused code, unit, integration and e2e tests.
// With `--fast` (npm run check) only what takes under a minute, with `--full` (npm run test:full) also what is too long for each
// landing. Ends with `N passed, N failed` over everything.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepare } from './prepare.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));
const isFast = process.argv.includes('--fast');
const isFull = process.argv.includes('--full');
const projects = ['unit', ...(isFast ? [] : ['integration', 'e2e']), ...(isFull ? ['full'] : [])];

const run = (args, environment = {}) =>
  spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...environment } })
    .status;

const runTests = () => {
  const folder = mkdtempSync(join(tmpdir(), 'manysite-test-report-'));
  const report = join(folder, 'report.json');
  try {
    const status = run([
      'node_modules/vitest/vitest.mjs',
      'run',
      ...projects.flatMap((project) => ['--project', project]),
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ]);
    return countsOf(report, status);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/** The window's own specs, in the desktop app and in a browser. Traces and pictures of failures stay in test-results/. */
const runWindowTests = () => {
  const folder = mkdtempSync(join(tmpdir(), 'manysite-window-report-'));
  const report = join(folder, 'report.json');
  try {
    const status = run(['node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json'], {
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
    });
    const { stats, errors } = JSON.parse(readFileSync(report, 'utf8'));
    const failed = stats.unexpected + stats.flaky + errors.length;
    return {
      passed: stats.expected,
      failed: failed === 0 && status !== 0 ? 1 : failed,
      skipped: stats.skipped,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/** A file that fails before its first test counts as one failure, and so does a run that ends badly in any other way. */
const countsOf = (report, status) => {
  const { numPassedTests, numPendingTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
  const failedTests = testResults.flatMap((file) =>
    file.assertionResults.filter(({ status }) => status === 'failed'),
  );
  const brokenFiles = testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
  );
  const failed = failedTests.length + brokenFiles.length;
  return {
    passed: numPassedTests,
    failed: failed === 0 && status !== 0 ? 1 : failed,
    skipped: numPendingTests,
  };
};

/** Waits for downloads for the most part, and installs by programs that block: in a process of its own, beside the checks. */
const prepareTests = () =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [fileURLToPath(new URL('prepare-tests.mjs', import.meta.url))], {
      stdio: 'inherit',
    });
    child.once('exit', (code) => resolve(code === 0));
  });

const startedAt = Date.now();
await prepare();
// The tests of the desktop app run the real one, which is found or made for them.
if (!isFast) process.env.MANYSITE_TEST_ELECTRON = '1';
// Only now: it uses packages that a fresh clone does not have before.
const { runChecks } = await import('./checks.mjs');
const [checked, isPrepared] = await Promise.all([runChecks(), isFast || prepareTests()]);
if (!isPrepared) {
  console.log(`${checked.passed} passed, ${checked.failed + 1} failed`);
  process.exit(1);
}
const counts = [checked, runTests(), ...(isFast ? [] : [runWindowTests()])];
const sum = (key) => counts.reduce((total, count) => total + count[key], 0);
const skipped = sum('skipped');
console.log(`\nTook ${Math.round((Date.now() - startedAt) / 1000)} s.`);
if (skipped > 0)
  console.log(
    'Skipped are only tests over the real public dumps, where their folder is absent, and of what needs root or another system.',
  );
console.log(`${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exit(sum('failed') === 0 ? 0 : 1);
