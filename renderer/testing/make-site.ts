import { noTraffic, type Server, type Site } from '../../app/contract';

/** A site as the engine tells of it, for tests of what is made of it. */
export const makeSite = (id: number, slug: string, parts: Partial<Site> = {}): Site => ({
  id,
  slug,
  name: `Site ${slug}`,
  domain: `${slug}.127.0.0.1.nip.io`,
  realDomain: `www.${slug}.example`,
  isEnabled: true,
  isManaged: true,
  extraConfig: '',
  aliases: [],
  url: null,
  problems: [],
  ...parts,
});

export const readyStatus: Server['status'] = {
  state: 'ready',
  pid: 7,
  port: 8100,
  since: '2026-11-18T10:00:00Z',
};

/** A server of project `p1`. */
export const makeServer = (siteIds: number[], parts: Partial<Server> = {}): Server => ({
  id: siteIds.join(),
  projectId: 'p1',
  databaseId: 'd1',
  name: siteIds.length === 1 ? 'one' : 'all',
  siteIds,
  isStandby: false,
  status: readyStatus,
  memoryBytes: null,
  cpuShare: null,
  traffic: noTraffic,
  restarts: 0,
  ...parts,
});
