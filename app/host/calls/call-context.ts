import { implement } from '@orpc/server';
import { contract, type Job, type JobKind } from '../../contract';
import type { Folders } from '../attach/folders';
import type { Engine } from '../engine';
import type { JobContext } from '../jobs/job-runner';
import type { Turns } from '../jobs/turns';
import type { RunningHost } from '../running-host';
import type { SettingsFile } from '../settings';
import type { Uploads } from '../uploads/uploads';

/** What the calls need of the host. PostgreSQL starts with the first call that asks for the engine. */
export interface CallContext {
  readonly host: RunningHost;
  readonly engine: () => Promise<Engine>;
  /** The same without waiting for a PostgreSQL that is being started again: for what needs no catalog. */
  readonly engineNow: () => Promise<Engine>;
  readonly turns: Turns;
  readonly uploads: Uploads;
  /** What is known of the machine whether or not the engine starts. */
  readonly machine: {
    readonly folders: Folders;
    readonly settings: SettingsFile;
    readonly environment: NodeJS.ProcessEnv;
  };
}

export const door = implement(contract);

interface JobWork {
  readonly kind: JobKind;
  readonly title: string;
  readonly projectId: string | null;
  readonly isCancellable: boolean;
  /** Work with the same key takes turns; null runs at once. */
  readonly turn: string | null;
  run(engine: Engine, job: JobContext): Promise<Record<string, unknown>>;
}

/** Starts work as a job and tells its id, by which clients find it in the state. */
export const startJob = async (
  { engine: open, turns }: CallContext,
  work: JobWork,
): Promise<{ jobId: Job['id'] }> => {
  const engine = await open();
  const { id } = engine.jobs.start({
    kind: work.kind,
    title: work.title,
    projectId: work.projectId,
    isCancellable: work.isCancellable,
    run: (job) =>
      work.turn === null
        ? work.run(engine, job)
        : turns.take(work.turn, () => work.run(engine, job), job.signal),
  });
  await engine.jobs.begun(id);
  return { jobId: id };
};
