import { describe, expect, it } from 'vitest';
import { volumeBars, volumeText } from './volume-bars';

const nowMs = Date.parse('2026-11-28T11:00:30.000Z');
const minute = (from: string, lines: number, errors = 0) => ({ from, lines, warnings: 0, errors });

describe('the volume of the last hour', () => {
  it('adds up servers minute by minute, the present one last, and leaves out what is older', () => {
    const bars = volumeBars(
      [
        [minute('2026-11-28T10:01:00.000Z', 3), minute('2026-11-28T11:00:00.000Z', 2, 1)],
        [minute('2026-11-28T10:00:00.000Z', 9), minute('2026-11-28T11:00:00.000Z', 5)],
      ],
      nowMs,
    );
    expect(bars).toHaveLength(60);
    expect([bars[0]?.lines, bars[1]?.lines, bars[59]?.lines, bars[59]?.errors]).toEqual([3, 0, 7, 1]);
    expect(volumeText(bars)).toBe('The last hour: 10 lines, 0 warnings, 1 errors');
  });
});
