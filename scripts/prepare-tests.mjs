// Sets up what the tests use beyond the build: the demo's virtualenv, a Chromium for the browser page, shells and Electron.
// Run: node scripts/prepare-tests.mjs
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { preparePrograms, programsCache } from '../bench/peer-programs.mjs';
import { ensureDemoVirtualenv } from '../demo/make-virtualenv.mjs';
import { ensureOnePlusVirtualenv } from '../e2e/support/plus-virtualenvs.mjs';
import { findElectron } from './electron-runtime.mjs';

const demoFolder = fileURLToPath(new URL('../demo', import.meta.url));
const browsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const succeeds = (program, args) => spawnSync(program, args, { stdio: 'ignore' }).status === 0;
const isInstalled = (name) => succeeds('dpkg', ['-s', name]);
const hasDebianPackages = process.platform === 'linux' && succeeds('dpkg', ['--version']);

/** What a window needs that nobody sees, and Electron's own libraries. */
const electronPackages = [
  'xvfb',
  'xauth',
  // Presses the keys of native dialogs.
  'xdotool',
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libxss1',
  'libxtst6',
  'libatk-bridge2.0-0',
  'libcups2',
  'libdrm2',
];

/** Each is looked for, and says which of its packages are missing. */
const needs = [
  {
    what: "The demo's virtualenv",
    // On Windows and macOS Python comes whole; only Debian and its like ship venv apart.
    missing: () =>
      process.platform !== 'linux' || succeeds('python3', ['-c', 'import venv, ensurepip'])
        ? []
        : ['python3-venv'],
  },
  {
    what: 'The tests of the browser page (MANYSITE_TEST_CHROMIUM may name another Chromium)',
    missing: () => (browsers.some(existsSync) || process.env.MANYSITE_TEST_CHROMIUM ? [] : ['chromium']),
  },
  {
    what: 'The tests of completion',
    missing: () => ['bash', 'zsh', 'fish'].filter((shell) => !succeeds(shell, ['--version'])),
  },
  {
    what: 'The tests of the desktop app',
    missing: () => (hasDebianPackages ? electronPackages.filter((name) => !isInstalled(name)) : []),
  },
];

const aptInstall = async (packages) => {
  console.log(`Installing ${packages.join(', ')} (once, about a minute)...`);
  for (const args of [
    ['update', '-q'],
    ['install', '-y', '-q', '--no-install-recommends', ...packages],
  ])
    await execa('apt-get', args, {
      stdin: 'ignore',
      stdout: 'ignore',
      env: { DEBIAN_FRONTEND: 'noninteractive' },
    });
};

const installPackages = async () => {
  const missing = needs
    .map(({ what, missing }) => ({ what, packages: missing() }))
    .filter(({ packages }) => packages.length > 0);
  if (missing.length === 0) return;
  if (process.getuid?.() === 0 && succeeds('apt-get', ['--version']))
    return aptInstall(missing.flatMap(({ packages }) => packages));
  const wants = missing.map(({ what, packages }) => `${what}: ${packages.join(', ')}`);
  throw new Error(`Install these packages, then try again.\n${wants.join('\n')}`);
};

const ensureElectron = async () => {
  // An old one will do.
  process.env.MANYSITE_TEST_ELECTRON = '1';
  if ((await findElectron(console.log)) === null)
    throw new Error(
      'The tests of the desktop app need an Electron runtime, and none could be downloaded. Name the folder of one in ELECTRON_OVERRIDE_DIST_PATH.',
    );
};

try {
  await installPackages();
  // Each waits for its downloads most of the time.
  await Promise.all([
    ensureDemoVirtualenv(demoFolder),
    ensureOnePlusVirtualenv(),
    // For exports: a pg_dump that is new enough.
    preparePrograms(programsCache),
    ensureElectron(),
  ]);
} catch (error) {
  console.error([error.message, error.hint].filter(Boolean).join('\n'));
  process.exitCode = 1;
}
