// Sets up what the tests use beyond the build: the demo's virtualenv, a Chromium for the browser page, shells and Electron.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { preparePrograms, programsCache } from '../bench/peer-programs.mjs';
import { ensureDemoVirtualenv } from '../demo/make-virtualenv.mjs';
import { ensureOnePlusVirtualenv } from '../e2e/support/plus-virtualenvs.mjs';
import { findElectron } from './electron-runtime.mjs';

const demoFolder = fileURLToPath(new URL('../demo', import.meta.url));
const browsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const succeeds = (program, args) => spawnSync(program, args, { stdio: 'ignore' }).status === 0;

const mayInstallPackages = () => process.getuid?.() === 0 && succeeds('apt-get', ['--version']);

const aptInstall = (packages) => {
  console.log(`Installing ${packages.join(', ')} (once, about a minute)...`);
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [
    ['update', '-q'],
    ['install', '-y', '-q', '--no-install-recommends', ...packages],
  ]) {
    const { status } = spawnSync('apt-get', args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: environment,
    });
    if (status !== 0) throw new Error(`apt-get ${args.join(' ')} failed; its messages are above.`);
  }
};

const ensureVenvModule = () => {
  // On Windows and macOS Python comes whole; only Debian and its like ship venv apart.
  if (process.platform !== 'linux' || succeeds('python3', ['-c', 'import venv, ensurepip'])) return;
  if (mayInstallPackages()) aptInstall(['python3-venv']);
  else
    throw new Error(
      'python3 cannot make virtualenvs here. Install the package python3-venv, then try again.',
    );
};

const ensureBrowser = () => {
  if (browsers.some(existsSync) || process.env.MANYSITE_TEST_CHROMIUM) return;
  if (mayInstallPackages()) aptInstall(['chromium']);
  else {
    throw new Error(
      'The tests of the browser page need Chromium. Install it, or name its file in MANYSITE_TEST_CHROMIUM.',
    );
  }
};

/** The tests of completion type at real shells. */
const ensureShells = () => {
  const missing = ['bash', 'zsh', 'fish'].filter((shell) => !succeeds(shell, ['--version']));
  if (missing.length === 0) return;
  if (mayInstallPackages()) aptInstall(missing);
  else
    throw new Error(`The tests of completion need ${missing.join(' and ')}. Install them, then try again.`);
};

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

const isInstalled = (name) => succeeds('dpkg', ['-s', name]);

/** The tests of the desktop app run the real one. */
const ensureElectron = async () => {
  process.env.MANYSITE_TEST_ELECTRON = '1';
  if (process.platform === 'linux' && succeeds('dpkg', ['--version'])) {
    const missing = electronPackages.filter((name) => !isInstalled(name));
    if (missing.length > 0 && mayInstallPackages()) aptInstall(missing);
    else if (missing.length > 0)
      throw new Error(
        `The tests of the desktop app need ${missing.join(', ')}. Install them, then try again.`,
      );
  }
  if ((await findElectron(console.log)) === null)
    throw new Error(
      'The tests of the desktop app need an Electron runtime, and none could be downloaded. Name the folder of one in ELECTRON_OVERRIDE_DIST_PATH.',
    );
};

export const prepareTests = async () => {
  ensureVenvModule();
  await ensureDemoVirtualenv(demoFolder);
  await ensureOnePlusVirtualenv();
  // For exports: a pg_dump that is new enough.
  await preparePrograms(programsCache);
  ensureBrowser();
  ensureShells();
  await ensureElectron();
};
