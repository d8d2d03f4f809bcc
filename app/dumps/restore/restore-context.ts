import type { DumpPlace } from '../../contract';
import type { PolicyFacts } from './policy';
import type { ProgressMeter } from './progress-meter';
import type { RestoreLedger } from './restore-ledger';
import type { Session, Sessions } from './sessions';
import type { TableCatalog } from './table-facts';

/** What every part of one restore shares. */
export interface RestoreContext {
  readonly sessions: Sessions;
  readonly ledger: RestoreLedger;
  readonly tables: TableCatalog;
  readonly meter: ProgressMeter;
  readonly availableExtensions: PolicyFacts['availableExtensions'];
  /** Indexes and constraints that are not made. */
  readonly leavesOut: readonly DumpPlace[];
  /** Aborted by who asked for the restore, and by the first failure of a connection. */
  readonly stop: AbortController;
}

/**
 * Lets all connections work at the same time. The first failure stops the others, and is thrown once all have ended.
 *
 * @param work what one connection does until there is nothing left
 */
export const inParallel = async (
  context: RestoreContext,
  work: (session: Session) => Promise<void>,
): Promise<void> => {
  const { sessions, stop } = context;
  const failures: unknown[] = [];
  const guarded = async (session: Session): Promise<void> => {
    try {
      await work(session);
    } catch (error) {
      failures.push(error);
      stop.abort(error);
    }
  };
  await Promise.all(sessions.workers.map(guarded));
  if (failures.length > 0) throw failures[0];
};

/** Does all tasks, each on the connection that is free first. */
export const eachInParallel = async <T>(
  context: RestoreContext,
  tasks: readonly T[],
  work: (session: Session, task: T) => Promise<void>,
): Promise<void> => {
  const waiting = tasks.values();
  await inParallel(context, async (session) => {
    for (const task of waiting) {
      context.stop.signal.throwIfAborted();
      await work(session, task);
    }
  });
};
