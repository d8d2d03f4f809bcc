import { describe, expect, it } from 'vitest';
import { noTraffic, type Server, type ServerState } from '../../app/contract';
import { siteNews, stateChanges } from './site-news';

const at = '2026-11-23T10:00:00.000Z';
const ready: ServerState = { state: 'ready', pid: 1, port: 1, since: at };
const failed: ServerState = { state: 'failed', failures: [], lastLines: [] };
const server = (name: string, status: ServerState, isStandby = false): Server => ({
  id: name,
  projectId: 'p1',
  databaseId: 'd1',
  name,
  siteIds: [],
  isStandby,
  status,
  memoryBytes: null,
  cpuShare: null,
  traffic: noTraffic,
  restarts: 0,
});

describe('what is told of servers', () => {
  it('is that they got ready or failed, once', () => {
    const [starting, kids] = [server('kids', { state: 'stopped' }), server('kids', ready)];
    expect(stateChanges([starting], [kids])).toEqual([kids]);
    expect(stateChanges([kids], [kids])).toEqual([]);
    expect(stateChanges([], [server('kids', ready, true)])).toEqual([]);
  });

  it('is one sentence for many', () => {
    expect(siteNews([])).toBeNull();
    expect(siteNews([server('kids', ready)])).toBe('kids ready');
    expect(siteNews([server('a', ready), server('b', ready), server('c', failed)])).toBe(
      '2 servers ready, c failed',
    );
    expect(siteNews([server('a', ready), server('a', failed)])).toBe('a failed');
  });
});
