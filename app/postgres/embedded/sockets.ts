import { createHash } from 'node:crypto';
import { chmod, chown, lstat, mkdir, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Account } from './account';

/** sun_path holds 108 bytes with its NUL on Linux, 104 on macOS. */
const longestPathBytes = process.platform === 'darwin' ? 103 : 107;

/** Whether PostgreSQL's socket in this folder has a path that the system accepts, for any port. */
const fitsSocket = (folder: string): boolean =>
  Buffer.byteLength(join(folder, '.s.PGSQL.65535')) <= longestPathBytes;

/** In a shared /tmp somebody else may have made the folder first, to answer in our place: then it is not used. */
const makePrivate = async (folder: string, account: Account | null): Promise<boolean> => {
  const uid = account?.uid ?? process.getuid?.();
  try {
    await mkdir(folder, { mode: 0o700 });
    if (account !== null) await chown(folder, account.uid, account.gid);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const found = await lstat(folder);
  if (!found.isDirectory() || found.uid !== uid) return false;
  await chmod(folder, 0o700);
  return true;
};

/**
 * A private folder for the Unix socket: beside the cluster, or, where that path is too long for a socket,
 * a short one in the system's temporary folder. Sockets that an earlier server left in it are removed, so no server may run on the
 * data folder.
 *
 * @returns null where there can be none; TCP on loopback always works
 */
export const prepareSocketFolder = async (
  dataFolder: string,
  account: Account | null,
): Promise<string | null> => {
  if (process.platform === 'win32') return null;
  const digest = createHash('sha256').update(dataFolder).digest('hex').slice(0, 12);
  for (const folder of [`${dataFolder}.socket`, join(tmpdir(), `manysite-${digest}`)]) {
    if (!fitsSocket(folder) || !(await makePrivate(folder, account))) continue;
    // The folder is ours alone, and no server of it runs now: what is in it was left by one that was killed.
    for (const name of await readdir(folder)) {
      if (/^\.s\.PGSQL\.\d+(\.lock)?$/.test(name)) await rm(join(folder, name), { force: true });
    }
    return folder;
  }
  return null;
};

/** A port of 127.0.0.1 that is free now; another program may still take it before PostgreSQL does. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port);
        else reject(new Error('a listening TCP server has no port'));
      });
    });
  });
