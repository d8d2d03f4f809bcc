import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface ProcessRow {
  readonly pid: number;
  readonly parentPid: number;
  readonly groupId: number;
  /** Ended, and only waiting for its parent to notice. */
  readonly isZombie: boolean;
}

/** One line of /proc/<pid>/stat (proc(5)); the name may hold spaces and parentheses, so fields count from its last one. */
export const parseStat = (stat: string): (ProcessRow & { readonly startTicks: string }) | null => {
  const nameEnd = stat.lastIndexOf(')');
  const pid = Number.parseInt(stat, 10);
  const [state, parentPid, groupId, ...rest] = stat.slice(nameEnd + 2).split(' ');
  const startTicks = rest[16];
  if (nameEnd < 0 || Number.isNaN(pid) || groupId === undefined || startTicks === undefined) return null;
  return {
    pid,
    parentPid: Number(parentPid),
    groupId: Number(groupId),
    isZombie: state === 'Z' || state === 'X',
    startTicks,
  };
};

/** Lines of `ps -A -o pid=,ppid=,pgid=,stat=,rss=`. */
export const parsePs = (output: string): (ProcessRow & { readonly residentBytes: number })[] =>
  output
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields.length === 5)
    .map(([pid, parentPid, groupId, state, kibibytes]) => ({
      pid: Number(pid),
      parentPid: Number(parentPid),
      groupId: Number(groupId),
      isZombie: state?.startsWith('Z') ?? false,
      residentBytes: Number(kibibytes) * 1024,
    }));

/** Every process as `ps` tells it; for systems without /proc. */
export const listByPs = async (): Promise<ReturnType<typeof parsePs>> =>
  parsePs(
    (await run('ps', ['-A', '-o', 'pid=,ppid=,pgid=,stat=,rss='], { maxBuffer: 16 * 1024 ** 2 })).stdout,
  );

const isGone = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  ['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].includes(error.code);

/** What `read` says about a process, or null when the process is gone or not ours to read. */
export const unlessGone = <Value>(read: () => Value): Value | null => {
  try {
    return read();
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
};

/** The text of a file below /proc/<pid>, or null when the process is gone or not ours to read. */
export const readOfProcess = async (
  pid: number,
  file: 'stat' | 'environ' | 'smaps_rollup',
): Promise<string | null> => {
  try {
    return await readFile(`/proc/${pid}/${file}`, 'utf8');
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
};

/** The process ids below /proc. */
export const listPids = async (): Promise<number[]> =>
  (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);

const listByProc = async (): Promise<ProcessRow[]> => {
  const pids = await listPids();
  const stats = await Promise.all(pids.map((pid) => readOfProcess(pid, 'stat')));
  return stats.map((stat) => (stat === null ? null : parseStat(stat))).filter((row) => row !== null);
};

let listingUnderWay: Promise<readonly ProcessRow[]> | null = null;

/**
 * Every process of this machine that we may see; not for Windows, where `taskkill /T` knows the tree itself.
 * Callers that ask while a listing is under way share it: when fifty servers stop at once, the table is read a few times,
 * not fifty.
 */
export const listProcesses = (): Promise<readonly ProcessRow[]> => {
  listingUnderWay ??= (process.platform === 'linux' ? listByProc() : listByPs()).finally(() => {
    listingUnderWay = null;
  });
  return listingUnderWay;
};

/** A process, the members of its group, and all their descendants, without zombies. */
export const treeOf = (rows: readonly ProcessRow[], rootPid: number): ProcessRow[] => {
  const children = new Map<number, number[]>();
  for (const row of rows) children.set(row.parentPid, [...(children.get(row.parentPid) ?? []), row.pid]);
  const found = new Set([rootPid, ...rows.filter((row) => row.groupId === rootPid).map((row) => row.pid)]);
  // A Set is iterated in the order of insertion, additions during the loop included.
  for (const pid of found) for (const child of children.get(pid) ?? []) found.add(child);
  return rows.filter((row) => !row.isZombie && found.has(row.pid));
};
