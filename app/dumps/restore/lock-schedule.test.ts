import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLockSchedule, type LockedTask } from './lock-schedule';

const table = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const foreignKeys = fc
  .array(fc.tuple(table, table), { maxLength: 40 })
  .map((pairs) =>
    pairs.map(([from, to], id): LockedTask<number> => ({ task: id, exclusive: [from, to], shared: [] })),
  );
const mixedTasks = fc
  .array(
    fc.record({ exclusive: fc.array(table, { maxLength: 2 }), shared: fc.array(table, { maxLength: 2 }) }),
    {
      maxLength: 40,
    },
  )
  .map((tasks) => tasks.map((locks, id): LockedTask<number> => ({ task: id, ...locks })));

/** Plays a schedule with some connections; `pick` says which running task ends next. */
const play = (tasks: readonly LockedTask<number>[], connections: number, pick: (count: number) => number) => {
  const schedule = createLockSchedule(tasks);
  const running: LockedTask<number>[] = [];
  const done: number[] = [];
  const moments: LockedTask<number>[][] = [];
  for (;;) {
    while (running.length < connections) {
      const next = schedule.take();
      if (next === null) break;
      running.push(next);
    }
    moments.push([...running]);
    const [ended] = running.splice(pick(running.length), 1);
    if (ended === undefined) return { done, moments, waiting: schedule.waitingCount };
    schedule.release(ended);
    done.push(ended.task);
  }
};

const pairs = <T>(items: readonly T[]): [T, T][] =>
  items.flatMap((one, index) => items.slice(index + 1).map((other): [T, T] => [one, other]));

describe('a lock schedule', () => {
  it('never runs two foreign keys that share a table, and runs each exactly once', () => {
    fc.assert(
      fc.property(foreignKeys, fc.integer({ min: 1, max: 4 }), fc.nat(), (tasks, connections, seed) => {
        const { done, moments, waiting } = play(tasks, connections, (count) =>
          count === 0 ? 0 : seed % count,
        );
        expect(done.toSorted((a, b) => a - b)).toEqual(tasks.map(({ task }) => task));
        expect(waiting).toBe(0);
        for (const [one, other] of moments.flatMap(pairs)) {
          expect(one.exclusive.filter((name) => other.exclusive.includes(name))).toEqual([]);
        }
      }),
    );
  });

  it('lets tasks share a table, but not with one that needs it alone', () => {
    fc.assert(
      fc.property(mixedTasks, fc.integer({ min: 1, max: 4 }), (tasks, connections) => {
        const { done, moments } = play(tasks, connections, () => 0);
        expect(done).toHaveLength(tasks.length);
        for (const [one, other] of moments.flatMap(pairs)) {
          const used = [...other.exclusive, ...other.shared];
          expect(one.exclusive.filter((name) => used.includes(name))).toEqual([]);
          expect(other.exclusive.filter((name) => one.shared.includes(name))).toEqual([]);
        }
      }),
    );
  });

  it('runs a circular pair one after the other', () => {
    const schedule = createLockSchedule([
      { task: 'a to b', exclusive: ['a', 'b'], shared: [] },
      { task: 'b to a', exclusive: ['b', 'a'], shared: [] },
    ]);
    const first = schedule.take();
    expect(first?.task).toBe('a to b');
    expect(schedule.take()).toBeNull();
    if (first !== null) schedule.release(first);
    expect(schedule.take()?.task).toBe('b to a');
  });

  it('passes over a task that would wait, and keeps the order otherwise', () => {
    const schedule = createLockSchedule([
      { task: 1, exclusive: ['a'], shared: [] },
      { task: 2, exclusive: ['a'], shared: [] },
      { task: 3, exclusive: [], shared: ['b'] },
      { task: 4, exclusive: [], shared: ['b'] },
    ]);
    expect(
      [schedule.take(), schedule.take(), schedule.take(), schedule.take()].map((task) => task?.task ?? null),
    ).toEqual([1, 3, 4, null]);
  });
});
