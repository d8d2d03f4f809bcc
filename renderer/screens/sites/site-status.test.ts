import { describe, expect, it } from 'vitest';
import { noTraffic, type Server, type Site } from '../../../app/contract';
import { siteStatus } from './site-status';

const site: Site = {
  id: 3,
  slug: 'gamma',
  name: 'Gamma',
  domain: 'gamma.127.0.0.1.nip.io',
  realDomain: 'gamma.example',
  isEnabled: true,
  isManaged: true,
  extraConfig: '',
  aliases: [],
  url: null,
  problems: [],
};
const server: Server = {
  id: 's',
  projectId: 'p',
  databaseId: 'd',
  name: 'all',
  siteIds: [1, 3],
  isStandby: false,
  status: { state: 'ready', pid: 7, port: 8100, since: '2026-11-18T10:00:00Z' },
  memoryBytes: null,
  cpuShare: null,
  traffic: noTraffic,
  restarts: 0,
};

describe('siteStatus', () => {
  it('is the state of the server that answers for the site', () => {
    expect(siteStatus(site, [server])).toEqual({ mark: 'ready', text: 'Ready' });
  });

  it('is stopped where no server answers for the site', () => {
    expect(siteStatus(site, [{ ...server, siteIds: [1] }]).mark).toBe('stopped');
  });

  it('is disabled whatever the server says', () => {
    expect(siteStatus({ ...site, isEnabled: false }, [server]).mark).toBe('disabled');
  });
});
