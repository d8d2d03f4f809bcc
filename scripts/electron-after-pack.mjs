// Puts the command line into a package: a launcher beside the resources. Called by electron-builder.
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Runs dist/cli.mjs on Electron's own Node. A package of the old test runtime takes the one on the PATH. */
const posixLauncher = (program, runsOnElectron) => `#!/bin/sh
# The command line of Manysite.
bin=$(dirname "$(readlink -f "$0")")
entry="$bin/../app.asar.unpacked/dist/cli.mjs"
MANYSITE_DESKTOP="[\\"$bin/${program}\\"]"
export MANYSITE_DESKTOP
${runsOnElectron ? `ELECTRON_RUN_AS_NODE=1 exec "$bin/${program}"` : 'exec node'} --enable-source-maps "$entry" "$@"
`;

const windowsLauncher = (program) => `@echo off
setlocal
set ELECTRON_RUN_AS_NODE=1
set MANYSITE_DESKTOP=["%~dp0..\\..\\${program}"]
set MANYSITE_DESKTOP=%MANYSITE_DESKTOP:\\=\\\\%
"%~dp0..\\..\\${program}" --enable-source-maps "%~dp0..\\app.asar.unpacked\\dist\\cli.mjs" %*
`;

/** Node 20 came with Electron 29. */
const firstWithNode20 = 29;

export const afterPack = ({ appOutDir, electronPlatformName, packager }) => {
  const { productFilename, executableName } = {
    productFilename: packager.appInfo.productFilename,
    executableName: packager.executableName,
  };
  const isMac = electronPlatformName === 'darwin';
  const resources = isMac
    ? join(appOutDir, `${productFilename}.app/Contents/Resources`)
    : join(appOutDir, 'resources');
  const bin = join(resources, 'bin');
  mkdirSync(bin, { recursive: true });
  if (electronPlatformName === 'win32') {
    writeFileSync(join(bin, 'manysite.cmd'), windowsLauncher(`${productFilename}.exe`));
    return;
  }
  const program = isMac ? `../../MacOS/${productFilename}` : `../../${executableName}`;
  const version = Number.parseInt(packager.config.electronVersion ?? '', 10);
  const launcher = join(bin, 'manysite');
  writeFileSync(launcher, posixLauncher(program, !(version < firstWithNode20)));
  chmodSync(launcher, 0o755);
};
