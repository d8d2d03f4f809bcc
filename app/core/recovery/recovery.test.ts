import { describe, expect, it } from 'vitest';
import type { HostEndedNotice } from '../../contract';
import { comebackAfter } from './comeback';
import { hostEndText } from './host-end-text';
import { lastEndOf, type RunFacts } from './last-end';

const facts: RunFacts = { pid: 41, bootId: 'boot-1', folderId: '1:7', end: null };
const now = { bootId: 'boot-1', folderId: '1:7', lastSignAt: '2026-11-01T10:00:00.000Z' };

describe('how the last host ended', () => {
  it('is told by what it left', () => {
    const stopped = { how: 'stopped', at: 'x', reason: 'asked to' } as const;
    const failed = { how: 'failed', at: 'x', reason: 'a bug' } as const;
    expect(lastEndOf(null, now)).toBeNull();
    expect(lastEndOf({ ...facts, end: stopped }, now)).toEqual({ ...stopped, pid: 41 });
    expect(lastEndOf({ ...facts, end: failed }, now)).toEqual({ ...failed, pid: 41 });
    expect(lastEndOf(facts, now)).toEqual({ how: 'killed', pid: 41, at: now.lastSignAt, reason: null });
  });

  it('is the machine’s restart when the system was started since, and unknown systems count as the same', () => {
    expect(lastEndOf(facts, { ...now, bootId: 'boot-2' })?.how).toBe('machine-restarted');
    expect(lastEndOf(facts, { ...now, bootId: null })?.how).toBe('killed');
  });

  it('is nothing of ours in a copy of the folder', () => {
    const copy = { ...now, folderId: '1:8' };
    expect(lastEndOf(facts, copy)?.how).toBe('copied');
    const end = { how: 'stopped', at: 'x', reason: 'asked to' } as const;
    expect(lastEndOf({ ...facts, end }, copy)?.how).toBe('stopped');
  });
});

describe('sites come back', () => {
  const at = Date.parse('2026-11-01T10:00:00.000Z');
  const minutesAgo = (...minutes: number[]): number[] => minutes.map((minute) => at - minute * 60_000);

  it('at once after one end, later after more, and not for ever', () => {
    expect(comebackAfter(minutesAgo(0), at)).toEqual({ kind: 'now' });
    expect(comebackAfter(minutesAgo(0, 1), at)).toEqual({ kind: 'later', delayMs: 10_000 });
    expect(comebackAfter(minutesAgo(0, 1, 2), at)).toEqual({ kind: 'later', delayMs: 60_000 });
    expect(comebackAfter(minutesAgo(0, 1, 2, 3), at)).toEqual({ kind: 'no' });
  });

  it('whatever happened longer ago than ten minutes', () => {
    expect(comebackAfter(minutesAgo(0, 10, 11, 12, 13), at)).toEqual({ kind: 'now' });
    expect(comebackAfter([], at)).toEqual({ kind: 'now' });
  });
});

describe('what people are told of it', () => {
  const about: HostEndedNotice = {
    kind: 'host-ended',
    how: 'killed',
    pid: 41,
    endedAt: now.lastSignAt,
    recovered: [],
    cutOff: [],
    served: [],
    comeBack: 'now',
  };
  const quiet = { reason: null, endedServers: 0, delayMs: 0 };

  it('names what was cut off, undone and finished, and what comes back', () => {
    const text = hostEndText(
      {
        ...about,
        cutOff: [{ id: 'j1', name: 'Import live.dump' }],
        recovered: [
          { what: 'import', name: 'shop_live', outcome: 'undone' },
          { what: 'deletion', name: 'shop_old', outcome: 'finished' },
        ],
        served: [{ id: 'p1', name: 'shop' }],
      },
      '14:31:08',
      { ...quiet, endedServers: 2 },
    );
    expect(text).toEqual({
      severity: 'warning',
      title: 'The host was killed at 14:31:08 and was started again',
      details: [
        'Cut off: “Import live.dump”.',
        'The import of shop_live was undone; nothing of it is left.',
        'The deletion of shop_old was finished.',
        '2 processes of its servers still ran and were ended.',
        'shop is started again.',
      ],
    });
  });

  it('says so when nothing was under way, and is no warning then', () => {
    expect(hostEndText(about, '14:31:08', quiet)).toMatchObject({
      severity: 'info',
      details: ['Nothing was under way; no database changed.'],
    });
  });

  it('says why sites do not come back by themselves, and what to do', () => {
    const served = [{ id: 'p1', name: 'shop' }];
    const details = (comeBack: HostEndedNotice['comeBack'], delayMs: number): string | undefined =>
      hostEndText({ ...about, served, comeBack }, '14:31:08', { ...quiet, delayMs }).details.at(-1);
    expect(details('later', 10_000)).toContain('in 10 s');
    expect(details('no', 0)).toContain('`manysite start`');
    expect(hostEndText({ ...about, how: 'copied', served }, '', quiet).details.at(-1)).toContain('original');
  });
});
