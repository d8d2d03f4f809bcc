// npm run package: builds the desktop app's package for this machine, unpacked (release/*-unpacked). Further words go to electron-builder,
// such as `-- --linux AppImage deb`.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { findElectron } from './electron-runtime.mjs';
import { prepare } from './prepare.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));
const words = process.argv.slice(2);

await prepare();
const runtime = await findElectron(console.error);
if (runtime === null) {
  console.error(
    'No Electron runtime is here, and none could be downloaded. Name one in ELECTRON_OVERRIDE_DIST_PATH.',
  );
  process.exit(4);
}
const { status } = spawnSync(
  process.execPath,
  [
    'node_modules/electron-builder/cli.js',
    ...(words.length === 0 ? ['--dir'] : words),
    '--publish=never',
    `-c.electronDist=${runtime.dist}`,
    `-c.electronVersion=${runtime.version}`,
  ],
  { cwd: root, stdio: 'inherit' },
);
process.exit(status ?? 1);
