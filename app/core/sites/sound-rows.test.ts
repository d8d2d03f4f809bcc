import { describe, expect, it } from 'vitest';
import { parseDomainFormat } from '../format/domain-format';
import type { OperationInput } from '../plans/operation';
import { planSites } from '../plans/plan-sites';
import { rewriteSites } from '../rewrite/rewrite-sites';
import { describeSites } from './describe-sites';
import { proposeIdentities } from './propose-identities';
import type { AliasRow, SiteRow, SiteTables } from './rows';
import { soundRows } from './sound-rows';
import { databaseProblems } from './surroundings';

const harbour: SiteRow = { id: 1, domain: 'www.harbour.example', name: 'Harbour' };
const boats: SiteRow = { id: 7, domain: 'boats.example.org', name: 'Boats' };
const alias = (id: number, siteId: number, domain: string): AliasRow => ({
  id,
  siteId,
  domain,
  isCanonical: true,
  redirectToCanonical: true,
});

const inputOf = (found: SiteTables): OperationInput => {
  const tables = soundRows(found);
  return {
    tables,
    identities: proposeIdentities(tables),
    settings: { format: parseDomainFormat('{}.localhost'), rewriteDomains: true, useRealDomain: false },
    now: '2026-11-01T12:00:00.000Z',
    routerPort: 8000,
  };
};

const rewritten = (found: SiteTables) => planSites(rewriteSites(), inputOf(found));
const bare = { aliases: null, plus: null };

describe('rows that only a database without constraints can hold', () => {
  it('leave sound rows as they are', () => {
    const tables: SiteTables = { ...bare, sites: [harbour, boats] };
    expect(soundRows(tables)).toBe(tables);
  });

  it('with one key keep their site out of a rewrite, and the others are rewritten', () => {
    const { changes, problems } = rewritten({
      ...bare,
      sites: [harbour, { ...harbour, domain: 'other.example' }, boats],
    });
    expect(changes.map((change) => change.row === 'update' && change.after)).toContainEqual({
      ...boats,
      domain: 'boats.localhost',
    });
    expect(changes.filter(({ table }) => table === 'django_site')).toHaveLength(1);
    expect(problems).toMatchObject([
      {
        code: 'rows-alike',
        severity: 'error',
        siteId: 1,
        message:
          'Site 1 (Harbour) stays as it is: django_site has 2 rows with the id 1, which nothing can tell apart.',
      },
    ]);
  });

  it('show their site once, with what is wrong', () => {
    const input = inputOf({ ...bare, sites: [harbour, harbour, boats] });
    const sites = describeSites({ ...input, routerUrlPort: 8000 });
    expect(sites.map(({ id, problems }) => [id, problems.map(({ code }) => code)])).toEqual([
      [1, ['rows-alike']],
      [7, []],
    ]);
  });

  it('with one key keep every site out that one of them names', () => {
    const { problems } = rewritten({
      sites: [harbour, boats],
      aliases: [alias(1, 1, harbour.domain), alias(1, 7, boats.domain)],
      plus: null,
    });
    expect(problems.map(({ code, siteId }) => [code, siteId])).toEqual([
      ['rows-alike', 1],
      ['rows-alike', 7],
    ]);
  });

  it('cannot be edited by an operation that does not know of them', () => {
    const input = inputOf({ ...bare, sites: [harbour, harbour] });
    const edit = () =>
      planSites(
        ({ tables, identities }) => ({
          after: {
            tables: { ...tables, sites: tables.sites?.map((site) => ({ ...site, name: 'New' })) ?? null },
            identities,
          },
          problems: [],
          title: 'Edit',
        }),
        input,
      );
    expect(edit).toThrow('nothing can tell apart');
  });

  it('with two canonical aliases keep their site out, while the others are rewritten', () => {
    const { changes, problems } = rewritten({
      sites: [harbour, boats],
      aliases: [alias(1, 1, harbour.domain), alias(2, 1, 'harbour.example'), alias(3, 7, boats.domain)],
      plus: null,
    });
    expect(problems.map(({ code, siteId }) => [code, siteId])).toEqual([['canonical-twice', 1]]);
    expect(changes.map(({ table }) => table)).toEqual(['django_site', 'multisite_alias']);
  });

  it('without a value are passed over, and their number is told', () => {
    // What a column without NOT NULL gives, whatever its type says.
    const nameless = { ...harbour, name: null } as unknown as SiteRow;
    const { tables } = inputOf({ ...bare, sites: [nameless, boats] });
    expect(tables.sites).toEqual([boats]);
    expect(databaseProblems(tables)).toMatchObject([
      {
        code: 'rows-incomplete',
        message: '1 row of django_site lacks a value that Django always writes, and is passed over.',
      },
    ]);
  });
});
