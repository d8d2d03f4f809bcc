import fc from 'fast-check';
import { expect, it } from 'vitest';
import { restartDelay } from './restart-budget';

const budget = { windowMs: 600_000, limit: 5, firstDelayMs: 500, longestDelayMs: 3_000 };

it('starts again at once, then with growing delays, then no more', () => {
  const ends = [1, 2, 3, 4, 5, 6].map((second) => second * 1_000);
  expect(ends.map((_, index) => restartDelay(ends.slice(0, index + 1), 7_000, budget))).toEqual([
    0,
    500,
    1_000,
    2_000,
    3_000,
    null,
  ]);
});

it('forgets what is longer ago than the window', () => {
  expect(restartDelay([0, 1, 2, 3, 4, 5, 600_006], 600_006, budget)).toBe(0);
});

it('never starts again without a budget', () => {
  expect(restartDelay([1], 1, { ...budget, limit: 0 })).toBeNull();
});

it('never waits longer than the longest delay, and gives up only beyond the limit', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1_000_000), { maxLength: 20 }), fc.nat(1_000_000), (ends, now) => {
      const delay = restartDelay(ends, now, budget);
      const recent = ends.filter((at) => at > now - budget.windowMs).length;
      expect(delay === null).toBe(recent > budget.limit);
      expect(delay ?? 0).toBeLessThanOrEqual(budget.longestDelayMs);
    }),
  );
});
