/** Work that PostgreSQL does under locks on tables. Names are compared as they are. */
export interface LockedTask<T> {
  readonly task: T;
  /** Tables that nothing else may use meanwhile. */
  readonly exclusive: readonly string[];
  /** Tables that others may share. */
  readonly shared: readonly string[];
}

export interface LockSchedule<T> {
  /** The first waiting task that would not wait for a lock, now running; null while there is none. */
  take(): LockedTask<T> | null;
  /** Tells that a running task has ended. */
  release(task: LockedTask<T>): void;
  readonly waitingCount: number;
}

/**
 * Hands out tasks so that no two running ones need the same table, unless both only share it. Statements that
 * wait for each other's locks deadlock (a circular pair of foreign keys did), and a connection that waits does no work.
 *
 * @param tasks in order of preference
 */
export const createLockSchedule = <T>(tasks: readonly LockedTask<T>[]): LockSchedule<T> => {
  const waiting = [...tasks];
  const running = new Set<LockedTask<T>>();

  const clashes = (one: LockedTask<T>, other: LockedTask<T>): boolean =>
    one.exclusive.some((table) => other.exclusive.includes(table) || other.shared.includes(table)) ||
    one.shared.some((table) => other.exclusive.includes(table));

  return {
    take() {
      const index = waiting.findIndex(
        (candidate) => ![...running].some((other) => clashes(candidate, other)),
      );
      const [task] = index === -1 ? [] : waiting.splice(index, 1);
      if (task === undefined) return null;
      running.add(task);
      return task;
    },
    release(task) {
      running.delete(task);
    },
    get waitingCount() {
      return waiting.length;
    },
  };
};
