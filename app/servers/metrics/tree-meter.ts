import { steadyBytes } from '../../core/figures/steady-bytes';
import { listByPs, listProcesses, rowOf, treeOf } from '../process/process-table';
import { pssOfProcess } from './memory';

/** What a server's processes use. */
export interface TreeFigures {
  /** PSS on Linux (what would be free again), RSS on macOS (shared pages count in each process). */
  readonly memoryBytes: number;
  /** Share of one core since the measurement before; null at the first. */
  readonly cpuShare: number | null;
}

/** Measures process trees again and again. */
export interface TreeMeter {
  /**
   * @param rootPids the pids of servers, as their states give them; what is left out is forgotten
   * @returns by root pid, without those that are gone. Empty on Windows, where nothing is measured
   */
  measure(rootPids: readonly number[]): Promise<ReadonlyMap<number, TreeFigures>>;
}

interface Known {
  readonly pids: readonly number[];
  readonly cpuMs: number;
  readonly atMs: number;
  readonly memoryBytes: number;
  readonly memoryAtMs: number;
  readonly cpuShare: number | null;
}

/** Reading the PSS of a process walks its page table, so a busy one is weighed this often only. */
const weighAgainMs = 5_000;

/** What did not run has not grown, but its share grows when those that it shares pages with end. */
const weighIdleAgainMs = 60_000;

/** The system counts in hundredths of a second: over less than this a share says nothing. */
const shortestMs = 250;

type Use = Pick<Known, 'cpuMs' | 'atMs' | 'cpuShare'>;

const usedBy = (before: Known | undefined, cpuMs: number, atMs: number): Use => {
  if (before === undefined) return { cpuMs, atMs, cpuShare: null };
  if (atMs - before.atMs < shortestMs) return before;
  // A child that nobody waited for takes its time along.
  const cpuShare = Math.round((100 * Math.max(0, cpuMs - before.cpuMs)) / (atMs - before.atMs)) / 100;
  return { cpuMs, atMs, cpuShare };
};

/** Whether a tree has run since; one that has not cannot have made a process either. */
const hasRun = ({ pids, cpuMs }: Known): boolean => {
  const rows = pids.map(rowOf);
  return (
    rows.some((row) => row === null || row.isZombie) ||
    rows.reduce((sum, row) => sum + (row?.cpuMs ?? 0), 0) !== cpuMs
  );
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/**
 * A meter for trees of processes. Of a tree that has not run since the last look (most servers, most of the time) one line of /proc
 * for each process is read and nothing else: ten idle servers cost about a thousandth of a core.
 *
 * @param now milliseconds of a clock that never goes back
 */
export const createTreeMeter = (now: () => number): TreeMeter => {
  let known = new Map<number, Known>();

  const measureLinux = async (rootPids: readonly number[]): Promise<Map<number, Known>> => {
    const atMs = now();
    const isIdle = (rootPid: number): boolean => {
      const before = known.get(rootPid);
      return before !== undefined && atMs - before.memoryAtMs < weighIdleAgainMs && !hasRun(before);
    };
    const idle = new Set(rootPids.filter(isIdle));
    const rows = idle.size === rootPids.length ? [] : await listProcesses();
    const measured = await Promise.all(
      rootPids.map(async (rootPid): Promise<[number, Known] | null> => {
        const before = known.get(rootPid);
        if (before !== undefined && idle.has(rootPid)) return [rootPid, { ...before, atMs, cpuShare: 0 }];
        const tree = treeOf(rows, rootPid);
        const pids = tree.map(({ pid }) => pid);
        const isFresh = before !== undefined && atMs - before.memoryAtMs < weighAgainMs;
        const weighed = isFresh ? before.memoryBytes : sum(await Promise.all(pids.map(pssOfProcess)));
        if (tree.length === 0 || weighed === 0) return null;
        const memoryBytes = steadyBytes(before?.memoryBytes ?? null, weighed);
        const { cpuMs, cpuShare, atMs: usedAtMs } = usedBy(before, sum(tree.map((row) => row.cpuMs)), atMs);
        const memoryAtMs = isFresh ? before.memoryAtMs : atMs;
        return [rootPid, { pids, cpuMs, cpuShare, atMs: usedAtMs, memoryBytes, memoryAtMs }];
      }),
    );
    return new Map(measured.filter((one) => one !== null));
  };

  const measureByPs = async (rootPids: readonly number[]): Promise<Map<number, Known>> => {
    const rows = await listByPs();
    const resident = new Map(rows.map((row) => [row.pid, row.residentBytes]));
    const atMs = now();
    const measured = rootPids.map((rootPid): [number, Known] => {
      const tree = treeOf(rows, rootPid);
      const pids = tree.map(({ pid }) => pid);
      const memoryBytes = sum(pids.map((pid) => resident.get(pid) ?? 0));
      const {
        cpuMs,
        cpuShare,
        atMs: usedAtMs,
      } = usedBy(known.get(rootPid), sum(tree.map((row) => row.cpuMs)), atMs);
      return [rootPid, { pids, cpuMs, cpuShare, atMs: usedAtMs, memoryBytes, memoryAtMs: atMs }];
    });
    return new Map(measured.filter(([, { memoryBytes }]) => memoryBytes > 0));
  };

  return {
    measure: async (rootPids) => {
      if (process.platform === 'win32' || rootPids.length === 0) known = new Map();
      else known = await (process.platform === 'linux' ? measureLinux : measureByPs)(rootPids);
      return new Map([...known].map(([pid, { memoryBytes, cpuShare }]) => [pid, { memoryBytes, cpuShare }]));
    },
  };
};
