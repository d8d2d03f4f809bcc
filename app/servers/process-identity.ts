import { execFile, execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { parseStat, readOfProcess, unlessGone } from './process/process-table';

const bootIdFile = '/proc/sys/kernel/random/boot_id';

const linuxStart = (stat: string | null, bootId: string): string | null => {
  const row = stat === null ? null : parseStat(stat);
  return row === null || row.isZombie ? null : `${bootId.trim()} ${row.startTicks}`;
};

/** What prints the start of a process elsewhere. Both programs end with 1 when no such process runs. */
const startCommand = (pid: number): [string, string[]] => {
  const script = `(Get-Process -Id ${pid} -ErrorAction Stop).StartTime.ToFileTimeUtc()`;
  return process.platform === 'win32'
    ? ['powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', script]]
    : ['ps', ['-o', 'lstart=', '-p', String(pid)]];
};

/** `ps` prints dates in the language of the user, who may change it between two looks. */
const options = () => ({ encoding: 'utf8' as const, env: { ...process.env, LC_ALL: 'C' } });

/**
 * What tells a process from a later one that was given the same pid: its start time, with the boot it belongs to.
 *
 * @returns a string that is only good for comparing, or null when no such process runs
 */
export const processStart = async (pid: number): Promise<string | null> => {
  if (process.platform === 'linux') {
    return linuxStart(await readOfProcess(pid, 'stat'), await readFile(bootIdFile, 'utf8'));
  }
  try {
    const { stdout } = await promisify(execFile)(...startCommand(pid), options());
    return stdout.trim() || null;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 1) return null;
    throw error;
  }
};

/**
 * `processStart` for a caller that cannot wait, such as the one that takes a lock. Off Linux it blocks while a program
 * runs: not for a host at work.
 */
export const processStartTime = (pid: number): string | null => {
  if (process.platform === 'linux') {
    const stat = unlessGone(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
    return linuxStart(stat, readFileSync(bootIdFile, 'utf8'));
  }
  try {
    const [program, args] = startCommand(pid);
    return execFileSync(program, args, { ...options(), stdio: ['ignore', 'pipe', 'ignore'] }).trim() || null;
  } catch (error) {
    if (error instanceof Error && 'status' in error && error.status === 1) return null;
    throw error;
  }
};

/** What tells this start of the system from others; null where the system does not tell. */
export const bootId = (): string | null =>
  process.platform === 'linux' ? readFileSync(bootIdFile, 'utf8').trim() : null;
