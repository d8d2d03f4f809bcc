import { createLockSchedule, type LockedTask } from './lock-schedule';
import type { PlacedDefinition } from './plan-post-data';
import { inParallel, type RestoreContext } from './restore-context';
import { nameOf, tableKey } from './restore-ledger';
import { runDefinition } from './run-definition';
import type { Session } from './sessions';
import type { TableFacts } from './table-facts';
import { watchBuilds } from './watch-builds';

/** Wakes those who wait for a lock to become free. */
class Bell {
  private waiting: (() => void)[] = [];

  next(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  ring(): void {
    const woken = this.waiting;
    this.waiting = [];
    for (const wake of woken) wake();
  }
}

/**
 * Runs definitions over all connections, never two that need the same table.
 *
 * @param work what is done with one
 */
export const runUnderLocks = async (
  context: RestoreContext,
  tasks: readonly LockedTask<PlacedDefinition>[],
  work: (session: Session, task: PlacedDefinition) => Promise<void>,
): Promise<void> => {
  const schedule = createLockSchedule(tasks);
  const released = new Bell();
  await inParallel(context, async (session) => {
    while (schedule.waitingCount > 0) {
      context.stop.signal.throwIfAborted();
      const next = schedule.take();
      if (next === null) {
        await released.next();
        continue;
      }
      try {
        await work(session, next.task);
      } finally {
        schedule.release(next);
        released.ring();
      }
    }
  });
};

/** An index of an empty table costs something too. */
const smallestWeightBytes = 8192;

/**
 * Builds indexes, primary keys and unique constraints in parallel, and tells how far they are.
 *
 * @returns those that need something that is not there yet
 */
export const buildIndexes = async (
  context: RestoreContext,
  tasks: readonly LockedTask<PlacedDefinition>[],
  facts: ReadonlyMap<string, TableFacts>,
): Promise<readonly PlacedDefinition[]> => {
  const { meter, sessions } = context;
  const weightOf = ({ definition: { schema, table } }: PlacedDefinition): number =>
    Math.max(smallestWeightBytes, facts.get(tableKey(schema, table ?? ''))?.sizeBytes ?? 0);
  const total = tasks.reduce((sum, { task }) => sum + weightOf(task), 0);
  const running = new Map<number, { weight: number; name: string }>();
  const later: PlacedDefinition[] = [];
  let done = 0;

  const ended = new AbortController();
  const watching = watchBuilds(
    sessions.control,
    sessions.workers.map(({ pid }) => pid),
    (shares) => {
      const partly = [...running].map(([pid, { weight }]) => weight * (shares.get(pid) ?? 0));
      const [first] = running.values();
      meter.advance((done + partly.reduce((sum, part) => sum + part, 0)) / total, first?.name ?? null);
    },
    ended.signal,
  );
  const building = runUnderLocks(context, tasks, async (session, task) => {
    const weight = weightOf(task);
    running.set(session.pid, { weight, name: nameOf(task.definition) });
    const outcome = await runDefinition(context, session, task, { mayRunLater: true });
    running.delete(session.pid);
    done += weight;
    if (outcome === 'later') later.push(task);
    meter.advance(done / total, nameOf(task.definition));
  });
  try {
    await building;
  } finally {
    ended.abort();
    await watching;
  }
  return later;
};
