import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'vitest';
import type { Job } from '../../app/contract';
import { type Attached, attach } from '../../app/host/attach/attach';
import { processStartTime } from '../../app/servers/process-identity';
import type { Sandbox } from './sandbox';

export const postmasterPid = (sandbox: Sandbox): number =>
  Number(readFileSync(join(sandbox.dataFolder, 'postgres/18/postmaster.pid'), 'utf8').split('\n')[0]);

export const attachedTo = async (sandbox: Sandbox): Promise<Attached> => {
  const host = await attach({ start: true, environment: sandbox.environment });
  if (host === null) throw new Error('a host is started');
  return host;
};

/** kill -9; resolves when the process is gone. */
export const kill = async (pid: number): Promise<void> => {
  process.kill(pid, 'SIGKILL');
  await expect.poll(() => processStartTime(pid), { timeout: 30_000 }).toBeNull();
};

/** The moment at which something is killed: at the beginning of a job's phase, or after a time since the job's. */
export type Moment = { readonly phase: string } | { readonly afterMs: number };

const hasEnded = ({ state }: Job): boolean => state !== 'running' && state !== 'cancelling';

/**
 * Follows the newest job through `watch`, where each phase is told as it begins.
 *
 * @param kinds of the job that is waited for
 * @returns the job at that moment, or its end where that came first
 */
export const jobReaches = async (host: Attached, kinds: readonly string[], moment: Moment): Promise<Job> => {
  const leaving = new AbortController();
  const events = await host.client.watch(undefined, { signal: leaving.signal });
  try {
    for await (const event of events) {
      const jobs =
        event.type === 'snapshot'
          ? event.state.jobs
          : event.changes.flatMap((change) =>
              change.slice === 'jobs' && change.value ? [change.value] : [],
            );
      const job = jobs.findLast(({ kind }) => kinds.includes(kind));
      if (job === undefined || (event.type === 'snapshot' && hasEnded(job))) continue;
      if (hasEnded(job)) return job;
      if ('phase' in moment) {
        if (job.phase === moment.phase) return job;
        continue;
      }
      await delay(moment.afterMs);
      return job;
    }
  } finally {
    leaving.abort();
  }
  throw new Error('the host went away before the job reached that moment');
};

/** A generator of numbers from 0 to 1 that a printed seed repeats (mulberry32). */
export const randomFrom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = state;
    value = Math.imul(value ^ (value >>> 15), value | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
};
