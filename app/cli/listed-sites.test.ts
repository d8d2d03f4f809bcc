import { expect, test } from 'vitest';
import { type HandRoute, noTraffic, type Problem, type Server, type Site } from '../contract';
import { listedSites } from './listed-sites';
import { site } from './testing/scripted-host';

const server = (over: Partial<Server>): Server => ({
  id: 's',
  projectId: 'p1',
  databaseId: 'd1',
  name: 'all',
  siteIds: [1, 2],
  isStandby: false,
  status: { state: 'ready', pid: 1, port: 40_000, since: '' },
  memoryBytes: null,
  cpuShare: null,
  traffic: noTraffic,
  restarts: 0,
  ...over,
});

const of = (...sites: Site[]) => ({ sites, problems: [] });

test('what is of no site is told with the first', () => {
  const problem: Problem = {
    code: 'real-domains-elsewhere',
    severity: 'warning',
    siteId: null,
    message: 'The table t holds other domains.',
    suggestion: null,
  };
  const listed = listedSites({ sites: [site(), site({ id: 2 })], problems: [problem] }, [], []);
  expect(listed.map(({ problems }) => problems)).toEqual([[problem], []]);
});

test('a site has the answers of its own, though one server is there for all', () => {
  const { requestsPerSecond: _, sites: __, ...nothing } = noTraffic;
  const own = {
    ...nothing,
    siteId: 2,
    requests: 5,
    p50Ms: 10,
    p95Ms: 20,
    p50Trend: [],
    p50Hour: [],
    lastPage: null,
  };
  const traffic = { ...noTraffic, sites: [own] };
  const servers = [server({ isStandby: true, name: 'old' }), server({ traffic })];
  const [one, two, three] = listedSites(of(site(), site({ id: 2 }), site({ id: 3 })), servers, []);
  expect(one?.server).toEqual({ name: 'all', state: 'ready', requests: 0, p50Ms: null, p95Ms: null });
  expect(two?.server).toMatchObject({ requests: 5, p50Ms: 10, p95Ms: 20 });
  expect(three?.server).toBeNull();
});

test('a route by hand is told where it is in use', () => {
  const route: HandRoute = { siteId: 1, slug: 'portal', port: 9000, by: 'route', since: '', isInUse: true };
  expect(listedSites(of(site()), [], [route])[0]?.routedToPort).toBe(9000);
  expect(listedSites(of(site()), [], [{ ...route, isInUse: false }])[0]?.routedToPort).toBeNull();
});
