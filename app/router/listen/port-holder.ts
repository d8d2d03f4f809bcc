import { readdir, readFile, readlink } from 'node:fs/promises';

/** The process that listens on a port. */
export interface PortHolder {
  readonly pid: number;
  /** Its name as `ps` shows it. */
  readonly program: string;
}

const listening = '0A';

/** What may vanish, or be another user's, while we look; then it is not ours to name. */
const notToBeSeen = new Set(['ENOENT', 'EACCES', 'EPERM', 'ESRCH', 'ENOTDIR', 'EINVAL']);

const ifVisible = async <Value>(read: Promise<Value>, otherwise: Value): Promise<Value> => {
  try {
    return await read;
  } catch (error) {
    if (notToBeSeen.has((error as NodeJS.ErrnoException).code ?? '')) return otherwise;
    throw error;
  }
};

/** Inodes of the sockets that listen on the port, of a table such as /proc/net/tcp (proc_net(5)). */
const listenersIn = (table: string, port: number): string[] => {
  const inodes: string[] = [];
  for (const line of table.split('\n').slice(1)) {
    const [, local = '', , state, , , , , , inode] = line.trim().split(/\s+/);
    const localPort = Number.parseInt(local.slice(local.lastIndexOf(':') + 1), 16);
    if (state === listening && localPort === port && inode !== undefined) inodes.push(inode);
  }
  return inodes;
};

const holdsOne = async (proc: string, pid: string, links: ReadonlySet<string>): Promise<boolean> => {
  const folder = `${proc}/${pid}/fd`;
  for (const descriptor of await ifVisible(readdir(folder), [])) {
    if (links.has(await ifVisible(readlink(`${folder}/${descriptor}`), ''))) return true;
  }
  return false;
};

/**
 * Who listens on a TCP port of this machine.
 *
 * @param port 1 to 65535
 * @param proc where Linux shows its processes
 * @returns null where that cannot be seen: another user's process, another container's, or no Linux
 */
export const findPortHolder = async (port: number, proc = '/proc'): Promise<PortHolder | null> => {
  const tables = await Promise.all(
    ['tcp', 'tcp6'].map((name) => ifVisible(readFile(`${proc}/net/${name}`, 'utf8'), '')),
  );
  const links = new Set(
    tables.flatMap((table) => listenersIn(table, port)).map((inode) => `socket:[${inode}]`),
  );
  if (links.size === 0) return null;
  const pids = (await ifVisible(readdir(proc), [])).filter((name) => /^[0-9]+$/.test(name));
  for (const pid of pids) {
    if (!(await holdsOne(proc, pid, links))) continue;
    const program = (await ifVisible(readFile(`${proc}/${pid}/comm`, 'utf8'), '')).trim();
    return { pid: Number(pid), program: program === '' ? 'a process' : program };
  }
  return null;
};
