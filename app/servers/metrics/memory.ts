import { readOfProcess } from '../process/process-table';

/** `Pss:` of /proc/<pid>/smaps_rollup, in kibibytes (proc(5)): shared pages count by their share. */
export const pssOf = (rollup: string): number | null => {
  const kibibytes = /^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1];
  return kibibytes === undefined ? null : Number(kibibytes) * 1024;
};

/** The proportional share of a process; zero for one that ended meanwhile, or is not ours to read. Linux only. */
export const pssOfProcess = async (pid: number): Promise<number> =>
  pssOf((await readOfProcess(pid, 'smaps_rollup')) ?? '') ?? 0;
