import { describe, expect, test } from 'vitest';
import { formatAge, formatBytes, formatCount, formatDuration, formatSpan } from './quantities';

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.00 kB'],
  [1234, '1.23 kB'],
  [9_996, '10.0 kB'],
  [45_600_000, '45.6 MB'],
  [99_960_000, '100 MB'],
  [999_600_000, '1.00 GB'],
  [789_000_000_000, '789 GB'],
])('%i bytes are %s', (bytes, expected) => {
  expect(formatBytes(bytes)).toBe(expected);
});

describe('an age', () => {
  const now = new Date('2026-11-02T10:00:00Z');
  test.each([
    ['2026-11-02T09:59:30Z', 'just now'],
    ['2026-11-02T10:00:05Z', 'just now'],
    ['2026-11-02T09:55:00Z', '5 min ago'],
    ['2026-11-02T07:00:00Z', '3 h ago'],
    ['2026-10-30T09:00:00Z', '3 d ago'],
    ['2026-07-01T00:00:00Z', '4 mo ago'],
    ['2024-01-01T00:00:00Z', '2 y ago'],
    ['not a date', ''],
  ])('since %s is %s', (moment, expected) => {
    expect(formatAge(moment, now)).toBe(expected);
  });
});

test.each([
  [84, '84 ms'],
  [1400, '1.4 s'],
  [59_960, '1 min 0 s'],
  [125_000, '2 min 5 s'],
  [119_800, '2 min 0 s'],
])('%i ms are %s', (durationMs, expected) => {
  expect(formatDuration(durationMs)).toBe(expected);
});

test('counts have one word for one and another for many', () => {
  expect([formatCount(1, 'site'), formatCount(1234, 'row'), formatCount(0, 'job')]).toEqual([
    '1 site',
    '1,234 rows',
    '0 jobs',
  ]);
});

test.each([
  ['2026-11-02T10:00:05Z', '0 s'],
  ['2026-11-02T09:59:15Z', '45 s'],
  ['2026-11-02T09:01:00Z', '59 min'],
  ['2026-11-01T09:00:00Z', '25 h'],
  ['2026-10-30T10:00:00Z', '3 d'],
])('what has lasted since %s has lasted %s', (since, expected) => {
  expect(formatSpan(since, new Date('2026-11-02T10:00:00Z'))).toBe(expected);
});
