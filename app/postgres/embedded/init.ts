import { chown, mkdir, open, readdir, readFile, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { execa } from 'execa';
import { AppError } from '../../contract';
import { type Account, makeEnterable, requireReachable } from './account';
import type { Binaries } from './binaries';

/** The major version whose clusters this code can open. */
const majorVersion = '18';

/** Environment of PostgreSQL's programs: nothing of ours, so that PGDATA, PGPORT or LANG of the user cannot leak in. */
export const serverEnvironment = (): Record<string, string> => ({
  LC_ALL: 'C',
  PATH: process.env.PATH ?? '',
  ...(process.env.SystemRoot === undefined ? {} : { SystemRoot: process.env.SystemRoot }),
});

type Found = 'cluster' | 'empty' | 'nothing';

const look = async (dataFolder: string): Promise<Found> => {
  let entries: string[];
  try {
    entries = await readdir(dataFolder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return 'nothing';
    if (code !== 'EACCES' && code !== 'EPERM') throw error;
    throw new AppError('folder-unreachable', `The PostgreSQL folder ${dataFolder} belongs to another user.`, {
      hint: 'Run Manysite as the user who made it, or choose another place with MANYSITE_DATA.',
      data: { folder: dataFolder, inTheWay: dataFolder },
      cause: error,
    });
  }
  if (entries.length === 0) return 'empty';
  if (!entries.includes('PG_VERSION')) {
    throw new AppError('postgres-failed', `${dataFolder} holds files, but no PostgreSQL cluster.`, {
      hint: 'Choose another place with MANYSITE_DATA, or move those files away.',
      data: { folder: dataFolder },
    });
  }
  const version = (await readFile(join(dataFolder, 'PG_VERSION'), 'utf8')).trim();
  if (version !== majorVersion) {
    throw new AppError(
      'postgres-failed',
      `The cluster in ${dataFolder} is of PostgreSQL ${version}; this Manysite has ${majorVersion}.`,
      {
        hint: 'Use the Manysite that made it, or choose another place with MANYSITE_DATA.',
        data: { version },
      },
    );
  }
  return 'cluster';
};

const removeInterrupted = async (dataFolder: string): Promise<void> => {
  const parent = dirname(dataFolder);
  const leftovers = (await readdir(parent)).filter((name) =>
    name.startsWith(`${basename(dataFolder)}.init-`),
  );
  for (const name of leftovers) await rm(join(parent, name), { recursive: true, force: true });
};

const syncFolder = async (folder: string): Promise<void> => {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

const initialise = async (input: InitInput, workFolder: string): Promise<void> => {
  const { account } = input;
  const passwordFile = join(workFolder, 'password');
  const clusterFolder = join(workFolder, 'cluster');
  await mkdir(workFolder, { mode: 0o700 });
  await writeFile(passwordFile, `${input.superuserPassword}\n`, { mode: 0o600 });
  if (account !== null) {
    await chown(passwordFile, account.uid, account.gid);
    await chown(workFolder, account.uid, account.gid);
  }
  // With the C library's locale 'ä' ILIKE 'Ä' is false, and Django's icontains with it (dumps spec, "Locale").
  const options = ['-E', 'UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const run = await execa(
    input.binaries.initdb,
    [
      '-D',
      clusterFolder,
      '-U',
      input.superuser,
      '-A',
      'scram-sha-256',
      `--pwfile=${passwordFile}`,
      ...options,
    ],
    {
      cwd: workFolder,
      env: serverEnvironment(),
      extendEnv: false,
      reject: false,
      all: true,
      timeout: 120_000,
      ...(account === null ? {} : { uid: account.uid, gid: account.gid }),
    },
  );
  if (run.failed) {
    const isFull = /No space left on device/.test(run.all);
    throw new AppError(
      isFull ? 'disk-full' : 'postgres-failed',
      `PostgreSQL could not make its cluster in ${input.dataFolder}.`,
      {
        hint: isFull
          ? 'Make room on the disk: a new cluster needs about 110 MB.'
          : 'The last lines of initdb say why.',
        data: { folder: input.dataFolder, lastLines: run.all.split('\n').slice(-20) },
        cause: run,
      },
    );
  }
  await rename(clusterFolder, input.dataFolder);
  await syncFolder(dirname(input.dataFolder));
};

interface InitInput {
  readonly dataFolder: string;
  readonly binaries: Binaries;
  readonly account: Account | null;
  readonly superuser: string;
  readonly superuserPassword: string;
}

/**
 * Makes the cluster's folder unless it is there. initdb works beside it and the result is renamed into place,
 * so that a crash in between leaves no half cluster; what an earlier crash left is removed.
 *
 * @param input.dataFolder the folder that will hold PG_VERSION; its parents are made
 * @throws AppError `folder-unreachable`, `disk-full`, `postgres-failed` (not a cluster, other major version, initdb failed)
 */
export const ensureCluster = async (input: InitInput): Promise<void> => {
  const parent = dirname(input.dataFolder);
  await makeEnterable(parent);
  await requireReachable(parent, input.account, 'MANYSITE_DATA');
  await removeInterrupted(input.dataFolder);
  const found = await look(input.dataFolder);
  if (found === 'cluster') return;
  if (found === 'empty') await rmdir(input.dataFolder);
  const workFolder = `${input.dataFolder}.init-${process.pid}`;
  try {
    await initialise(input, workFolder);
  } finally {
    await rm(workFolder, { recursive: true, force: true });
  }
  await stat(join(input.dataFolder, 'PG_VERSION'));
};
