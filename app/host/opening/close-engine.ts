import type { Engine } from '../engine';
import type { BoundSet } from '../running/project-run';
import { stopStep } from '../stop-step';
import type { Closers } from './closers';

/** Longest waits of a stop. Jobs undo what they began; servers get SIGTERM, five seconds, then SIGKILL. */
export const stopLimitsMs = {
  watches: 5_000,
  jobs: 30_000,
  background: 20_000,
  router: 5_000,
  servers: 20_000,
  catalog: 5_000,
  cluster: 60_000,
} as const;

/** One that does not stop leaves the others their time. */
const stopSets = ({ log }: Engine, sets: readonly BoundSet[]): Promise<unknown> =>
  Promise.all(
    sets.map(({ set, databaseName }) =>
      stopStep(log, `servers of ${databaseName}`, stopLimitsMs.servers, () => set.stop()),
    ),
  );

const namesOf = (sets: readonly BoundSet[]): string[] =>
  sets.flatMap(({ set, databaseName }) =>
    set.servers.map(({ spec }) => `server ${spec.name} of ${databaseName}`),
  );

/** Has everything that an engine may start closed, what begins new work first. */
export const closeWith = (closers: Closers, engine: Engine): void => {
  let sets: readonly BoundSet[] = [];
  closers.add('what is served', stopLimitsMs.catalog, async (isOrdered) => {
    if (isOrdered) await engine.catalog.served.clear();
  });
  closers.add('the servers', 2 * stopLimitsMs.servers, async () => {
    await stopSets(engine, sets);
    return namesOf(sets);
  });
  closers.add('the router', stopLimitsMs.router, async () => {
    const { port } = engine.router;
    await engine.router.close();
    return port === null ? [] : [`router on port ${port}`];
  });
  closers.addAtOnce('what runs', () => {
    const running = [...engine.runs.values()].flatMap((run) => [run.active, ...run.standby]);
    sets = [...running, ...engine.retiring];
    engine.runs.clear();
  });
  closers.add('work in the background', stopLimitsMs.background, () => engine.background.close());
  closers.add('the jobs', stopLimitsMs.jobs, () => engine.jobs.close());
  closers.add('the watch of code', stopLimitsMs.watches, () => engine.watches.code.close());
  closers.addAtOnce('the watch of configuration', () => engine.watches.config.close());
};
