// Finds or makes an Electron runtime. Run: node scripts/electron-runtime.mjs; prints its program.
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import envPaths from 'env-paths';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../', import.meta.url));
const npmPackage = join(root, 'node_modules/electron');

/** Shared between checkouts. */
const cacheFolder = () =>
  process.env.MANYSITE_ELECTRON_CACHE ?? join(envPaths('manysite', { suffix: '' }).cache, 'electron');

const programs = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };

/** The oldest that people get; an older one is for tests. */
const oldestCurrentMajor = 40;

const runtimeIn = (dist) => {
  const program = join(dist, programs[process.platform] ?? 'electron');
  if (!existsSync(program)) return null;
  const version = readFileSync(join(dist, 'version'), 'utf8').trim().replace(/^v/, '');
  return { dist, program, version, isCurrent: Number.parseInt(version, 10) >= oldestCurrentMajor };
};

const fromEnvironment = () => {
  const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (!dist) return null;
  const runtime = runtimeIn(dist);
  if (runtime === null) throw new Error(`ELECTRON_OVERRIDE_DIST_PATH: no Electron was found in ${dist}.`);
  return runtime;
};

/** A machine that could not reach the download is not asked again at each start. */
const failureLastsMs = 60 * 60 * 1000;

const failedLately = (file) => existsSync(file) && Date.now() - statSync(file).mtimeMs < failureLastsMs;

/** npm's own runtime; its package downloads it at first use. */
const fromNpm = async (onProgress) => {
  if (!existsSync(join(npmPackage, 'install.js'))) return null;
  const dist = join(npmPackage, 'dist');
  const { version } = JSON.parse(readFileSync(join(npmPackage, 'package.json'), 'utf8'));
  const present = runtimeIn(dist);
  if (present?.version === version) return present;
  const failure = join(cacheFolder(), `download-of-${version}-failed`);
  if (failedLately(failure)) return null;
  onProgress(`Downloading Electron ${version} (once, 110 MB)...`);
  try {
    await run(process.execPath, [join(npmPackage, 'install.js')], { timeout: 900_000 });
    rmSync(failure, { force: true });
    return runtimeIn(dist);
  } catch (error) {
    mkdirSync(cacheFolder(), { recursive: true });
    writeFileSync(failure, String(error.stderr ?? error));
    return null;
  }
};

const mayUseTestRuntime = () =>
  process.platform === 'linux' &&
  process.arch === 'x64' &&
  (Boolean(process.env.CI) || process.env.MANYSITE_TEST_ELECTRON === '1');

/**
 * The runtime to start the desktop app with: `ELECTRON_OVERRIDE_DIST_PATH`, else npm's own, else, for tests, an old one.
 *
 * @param onProgress gets a line when something takes long
 * @returns its dist folder, program and version, and whether people may get it; null where there is none
 */
export const findElectron = async (onProgress = () => undefined) => {
  const given = fromEnvironment() ?? (await fromNpm(onProgress));
  if (given !== null || !mayUseTestRuntime()) return given;
  const { ensureTestDist } = await import('./electron-test-dist.mjs');
  return runtimeIn(await ensureTestDist(cacheFolder(), onProgress));
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const runtime = await findElectron(console.error);
  if (runtime === null) {
    console.error('No Electron runtime is here, and none could be downloaded.');
    process.exit(1);
  }
  console.log(runtime.program);
}
