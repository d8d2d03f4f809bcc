import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { parseStat, readOfProcess } from './process-table';

const run = promisify(execFile);

const startedByProc = async (pid: number): Promise<string | null> => {
  const stat = await readOfProcess(pid, 'stat');
  const row = stat === null ? null : parseStat(stat);
  if (row === null || row.isZombie) return null;
  const boot = (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim();
  return `${boot}:${row.startTicks}`;
};

const startedByCommand = async (program: string, args: readonly string[]): Promise<string | null> => {
  try {
    const { stdout } = await run(program, args, { env: { ...process.env, LC_ALL: 'C' } });
    return stdout.trim() || null;
  } catch (error) {
    // Both programs end with 1 for a process that is gone; anything else (not found, a signal) is a fault.
    if (error instanceof Error && 'code' in error && error.code === 1) return null;
    throw error;
  }
};

/**
 * When a process started, as an opaque text: together with its id it names one process for ever, while the id alone
 * is used again. On Linux the boot's id is part of it, since the ticks of two boots may coincide.
 *
 * @returns null when no such process lives
 */
export const processStart = (pid: number): Promise<string | null> => {
  if (process.platform === 'linux') return startedByProc(pid);
  if (process.platform === 'win32') {
    const script = `(Get-Process -Id ${pid} -ErrorAction Stop).StartTime.ToFileTimeUtc()`;
    return startedByCommand('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', script]);
  }
  return startedByCommand('ps', ['-o', 'lstart=', '-p', String(pid)]);
};
