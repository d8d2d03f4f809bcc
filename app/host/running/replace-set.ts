import type { Engine } from '../engine';
import { type BoundSet, type ProjectRun, portsOf } from './project-run';
import { showAllServers } from './server-views';

/** Longest time that a request may still take on a server that is about to end. */
const drainTimeoutMs = 30_000;

/** Requests that are still under way then are cut off. A router that ended meanwhile has none. */
const drain = async (engine: Engine, bound: BoundSet): Promise<void> => {
  try {
    await engine.router.drained(portsOf(bound), drainTimeoutMs);
  } catch (error) {
    engine.log.warn(error, `the last requests to ${bound.databaseName} could not be waited for`);
  }
};

/**
 * Ends a set that the router no longer points at, once the requests that it is still answering are done.
 * Runs in the background of the job that replaced it: users wait for the new servers only. Never rejects.
 */
export const retireSet = async (engine: Engine, bound: BoundSet): Promise<void> => {
  engine.retiring.add(bound);
  try {
    await drain(engine, bound);
    await bound.set.stop();
  } catch (error) {
    engine.log.error(error, `servers of ${bound.databaseName} could not be ended`);
  } finally {
    engine.retiring.delete(bound);
    showAllServers(engine);
  }
};

/** Takes standby sets out of a run and ends them. */
export const retireStandby = (
  engine: Engine,
  run: ProjectRun,
  isLeaving: (bound: BoundSet) => boolean,
): void => {
  const leaving = run.standby.filter(isLeaving);
  run.standby = run.standby.filter((bound) => !isLeaving(bound));
  for (const bound of leaving) void retireSet(engine, bound);
};

/**
 * Ends warm servers that know the sites of a database as they were.
 *
 * @returns whether the servers in use do, too: they are to be replaced by new ones
 */
export const retireSetsOf = (
  engine: Engine,
  database: { readonly id: string; readonly projectId: string },
): boolean => {
  const run = engine.runs.get(database.projectId);
  if (run === undefined) return false;
  retireStandby(engine, run, (bound) => bound.databaseId === database.id);
  return run.active.databaseId === database.id;
};

const memoryOf = (engine: Engine, bound: BoundSet): number =>
  bound.set.servers.reduce((sum, { spec }) => {
    const shown = engine.store.state.servers.find(({ id }) => id === spec.id);
    return sum + (shown?.memoryBytes ?? 0);
  }, 0);

/** Which standby sets go, so that what stays fits the budget: the least recently used first. Pure. */
export const beyondBudget = <Item extends { readonly lastUsedMs: number; readonly bytes: number }>(
  standby: readonly Item[],
  budgetBytes: number,
): Item[] => {
  const newestFirst = [...standby].sort((a, b) => b.lastUsedMs - a.lastUsedMs);
  let usedBytes = 0;
  return newestFirst.filter(({ bytes }) => {
    usedBytes += bytes;
    return usedBytes > budgetBytes;
  });
};

const trimStandby = (engine: Engine, run: ProjectRun): void => {
  const activeBytes = memoryOf(engine, run.active);
  const measured = run.standby.map((bound) => ({
    bound,
    lastUsedMs: bound.lastUsedMs,
    bytes: memoryOf(engine, bound),
  }));
  const leaving = new Set(
    beyondBudget(measured, engine.settings.values.memoryBudgetBytes - activeBytes).map(({ bound }) => bound),
  );
  retireStandby(engine, run, (bound) => leaving.has(bound));
};

/** Ends what no longer fits the memory budget; called after each measurement, since servers grow. */
export const trimStandbys = (engine: Engine): void => {
  for (const run of engine.runs.values()) trimStandby(engine, run);
};

/**
 * Makes a ready set the one that the router points at, in one message, and then keeps the old one warm or ends it.
 * No request fails: those in flight end where they began, new ones go to the new set.
 *
 * @param old `standby` keeps it for switching back; `retire` ends it
 */
export const replaceActive = async (
  engine: Engine,
  run: ProjectRun,
  next: BoundSet,
  old: 'standby' | 'retire',
): Promise<void> => {
  const previous = run.active;
  next.lastUsedMs = engine.now().getTime();
  run.active = next;
  run.standby = run.standby.filter((bound) => bound !== next);
  // Another set of the same database is one that was not whole any more.
  retireStandby(engine, run, (bound) => bound.databaseId === next.databaseId);
  if (old === 'standby') run.standby = [...run.standby, previous];
  await engine.router.publish();
  if (old === 'retire') void retireSet(engine, previous);
  trimStandby(engine, run);
  showAllServers(engine);
};
