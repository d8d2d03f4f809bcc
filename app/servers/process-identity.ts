import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const bootId = (): string => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();

/** Field 22 of /proc/<pid>/stat, in clock ticks since boot; the name in field 2 may hold blanks and parentheses. */
const linuxStartTicks = (pid: number): string | null => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? null : (fields[19] ?? null);
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH'))
      return null;
    throw error;
  }
};

const outputOf = (program: string, args: readonly string[]): string | null => {
  try {
    const output = execFileSync(program, args, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
    return output === '' ? null : output;
  } catch (error) {
    // ps and PowerShell exit with 1 when no such process runs.
    if (error instanceof Error && 'status' in error && error.status === 1) return null;
    throw error;
  }
};

/**
 * What tells a process from a later one that was given the same pid: its start time, with the boot it belongs to.
 *
 * @returns a string that is only good for comparing, or null when no such process runs
 */
export const processStartTime = (pid: number): string | null => {
  if (process.platform === 'linux') {
    const ticks = linuxStartTicks(pid);
    return ticks === null ? null : `${bootId()} ${ticks}`;
  }
  if (process.platform === 'win32') {
    const script = `(Get-Process -Id ${pid} -ErrorAction Stop).StartTime.ToFileTimeUtc()`;
    return outputOf('powershell.exe', ['-NoProfile', '-Command', script]);
  }
  return outputOf('ps', ['-o', 'lstart=', '-p', String(pid)]);
};
