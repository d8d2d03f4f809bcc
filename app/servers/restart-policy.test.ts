import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { backoffDelayMs, defaultRestartPolicy as policy } from './restart-policy';

describe('the delay before the next try', () => {
  test.each([
    [1, 500],
    [2, 1000],
    [3, 2000],
    [6, 16_000],
    [7, 30_000],
    [16, 30_000],
  ])('after %i failures it is %i ms at most', (failures, wholeMs) => {
    expect(backoffDelayMs(failures, 1, policy)).toBe(wholeMs);
    expect(backoffDelayMs(failures, 0, policy)).toBe(wholeMs * 0.75);
  });

  test('it never exceeds the limit, and always leaves the server some time', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (failures, jitter) => {
          const delayMs = backoffDelayMs(failures, jitter, policy);
          expect(delayMs).toBeGreaterThanOrEqual(policy.firstDelayMs * 0.75);
          expect(delayMs).toBeLessThanOrEqual(policy.maxDelayMs);
        },
      ),
    );
  });

  test('servers that died together come back at different times', () => {
    const delays = [0, 0.2, 0.4, 0.6, 0.8].map((jitter) => backoffDelayMs(4, jitter, policy));
    expect(new Set(delays).size).toBe(delays.length);
  });
});
