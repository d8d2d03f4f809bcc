import { setTimeout as delay } from 'node:timers/promises';
import { toErrorShape } from '../../contract';
import type { Engine } from '../engine';
import type { Turns } from '../jobs/turns';
import { startProject } from '../journeys/run-project';
import { keepNotice } from './notices';
import type { Returning } from './tell-last-end';

type Started = { readonly name: string; readonly reason: string | null };

/**
 * Starts again what was served when the last host ended: one job a project, one after the other for the machine's sake.
 * What cannot be started is told in the notice; the job has the error. A project that is not to come back is forgotten as served.
 */
export const comeBack = async (engine: Engine, turns: Turns, returning: Returning): Promise<void> => {
  const { notice, projects, comeback } = returning;
  if (comeback.kind === 'no') {
    await engine.catalog.served.clear();
    return;
  }
  const delayMs = comeback.kind === 'later' ? comeback.delayMs : 0;
  let before: Promise<unknown> = Promise.resolve();
  const outcomes = projects.map(({ id, name }) => {
    const previous = before;
    const outcome = new Promise<Started>((resolve) => {
      engine.jobs.start({
        kind: 'start',
        title: `Start ${name} again`,
        projectId: id,
        isCancellable: true,
        run: async (job) => {
          try {
            if (delayMs > 0) job.progress({ phase: `waiting ${delayMs / 1000} s`, fraction: 0 });
            await delay(delayMs, null, { signal: job.signal });
            await previous;
            const started = await turns.take(id, () => startProject(engine, id, null, job), job.signal);
            resolve({ name, reason: null });
            return started;
          } catch (error) {
            resolve({ name, reason: toErrorShape(error).message });
            await engine.catalog.served.remove(id);
            throw job.signal.aborted ? job.signal.reason : error;
          }
        },
      });
    });
    before = outcome;
    return outcome;
  });
  const failed = (await Promise.all(outcomes)).filter(({ reason }) => reason !== null);
  if (notice === null || failed.length === 0) return;
  const details = failed.map(({ name, reason }) => `${name} could not be started again: ${reason}`);
  await keepNotice(engine, { ...notice, severity: 'warning', details: [...notice.details, ...details] });
};
