import { describe, expect, it } from 'vitest';
import type { Server, State } from '../../app/contract';
import { makeServer, makeSite } from '../testing/make-site';
import { makeProject, makeState } from '../testing/make-state';
import { gathered, noSiteChanges, siteChanges, siteTexts } from './site-changes';

const starting = { state: 'starting' as const, pid: 7, since: '2026-11-18T10:00:00Z' };
const failed = { state: 'failed' as const, failures: [], lastLines: [] };
const sites = [makeSite(1, 'portal'), makeSite(2, 'bikes'), makeSite(3, 'kids')];

const stateOf = (servers: Server[], activeDatabaseId = 'd1'): State =>
  makeState({
    projects: [makeProject({ activeDatabaseId, isRunning: true })],
    sites: [
      { id: 'd1', sites, problems: [] },
      { id: 'd2', sites, problems: [] },
    ],
    servers,
  });

describe('what became of sites', () => {
  it('names those that got ready and those that failed, once', () => {
    const before = stateOf([makeServer([1]), makeServer([2], { status: starting }), makeServer([3])]);
    const now = stateOf([makeServer([1]), makeServer([2]), makeServer([3], { status: failed })]);
    expect(siteChanges(before, now)).toEqual({ ready: ['Site bikes'], failed: ['Site kids'] });
    expect(siteChanges(now, now)).toEqual(noSiteChanges);
  });

  it('is nothing where sites are only known now, or another database is', () => {
    const now = stateOf([makeServer([1, 2, 3])]);
    expect(siteChanges(makeState(), now)).toEqual(noSiteChanges);
    expect(siteChanges(stateOf([], 'd2'), now)).toEqual(noSiteChanges);
  });

  it('counts sites once, and as what became of them last', () => {
    const first = { ready: ['A', 'B'], failed: [] };
    const then = { ready: ['A', 'C'], failed: ['B'] };
    expect(gathered(first, then)).toEqual({ ready: ['A', 'C'], failed: ['B'] });
  });

  it('is said in few words, failures by name', () => {
    expect(siteTexts({ ready: ['A', 'B', 'C'], failed: ['D', 'E'] })).toEqual({
      polite: '3 sites ready',
      alert: 'D, E failed',
    });
    expect(siteTexts({ ready: ['Velowerk'], failed: [] })).toEqual({ polite: 'Velowerk ready', alert: null });
    expect(siteTexts({ ready: [], failed: ['A', 'B', 'C', 'D'] }).alert).toBe('4 sites failed');
  });
});
