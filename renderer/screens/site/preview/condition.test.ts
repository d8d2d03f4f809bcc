import { describe, expect, it } from 'vitest';
import { noTraffic, type Server } from '../../../../app/contract';
import { bikes } from '../testing/site';
import { conditionOf } from './condition';

const server = (status: Server['status']): Server => ({
  id: 's1',
  projectId: 'p',
  databaseId: 'd',
  name: 'bikes',
  siteIds: [2],
  isStandby: false,
  status,
  memoryBytes: null,
  cpuShare: null,
  traffic: noTraffic,
  restarts: 0,
});
const ready = server({ state: 'ready', pid: 7, port: 8100, since: '2026-11-18T10:00:00Z' });
const route = { siteId: 2, slug: 'bikes', port: 5000, by: 'route', since: 'now', isInUse: true } as const;

describe('what there is to show of a site', () => {
  it('is its page, another one after each start', () => {
    const again = server({ state: 'ready', pid: 8, port: 8101, since: '2026-11-18T10:00:09Z' });
    const [one, other] = [conditionOf(bikes, ready, []), conditionOf(bikes, again, [])];
    expect(one.kind).toBe('live');
    expect(other.kind).toBe('live');
    expect(one).not.toEqual(other);
  });

  it('is that of a server of the user’s own while one is in use', () => {
    expect(conditionOf(bikes, null, [route])).toMatchObject({ kind: 'live' });
    expect(conditionOf(bikes, null, [{ ...route, isInUse: false }])).toEqual({ kind: 'stopped' });
  });

  it('is why there is none', () => {
    expect(conditionOf({ ...bikes, isEnabled: false }, ready, [])).toEqual({ kind: 'disabled' });
    expect(conditionOf(bikes, server({ state: 'starting', pid: null, since: 'now' }), [])).toEqual({
      kind: 'starting',
      text: 'Starting',
    });
    const failed = server({ state: 'failed', failures: [], lastLines: [] });
    expect(conditionOf(bikes, failed, [])).toEqual({ kind: 'failed', server: failed, status: failed.status });
    expect(conditionOf(bikes, null, [])).toEqual({ kind: 'stopped' });
  });
});
