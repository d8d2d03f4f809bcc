import { chmod, mkdir, realpath, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { execa } from 'execa';
import { AppError } from '../../contract';

/** The user of the operating system that PostgreSQL runs as. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
  readonly name: string;
}

const lookUp = async (name: string): Promise<Account | null> => {
  const [uid, gid] = await Promise.all([
    execa('id', ['-u', name], { reject: false }),
    execa('id', ['-g', name], { reject: false }),
  ]);
  if (uid.exitCode !== 0 || gid.exitCode !== 0) return null;
  return { uid: Number(uid.stdout), gid: Number(gid.stdout), name };
};

const folderOwner = async (folder: string): Promise<Account | null> => {
  try {
    const { uid, gid } = await stat(folder);
    return uid === 0 ? null : { uid, gid, name: `user ${uid}` };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
};

/**
 * Whom to run PostgreSQL as: it refuses to run as root. An existing data folder decides by its owner, so
 * that a `postgres` user who appears later does not lock the cluster out.
 *
 * @param dataFolder the cluster's folder, which need not exist
 * @returns null: the current user (anyone but root)
 * @throws AppError `platform-unsupported` when root has no unprivileged user to lend
 */
export const serverAccount = async (dataFolder: string): Promise<Account | null> => {
  if (process.getuid?.() !== 0) return null;
  const account = (await folderOwner(dataFolder)) ?? (await lookUp('postgres')) ?? (await lookUp('nobody'));
  if (account === null) {
    throw new AppError(
      'platform-unsupported',
      'PostgreSQL refuses to run as root, and there is no user to run it as.',
      {
        hint: 'Create a system user named "postgres", or run Manysite as an ordinary user.',
      },
    );
  }
  return account;
};

/** Whether permission bits let an account without further groups enter a folder. ACLs are not looked at. */
export const mayEnter = (folder: { mode: number; uid: number; gid: number }, account: Account): boolean => {
  if (folder.uid === account.uid) return (folder.mode & 0o100) !== 0;
  if (folder.gid === account.gid) return (folder.mode & 0o010) !== 0;
  return (folder.mode & 0o001) !== 0;
};

const withAncestors = (folder: string): string[] => {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [...withAncestors(parent), folder];
};

/**
 * Makes sure that the account can get to a folder, which must exist.
 *
 * @param folder the folder to reach; its own permissions count as well
 * @param account who must get there; null (the current user) always can
 * @param setting what the user changes to move the folder elsewhere, for the hint, e.g. `MANYSITE_DATA`
 * @throws AppError `folder-unreachable` naming the folder in the way
 */
export const requireReachable = async (
  folder: string,
  account: Account | null,
  setting: string,
): Promise<void> => {
  if (account === null) return;
  for (const ancestor of withAncestors(await realpath(folder))) {
    if (mayEnter(await stat(ancestor), account)) continue;
    throw new AppError(
      'folder-unreachable',
      `PostgreSQL runs as ${account.name}, who cannot enter ${ancestor} on the way to ${folder}.`,
      {
        hint: `Choose another place with ${setting}, or let others enter it: chmod o+x '${ancestor}'.`,
        data: { folder, inTheWay: ancestor, account: account.name },
      },
    );
  }
};

/**
 * Makes a folder that every user may enter, whatever the umask; folders that exist keep their mode.
 *
 * @param folder made with all its missing parents
 */
export const makeEnterable = async (folder: string): Promise<void> => {
  const first = await mkdir(folder, { recursive: true });
  if (first === undefined) return;
  const top = resolve(first);
  for (const made of withAncestors(resolve(folder))) {
    if (made === top || made.startsWith(join(top, '/'))) await chmod(made, 0o755);
  }
};
