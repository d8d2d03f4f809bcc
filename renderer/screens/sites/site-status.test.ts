import { describe, expect, it } from 'vitest';
import { makeServer, makeSite } from '../../testing/make-site';
import { siteStatus } from './site-status';

const site = makeSite(3, 'gamma');
const server = makeServer([1, 3]);
const error = {
  code: 'slug-duplicate' as const,
  severity: 'error' as const,
  siteId: 3,
  message: 'Site 3 (Gamma) cannot get the slug "gamma".',
  suggestion: 'gamma-2',
};
const route = {
  siteId: 3,
  slug: 'gamma',
  port: 8001,
  by: 'route' as const,
  since: '2026-11-18T10:00:00Z',
  isInUse: true,
};

describe('siteStatus', () => {
  it('is the state of the server that answers for the site', () => {
    expect(siteStatus(site, [server])).toEqual({ kind: 'ready', mark: 'ready', text: 'Ready' });
  });

  it('is stopped where no server answers for the site', () => {
    expect(siteStatus(site, [{ ...server, siteIds: [1] }]).mark).toBe('stopped');
  });

  it('is disabled whatever the server says', () => {
    expect(siteStatus({ ...site, isEnabled: false }, [server]).mark).toBe('disabled');
  });

  it('is a conflict, with the problem, where an error keeps the site from its domain', () => {
    expect(siteStatus({ ...site, problems: [error] }, [server])).toEqual({
      kind: 'conflict',
      mark: 'conflict',
      text: 'Slug conflict',
      problem: error,
    });
  });

  it("takes neither a warning nor an error of no site for a conflict of the site's", () => {
    const problems = [
      { ...error, severity: 'warning' as const },
      { ...error, siteId: null },
    ];
    expect(siteStatus({ ...site, problems }, [server]).kind).toBe('ready');
  });

  it('names the port of the own server that has taken its place', () => {
    expect(siteStatus(site, [server], [route])).toMatchObject({ kind: 'routed', port: 8001 });
    expect(siteStatus(site, [server], [{ ...route, isInUse: false }]).kind).toBe('ready');
  });

  it('says that a row without a slug is no site yet', () => {
    expect(siteStatus({ ...site, isManaged: false, slug: '' }, [server]).kind).toBe('unmanaged');
  });
});
