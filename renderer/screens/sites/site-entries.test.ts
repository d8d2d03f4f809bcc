import { describe, expect, it } from 'vitest';
import { noResponses, noTraffic, type Server } from '../../../app/contract';
import { makeServer, makeSite, readyStatus } from '../../testing/make-site';
import { countOf, entriesOf, foundOf, matchingAlias } from './site-entries';

const site = makeSite;
const server = (siteIds: number[], status: Server['status']): Server =>
  makeServer(siteIds, {
    status,
    memoryBytes: 31_000_000,
    traffic: {
      ...noTraffic,
      sites: siteIds.map((siteId) => ({
        siteId,
        requests: siteId * 10,
        responses: noResponses,
        p50Ms: siteId,
        p95Ms: siteId * 2,
        p50Trend: [],
        p50Hour: [],
        lastPage: null,
      })),
    },
  });
const failed = { state: 'failed' as const, failures: [], lastLines: [] };
const alias = { id: 1, domain: 'bikes.example-group.com', isCanonical: false, redirectsToCanonical: true };
const sites = [
  site(1, 'portal', { aliases: [alias] }),
  site(2, 'bikes'),
  site(3, 'velos', { name: 'Vélos' }),
];

const serving = (servers: readonly Server[]) => ({ servers, routes: [], startingSince: null });

describe('sites with what answers for them', () => {
  it("have each site's own figures, and memory only where the server is its own", () => {
    const [one, two] = entriesOf(sites, serving([server([1], readyStatus), server([2, 3], readyStatus)]));
    expect(one).toMatchObject({ p50Ms: 1, p95Ms: 2, requests: 10, memoryBytes: 31_000_000 });
    expect(two).toMatchObject({ p50Ms: 2, requests: 20, memoryBytes: null });
  });

  it('are starting with their project, though it tells of no server yet', () => {
    const startingSince = '2026-11-18T10:00:00Z';
    expect(entriesOf(sites, { ...serving([]), startingSince })[0]?.status).toMatchObject({
      kind: 'starting',
      since: startingSince,
    });
    const [one] = entriesOf(sites, { ...serving([server([1], readyStatus)]), startingSince });
    expect(one?.status.kind).toBe('ready');
  });

  it('have no figures of a site without a server', () => {
    expect(entriesOf(sites, serving([]))[0]).toMatchObject({
      p50Ms: null,
      requests: null,
      memoryBytes: null,
    });
  });
});

describe('what is shown of the sites', () => {
  const entries = entriesOf(sites, serving([server([1], readyStatus), server([2], failed)]));
  const found = (filter: 'all' | 'ready' | 'problems', search: string): number[] =>
    foundOf(entries, filter, search).map((entry) => entry.site.id);

  it('is chosen by state', () => {
    expect(found('ready', '')).toEqual([1]);
    expect(found('problems', '')).toEqual([2]);
    expect([countOf(entries, 'all'), countOf(entries, 'ready'), countOf(entries, 'problems')]).toEqual([
      3, 1, 1,
    ]);
  });

  it('is searched in names, slugs, domains and aliases', () => {
    expect(found('all', 'BIKE')).toEqual([1, 2]);
    expect(found('all', 'velos')).toEqual([3]);
    expect(found('all', 'www.portal')).toEqual([1]);
    expect(found('ready', 'bikes')).toEqual([1]);
  });

  it('names the alias for which a site was found, where nothing else of it was', () => {
    expect(matchingAlias(sites[0] ?? site(0, ''), 'bike')).toBe('bikes.example-group.com');
    expect(matchingAlias(sites[1] ?? site(0, ''), 'bike')).toBeNull();
  });
});
