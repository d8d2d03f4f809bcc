import { listByPs, listProcesses, type ProcessRow, readOfProcess, treeOf } from './process/process-table';

/** `Pss:` of /proc/<pid>/smaps_rollup, in kibibytes (proc(5)): shared pages count by their share. */
export const pssOf = (rollup: string): number | null => {
  const kibibytes = /^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1];
  return kibibytes === undefined ? null : Number(kibibytes) * 1024;
};

/** Zero for a process that ended meanwhile, or is not ours to read. */
const pssOfProcess = async (pid: number): Promise<number> =>
  pssOf((await readOfProcess(pid, 'smaps_rollup')) ?? '') ?? 0;

/**
 * Memory of process trees: PSS on Linux (what would be free again), RSS on macOS (shared pages count in each process).
 *
 * @param rootPids the pids of servers, as their states give them
 * @returns bytes by root pid, without those that are gone. Empty on Windows, where nothing is measured
 */
export const memoryOfTrees = async (rootPids: readonly number[]): Promise<ReadonlyMap<number, number>> => {
  if (process.platform === 'win32' || rootPids.length === 0) return new Map();
  if (process.platform !== 'linux') {
    const rows = await listByPs();
    const resident = new Map(rows.map((row) => [row.pid, row.residentBytes]));
    return sumOfTrees(rows, rootPids, async (pid) => resident.get(pid) ?? 0);
  }
  return sumOfTrees(await listProcesses(), rootPids, pssOfProcess);
};

const sumOfTrees = async (
  rows: readonly ProcessRow[],
  rootPids: readonly number[],
  bytesOf: (pid: number) => Promise<number>,
): Promise<ReadonlyMap<number, number>> => {
  const sums = await Promise.all(
    rootPids.map(async (rootPid): Promise<[number, number]> => {
      const bytes = await Promise.all(treeOf(rows, rootPid).map((row) => bytesOf(row.pid)));
      return [rootPid, bytes.reduce((sum, part) => sum + part, 0)];
    }),
  );
  return new Map(sums.filter(([, bytes]) => bytes > 0));
};
