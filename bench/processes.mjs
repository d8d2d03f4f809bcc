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

/** Proportional set size, in bytes: pages that several share count once. */
export const memoryOf = (pid) => {
  const [, kilobytes = 0] = /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
};

/** @returns by part of the app, the processor seconds of processes that live */
export const cpuSecondsOf = (sandbox, partOf) => {
  const sums = new Map();
  for (const line of sandbox.processes()) {
    const [pid] = line.split(' ');
    const part = partOf(line.slice(pid.length + 1));
    sums.set(part, (sums.get(part) ?? 0) + (statOf(Number(pid))?.ticks ?? 0) / ticksPerSecond);
  }
  return sums;
};
