import { describe, expect, it } from 'vitest';
import type { LogMinute } from '../../contract';
import { withVolume } from './log-volume';

const line = (at: string, isWarning = false, isError = false) => ({ at, isWarning, isError });

describe('the volume of a log', () => {
  it('counts lines, warnings and errors by the minute, and has no empty one', () => {
    const lines = [
      line('2026-11-28T10:00:01.000Z'),
      line('2026-11-28T10:00:59.999Z', true),
      line('2026-11-28T10:03:00.000Z', false, true),
    ];
    expect(lines.reduce<LogMinute[]>(withVolume, [])).toEqual([
      { from: '2026-11-28T10:00:00.000Z', lines: 2, warnings: 1, errors: 0 },
      { from: '2026-11-28T10:03:00.000Z', lines: 1, warnings: 0, errors: 1 },
    ]);
  });

  it('is that of an hour', () => {
    const start = Date.parse('2026-11-28T10:00:00.000Z');
    const volume = Array.from({ length: 90 }, (_, minute) =>
      line(new Date(start + minute * 60_000).toISOString()),
    ).reduce<LogMinute[]>(withVolume, []);
    expect(volume).toHaveLength(60);
    expect(volume[0]?.from).toBe('2026-11-28T10:30:00.000Z');
  });
});
