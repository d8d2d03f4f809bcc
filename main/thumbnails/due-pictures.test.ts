import { describe, expect, it } from 'vitest';
import type { State } from '../../app/contract';
import { type DuePicture, leastMsBetween, nextPicture, pictureId, type Tried } from './due-pictures';

const databaseId = 'd1';
const at = (second: number): string => new Date(Date.UTC(2026, 10, 18, 10, 0, second)).toISOString();

/** A project with two sites, served since second 10 by one server. */
const served = {
  projects: [{ activeDatabaseId: databaseId, isRunning: true }],
  databases: [{ id: databaseId, resetAt: null }],
  sites: [
    {
      id: databaseId,
      sites: [
        { id: 1, isEnabled: true, url: 'http://one.test/' },
        { id: 2, isEnabled: false, url: 'http://two.test/' },
      ],
    },
  ],
  servers: [{ databaseId, isStandby: false, siteIds: [1, 2], status: { state: 'ready', since: at(10) } }],
  plans: [],
  thumbnails: [],
};
const state = (change: object = {}): State => ({ ...served, ...change }) as unknown as State;
const picture = (second: number, theme = 'light') => ({ databaseId, siteId: 1, theme, takenAt: at(second) });
const next = (given: State, tried: ReadonlyMap<string, Tried> = new Map(), nowMs = 1_000_000) =>
  nextPicture(given, 'light', tried, nowMs);
const due: DuePicture = {
  key: { databaseId, siteId: 1, theme: 'light' },
  url: 'http://one.test/',
  changedAt: at(10),
};

describe('a picture is taken', () => {
  it('of a site that answers and has none', () => expect(next(state())).toEqual(due));

  it('again after its server was started again', () => {
    expect(next(state({ thumbnails: [picture(9)] }))).toEqual(due);
    expect(next(state({ thumbnails: [picture(11)] }))).toBeNull();
  });

  it('again after a plan, its undo, or a reset', () => {
    const plan = { appliedAt: at(20), undoneAt: null };
    const changed = { ...due, changedAt: at(20) };
    const thumbnails = [picture(15)];
    expect(next(state({ thumbnails, plans: [{ id: databaseId, plans: [plan] }] }))).toEqual(changed);
    const undone = { appliedAt: at(12), undoneAt: at(20) };
    expect(next(state({ thumbnails, plans: [{ id: databaseId, plans: [undone] }] }))).toEqual(changed);
    expect(next(state({ thumbnails, databases: [{ id: databaseId, resetAt: at(20) }] }))).toEqual(changed);
  });

  it('for the scheme that is shown', () => {
    expect(next(state({ thumbnails: [picture(11, 'dark')] }))).toEqual(due);
  });

  it.each([
    ['a stopped project', { projects: [{ activeDatabaseId: databaseId, isRunning: false }] }],
    ['a database that is not active', { projects: [{ activeDatabaseId: 'd2', isRunning: true }] }],
    [
      'a server that starts',
      { servers: [{ ...served.servers[0], status: { state: 'starting', pid: 1, since: at(10) } }] },
    ],
    ['a standby server', { servers: [{ ...served.servers[0], isStandby: true }] }],
  ])('never of %s', (_, change) => expect(next(state(change))).toBeNull());

  it('once for each change when it fails, and not sooner than allowed after the last', () => {
    const failed = new Map([[pictureId(due.key), { atMs: 1_000_000, changedAt: at(10) }]]);
    expect(next(state(), failed, 9_000_000)).toBeNull();
    const before = new Map([[pictureId(due.key), { atMs: 1_000_000, changedAt: at(5) }]]);
    expect(next(state(), before, 1_004_000)).toEqual({ waitMs: leastMsBetween - 4_000 });
    expect(next(state(), before, 1_000_000 + leastMsBetween)).toEqual(due);
  });
});
