// Processor time and memory of processes, from /proc.
import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts processor time for programs in hundredths of a second (proc(5), USER_HZ). */
const ticksPerSecond = 100;

const statOf = (pid) => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // With that of children that ended and were waited for, such as PostgreSQL's short sessions.
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    return { pid, parent: Number(fields[1]), ticks };
  } catch {
    // It ended while we looked.
    return null;
  }
};

const all = () =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => statOf(Number(name)) ?? []);

/** A process with all that it started, as far as those that started it live. */
export const treeOf = (root) => {
  const rows = all();
  const found = new Set([root]);
  for (const pid of found) for (const row of rows) if (row.parent === pid) found.add(row.pid);
  return [...found];
};

/** Processor time of processes that live, in s. */
export const secondsOf = (pids) =>
  pids.reduce((sum, pid) => sum + (statOf(pid)?.ticks ?? 0), 0) / ticksPerSecond;

/** Proportional set size, in bytes: pages that several share count once. */
export const memoryOf = (pid) => {
  const [, kilobytes = 0] = /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
};

/** @returns of each process of a sandbox that lives, its command line and processor seconds, by pid */
const usedIn = (sandbox) =>
  new Map(
    sandbox.processes().map((line) => {
      const [pid] = line.split(' ');
      return [pid, { commandLine: line.slice(pid.length + 1), seconds: secondsOf([Number(pid)]) }];
    }),
  );

/** @returns by part of the app, the processor seconds that its living processes have used since the call before */
export const followCpu = (sandbox, partOf) => {
  let before = usedIn(sandbox);
  return () => {
    const now = usedIn(sandbox);
    const sums = new Map();
    for (const [pid, { commandLine, seconds }] of now) {
      const part = partOf(commandLine);
      sums.set(part, (sums.get(part) ?? 0) + seconds - (before.get(pid)?.seconds ?? 0));
    }
    before = now;
    return sums;
  };
};
