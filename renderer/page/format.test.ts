import { describe, expect, it } from 'vitest';
import { formatBytes, formatDate } from './format';

describe('formatBytes', () => {
  it('shows three digits with the fitting unit', () => {
    expect([0, 999, 1204, 8_437_000, 2_580_000_000].map(formatBytes)).toEqual([
      '0 B',
      '999 B',
      '1.20 kB',
      '8.44 MB',
      '2.58 GB',
    ]);
  });

  it('shows a dash for an unknown size', () => {
    expect(formatBytes(null)).toBe('–');
  });
});

describe('formatDate', () => {
  it('keeps day and minute', () => {
    expect(formatDate('2026-10-30T03:00:12')).toBe('2026-10-30 03:00');
    expect(formatDate(null)).toBe('–');
  });
});
