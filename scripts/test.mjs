// npm test: sets up what it needs, then format, lint, types, layers, unused code, unit, integration and e2e tests.
// With `--fast` (npm run check) only what takes under a minute, with `--full` (npm run test:full) also what is too long for each
// landing. Ends with `N passed, N failed` over everything.
import { spawnSync } from 'node:child_process';
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

const checks = [
  ['Format and lint', ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings']],
  ['Types', ['node_modules/typescript/bin/tsc', '-p', '.']],
  // What the oldest runtime does not have is unknown there: Chrome 108, and Node 16 in the shell.
  ['Types of the page', ['node_modules/typescript/bin/tsc', '-p', 'renderer']],
  ['Types of the shell', ['node_modules/typescript/bin/tsc', '-p', 'main']],
  [
    'Layers',
    [
      'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
      '--config',
      '.dependency-cruiser.mjs',
      'app',
      'main',
      'renderer',
      'prisma',
      'e2e',
    ],
  ],
  ['Unused code', ['node_modules/knip/bin/knip.js']],
];

const runChecks = () => {
  let failed = 0;
  for (const [title, args] of checks) {
    console.log(`\n${title}`);
    if (run(args) !== 0) {
      console.log(`${title}: failed`);
      failed += 1;
    }
  }
  return { passed: checks.length - failed, failed, skipped: 0 };
};

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

const startedAt = Date.now();
await prepare();
if (!isFast) {
  try {
    // Only now: it uses packages that a fresh clone does not have before.
    const { prepareTests } = await import('./prepare-tests.mjs');
    await prepareTests();
  } catch (error) {
    console.error([error.message, error.hint].filter(Boolean).join('\n'));
    console.log('0 passed, 1 failed');
    process.exit(1);
  }
}
const counts = [runChecks(), runTests(), ...(isFast ? [] : [runWindowTests()])];
const sum = (key) => counts.reduce((total, count) => total + count[key], 0);
const skipped = sum('skipped');
console.log(`\nTook ${Math.round((Date.now() - startedAt) / 1000)} s.`);
if (skipped > 0)
  console.log(
    'Skipped are only tests over the real public dumps, where their folder is absent, and of what needs root or another system.',
  );
console.log(`${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exit(sum('failed') === 0 ? 0 : 1);
