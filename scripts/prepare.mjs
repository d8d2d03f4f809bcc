// Installs what is missing and builds what is stale. Dependency-free: it runs on a fresh clone.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { hashOf, isBuildFresh } from './freshness.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));
const installStamp = `${root}node_modules/.manysite-installed`;

const isStamped = (file, stamp) => existsSync(file) && readFileSync(file, 'utf8') === stamp;

const fail = (message) => {
  console.error(message);
  process.exit(4);
};

const requireNode = () => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    fail(
      `Manysite needs Node 20.19 or newer; this is ${process.versions.node}. Install a newer Node, then try again.`,
    );
  }
};

const install = () => {
  const stamp = `${hashOf(['package-lock.json'])} ${process.platform}-${process.arch}`;
  if (isStamped(installStamp, stamp)) return;
  console.error('Installing packages (once, about a minute)...');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  // What npm has kept from an earlier install is used as it is: then a new checkout needs no network.
  const options = ['--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status, error } = spawnSync(npm, ['ci', ...options], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (error) fail(`npm was not found (${error.message}). Install Node with npm, then try again.`);
  if (status !== 0) fail('npm ci failed; its output above says why. Mend that, then try again.');
  writeFileSync(installStamp, stamp);
};

/** After this, node_modules and dist/ are as the sources say. Quick when nothing changed: about 20 ms. */
export const prepare = async () => {
  requireNode();
  install();
  if (isBuildFresh()) return;
  const { buildAll } = await import('./build.mjs');
  await buildAll();
};
