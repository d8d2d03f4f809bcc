import { describe, expect, it } from 'vitest';
import { makeDatabase, makeJob, makeState } from '../../testing/make-state';
import { diskParts, unusedLongest } from './disk-use';
import { formatOfFile } from './export-format';
import { changesText, lostByDelete, lostByReset } from './loss';
import { isImporting } from './making';
import { resetMsOf, timelineOf } from './timeline-points';

const nowMs = Date.parse('2026-11-23T12:00:00.000Z');
const snapshot = (name: string, takenAt: string) => ({ name, takenAt, sizeBytes: 3_000_000 });

describe('the disk', () => {
  const live = makeDatabase('live', {
    spareBytes: 9_000_000,
    snapshots: [snapshot('a', '2026-11-21T10:00:00.000Z')],
  });
  const disk = { folder: '/pg', freeBytes: 1, sizeBytes: 2, usedBytes: 70_000_000, sharesBlocks: false };

  it('is told by kind, and what is of no database is a part of its own', () => {
    const parts = diskParts(makeState({ databases: [live], disk }), 'p1');
    expect(parts?.map(({ name, bytes }) => [name, bytes])).toEqual([
      ['Databases', 9_000_000],
      ['Pristine copies', 9_000_000],
      ['Spares', 9_000_000],
      ['Snapshots', 3_000_000],
      ['PostgreSQL itself', 40_000_000],
    ]);
  });

  it('tells databases of other projects apart', () => {
    const other = makeDatabase('other', { projectId: 'p2' });
    expect(diskParts(makeState({ databases: [live, other], disk }), 'p1')?.at(-1)?.name).toBe(
      'Other projects and PostgreSQL',
    );
    expect(diskParts(makeState({ databases: [live] }), 'p1')).toBeNull();
  });

  it('names what nobody used for two weeks, never the active one', () => {
    const old = makeDatabase('old', { lastUsedAt: '2026-10-30T10:00:00.000Z' });
    const active = makeDatabase('active', { isActive: true, lastUsedAt: '2026-10-01T10:00:00.000Z' });
    expect(unusedLongest([active, old, live], nowMs)).toBe(old);
    expect(unusedLongest([active, live], nowMs)).toBeNull();
  });
});

describe('the line of a database', () => {
  it('has its import, its snapshots in their order, and now', () => {
    const database = makeDatabase('live', {
      snapshots: [snapshot('b', '2026-11-22T10:00:00.000Z'), snapshot('a', '2026-11-21T10:00:00.000Z')],
    });
    expect(
      timelineOf(database).map((point) => (point.kind === 'snapshot' ? point.name : point.kind)),
    ).toEqual(['imported', 'a', 'b', 'now']);
    expect(timelineOf(makeDatabase('half', { importedAt: null }))).toEqual([{ kind: 'now' }]);
  });

  it('tells how long the last reset of its kind took', () => {
    const live = makeDatabase('live');
    const reset = (toSnapshot: string | null, durationMs: number) =>
      makeJob('reset', { result: { database: live.name, snapshot: toSnapshot, durationMs } });
    const state = makeState({ jobs: [reset(null, 300), reset(null, 400), reset('a', 1100)] });
    expect(resetMsOf(state, live, false)).toBe(400);
    expect(resetMsOf(state, live, true)).toBe(1100);
    expect(resetMsOf(state, makeDatabase('stage'), false)).toBeNull();
  });
});

describe('what is lost', () => {
  it('by a reset is what was written since, where that is known', () => {
    const at = '2026-11-20T10:00:00.000Z';
    expect(lostByReset(makeDatabase('a', { changedSince: { at, rows: 38 } }), nowMs)).toMatch(
      /^38 rows written since Fri /,
    );
    expect(lostByReset(makeDatabase('a', { changedSince: { at, rows: 0 } }), nowMs)).toMatch(/^Nothing/);
    expect(lostByReset(makeDatabase('a'), nowMs)).toMatch(/how much is not known$/);
  });

  it('by a deletion names the snapshots', () => {
    const taken = ['a', 'b', 'c', 'd'].map((name) => snapshot(name, '2026-11-21T10:00:00.000Z'));
    expect(lostByDelete({ snapshots: taken })).toBe(
      'The database, 4 snapshots (a, b, c and more) and its history of plans',
    );
  });

  it('is told beside now', () => {
    const at = '2026-11-20T10:00:00.000Z';
    expect(changesText(makeDatabase('a', { changedSince: { at, rows: 1 } }))).toBe('1 row changed');
    expect(changesText(makeDatabase('a'))).toBe('never used');
    expect(changesText(makeDatabase('a', { lastUsedAt: at }))).toBe('not counted');
  });
});

describe('a database that is being made', () => {
  it('is told from one that was left behind by whether a job makes it', () => {
    const running = makeJob('import', { endedAt: null });
    expect(isImporting(makeState({ jobs: [running] }), 'p1')).toBe(true);
    expect(isImporting(makeState({ jobs: [running] }), 'p2')).toBe(false);
    expect(isImporting(makeState({ jobs: [makeJob('import')] }), 'p1')).toBe(false);
  });
});

describe('the format of an export', () => {
  it('is what the name of the file says', () => {
    expect(['/a/b.dump', '/a/b.SQL', '/a/sql'].map(formatOfFile)).toEqual(['custom', 'plain', 'custom']);
  });
});
