import { describe, expect, it } from 'vitest';
import {
  fileName,
  formatBytes,
  formatClock,
  formatCount,
  formatDate,
  formatDuration,
  formatMoment,
  formatSeconds,
} from './format';

describe('formatBytes', () => {
  it('shows three digits with the fitting unit', () => {
    expect([0, 999, 1204, 999_999, 8_437_000, 2_580_000_000].map(formatBytes)).toEqual([
      '0 B',
      '999 B',
      '1.20 kB',
      '1.00 MB',
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

describe('fileName', () => {
  it('is the last part of a path of either kind of system', () => {
    expect(['/dumps/live 1.dump', 'C:\\dumps\\live.dump', 'live.dump'].map(fileName)).toEqual([
      'live 1.dump',
      'live.dump',
      'live.dump',
    ]);
  });
});

describe('formatDuration', () => {
  it('has milliseconds, seconds with a tenth, and whole seconds', () => {
    expect([8.4, 1449, 125_000].map(formatDuration)).toEqual(['8 ms', '1.4 s', '125 s']);
  });
});

describe('formatMoment', () => {
  it('is on the clock of this machine, whatever zone the moment is written in', () => {
    expect(formatMoment(new Date(2026, 0, 5, 7, 9).toISOString())).toBe('2026-01-05 07:09');
    expect(formatMoment(null)).toBe('–');
  });
});

describe('formatSeconds', () => {
  it('shows as many digits as one feels', () => {
    expect([3, 21, 104, 1149, 12_400].map(formatSeconds)).toEqual([
      '0.01 s',
      '0.02 s',
      '0.1 s',
      '1.1 s',
      '12 s',
    ]);
  });
});

describe('formatCount', () => {
  it('groups thousands with thin spaces', () => {
    expect([7, 999, 1204, 1_234_567].map(formatCount)).toEqual([
      '7',
      '999',
      '1\u2009204',
      '1\u2009234\u2009567',
    ]);
  });
});

describe('formatClock', () => {
  it('has hour and minute on the clock of this machine', () => {
    expect(formatClock(new Date(2026, 0, 5, 7, 9).toISOString())).toBe('07:09');
  });
});
