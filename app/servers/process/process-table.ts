import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface ProcessRow {
  readonly pid: number;
  readonly parentPid: number;
  readonly groupId: number;
  /** Ended, and only waiting for its parent to notice. */
  readonly isZombie: boolean;
  /** Processor time of the process and of its children that ended and were waited for. */
  readonly cpuMs: number;
}

/** Linux counts processor time for programs in hundredths of a second on every machine (proc(5), USER_HZ). */
const tickMs = 10;

/** One line of /proc/<pid>/stat (proc(5)); the name may hold spaces and parentheses, so fields count from its last one. */
export const parseStat = (stat: string): (ProcessRow & { readonly startTicks: string }) | null => {
  const nameEnd = stat.lastIndexOf(')');
  const pid = Number.parseInt(stat, 10);
  const [state, parentPid, groupId, ...rest] = stat.slice(nameEnd + 2).split(' ');
  const startTicks = rest[16];
  // utime, stime, cutime, cstime
  const cpuTicks = rest.slice(8, 12).reduce((sum, ticks) => sum + Number(ticks), 0);
  if (nameEnd < 0 || Number.isNaN(pid) || groupId === undefined || startTicks === undefined) return null;
  return {
    pid,
    parentPid: Number(parentPid),
    groupId: Number(groupId),
    isZombie: state === 'Z' || state === 'X',
    cpuMs: cpuTicks * tickMs,
    startTicks,
  };
};

/** `[[days-]hours:]minutes:seconds`, on macOS with hundredths, in ms. */
const parsePsTime = (time: string): number => {
  const [clock = '', days = '0'] = time.split('-').reverse();
  const seconds = clock.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  return Math.round((Number(days) * 86_400 + seconds) * 1000);
};

const psColumns = 'pid=,ppid=,pgid=,stat=,rss=,time=';

/** Lines of `ps -A -o` with these columns. */
export const parsePs = (output: string): (ProcessRow & { readonly residentBytes: number })[] =>
  output
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields.length === 6)
    .map(([pid, parentPid, groupId, state, kibibytes, time = '']) => ({
      pid: Number(pid),
      parentPid: Number(parentPid),
      groupId: Number(groupId),
      isZombie: state?.startsWith('Z') ?? false,
      residentBytes: Number(kibibytes) * 1024,
      cpuMs: parsePsTime(time),
    }));

/** Every process as `ps` tells it; for systems without /proc. */
export const listByPs = async (): Promise<ReturnType<typeof parsePs>> =>
  parsePs((await run('ps', ['-A', '-o', psColumns], { maxBuffer: 16 * 1024 ** 2 })).stdout);

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

/** One process now, without waiting; null when it is gone. Linux only. */
export const rowOf = (pid: number): ReturnType<typeof parseStat> => {
  const stat = unlessGone(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  return stat === null ? null : parseStat(stat);
};

/** The kernel makes these texts as they are read: reading them in one go takes a sixth of the processor time. */
const listByProc = (): ProcessRow[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => rowOf(Number(name)))
    .filter((row) => row !== null);

let listingUnderWay: Promise<readonly ProcessRow[]> | null = null;

/**
 * Every process of this machine that we may see; not for Windows, where `taskkill /T` knows the tree itself.
 * Callers that ask while a listing is under way share it: when fifty servers stop at once, the table is read a few times,
 * not fifty.
 */
export const listProcesses = (): Promise<readonly ProcessRow[]> => {
  listingUnderWay ??= (
    process.platform === 'linux' ? Promise.resolve().then(listByProc) : listByPs()
  ).finally(() => {
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
