import { describe, expect, it } from 'vitest';
import { diffRows } from '../plans/diff-rows';
import { alias, now, plus, settingsOf, site } from '../rewrite/testing/tables';
import type { SiteRows, SiteTables } from '../sites/rows';
import { configuredSites } from './configured-site';
import { populateSites } from './populate-sites';

const settings = settingsOf('{}.test');

const rowsOf = (tables: SiteTables, identities: SiteRows['identities'] = []): SiteRows => ({
  tables,
  identities,
});

const managed = (...slugs: string[]): SiteRows =>
  rowsOf({
    sites: slugs.map((slug, index) => site(index + 1, `${slug}.test`)),
    aliases: slugs.map((slug, index) => alias(index + 1, index + 1, `${slug}.test`)),
    plus: slugs.map((slug, index) => plus(index + 1, slug, { realDomain: `${slug}.example` })),
  });

const populate = (
  rows: SiteRows,
  configured: Parameters<typeof configuredSites>[0],
  changed: { settings?: typeof settings } = {},
) => {
  const outcome = populateSites(configuredSites(configured))({
    ...rows,
    settings,
    now,
    routerPort: null,
    ...changed,
  });
  return { ...outcome, changes: diffRows(rows, outcome.after, now) };
};
const problemsOf = ({ problems }: ReturnType<typeof populate>) =>
  problems.map(({ siteId, severity, code }) => `${siteId} ${severity} ${code}`);
const slugsAfter = ({ after }: ReturnType<typeof populate>) =>
  Object.fromEntries((after.tables.plus ?? after.identities).map(({ siteId, slug }) => [siteId, slug]));

describe('populating sites from the configuration', () => {
  it('exchanges the slugs of two sites by their ids, with their domains and aliases', () => {
    const found = populate(managed('a', 'b'), { a: { id: 2 }, b: { id: 1 } });
    expect(found.problems).toEqual([]);
    expect(slugsAfter(found)).toEqual({ 1: 'b', 2: 'a' });
    expect(found.after.tables.sites?.map(({ domain }) => domain)).toEqual(['b.test', 'a.test']);
    expect(found.after.tables.aliases?.map(({ domain }) => domain)).toEqual(['b.test', 'a.test']);
    expect(found.title).toBe('Sites of the configuration: 2 changed');
  });

  it('names a domain that another site has and keeps, and does the rest', () => {
    const rows = managed('a', 'b');
    const sites = [site(1, 'a.test'), site(2, 'new.test')];
    const taken = rowsOf({ ...rows.tables, sites });
    const found = populate(taken, { new: {}, other: { realDomain: 'other.example' } });
    expect(problemsOf(found)).toEqual(['null error domain-taken']);
    expect(found.problems[0]?.message).toBe(
      'The new site (new.test) should become "new.test", which site 2 (N2) has and keeps.',
    );
    expect(found.after.tables.sites?.filter(({ id }) => id < 0).map(({ domain }) => domain)).toEqual([
      'other.test',
    ]);
    expect(found.title).toBe('Sites of the configuration: 1 new site');
  });

  it('names a slug that another site has, follows what depends on it, and leaves all of these as they were', () => {
    const rows = managed('a', 'b', 'c');
    const found = populate(rows, { c: { id: 2 }, b: { id: 1 }, fine: { id: 3, name: 'x'.repeat(51) } });
    expect(problemsOf(found)).toEqual([
      '3 error name-too-long',
      '1 error slug-duplicate',
      '2 error slug-duplicate',
    ]);
    expect(found.changes).toEqual([]);
    expect(found.problems[2]).toMatchObject({
      message:
        'Site 2 (N2) cannot get the slug "c", which site 3 (N3) has and keeps; case makes no difference.',
      suggestion: 'c-2',
    });
  });

  it('looks a slug up with case, and so names what differs only in case instead of making it twice', () => {
    const found = populate(managed('shop'), { Shop: { name: 'Other' } });
    expect(problemsOf(found)).toEqual(['null error slug-duplicate']);
    expect(found.changes).toEqual([]);
  });

  it('takes an id of 0 for none, and lets nothing empty clear what is stored', () => {
    const found = populate(managed('a'), { a: { id: 0, name: '', realDomain: '' } });
    expect(found).toMatchObject({ changes: [], problems: [] });
    expect(found.title).toBe('Sites of the configuration: nothing to change');
  });

  it('trap 2: refuses names over 50 characters by name, a default one too', () => {
    const longFormat = settingsOf(`{}.${'long.'.repeat(10)}test`);
    const found = populate(managed('a'), { a: { name: 'ä'.repeat(51) }, new: {} }, { settings: longFormat });
    expect(found.changes).toEqual([]);
    expect(found.problems.map(({ message }) => message)).toEqual([
      'The configured site "a" has a name of 51 characters; at most 50 fit.',
      'The configured site "new" has no name and would be called by its domain, which has 58 characters; a name holds 50. Give it a name.',
    ]);
    const named = populate(managed('a'), { new: { name: 'New' } }, { settings: longFormat });
    expect(named.problems).toEqual([]);
  });

  it('trap 3: makes no site whose domain Django would refuse, and refuses a real domain that does not fit', () => {
    const found = populate(managed('a'), { my_shop: {}, '': {}, b: { realDomain: 'x'.repeat(256) } });
    expect(found.changes).toEqual([]);
    expect(problemsOf(found)).toEqual([
      'null error slug-blank',
      'null error domain-too-long',
      'null error slug-invalid',
    ]);
  });

  it('takes the first of two configured sites with one id, and names the second', () => {
    const found = populate(managed('a'), { b: { id: 1 }, c: { id: 1 } });
    expect(problemsOf(found)).toEqual(['1 error site-configured-twice']);
    expect(slugsAfter(found)).toEqual({ 1: 'b' });
  });

  it('never finds by its old slug a site that the configuration names by its id', () => {
    const found = populate(managed('a'), { a: { name: 'New A' }, b: { id: 1 } });
    expect(found.problems).toEqual([]);
    expect(slugsAfter(found)).toEqual({ 1: 'b', '-1': 'a' });
    expect(found.after.tables.sites?.map(({ id, name }) => [id, name])).toEqual([
      [1, 'N1'],
      [-1, 'New A'],
    ]);
  });

  it('adopts a site without plus row by its id, as Python does, and leaves others without one alone', () => {
    const rows = rowsOf({
      sites: [site(1, 'a.example'), site(2, 'b.example')],
      aliases: [alias(1, 1, 'a.example'), alias(2, 2, 'b.example')],
      plus: [],
    });
    const found = populate(rows, { a: { id: 1 } });
    expect(found.after.tables.plus).toEqual([plus(1, 'a', { realDomain: '', lastUpdatedAt: '' })]);
    expect(found.after.tables.sites?.map(({ domain }) => domain)).toEqual(['a.test', 'b.example']);
  });

  it('works in a database without the plus table: slugs and real domains are identities there', () => {
    const rows = rowsOf({ sites: [site(1, 'www.a.example'), site(2, 'b.test')], aliases: null, plus: null }, [
      { siteId: 2, slug: 'b', realDomain: 'b.example' },
    ]);
    const found = populate(rows, { a: { id: 1 }, b: { realDomain: 'new.example' }, c: {} });
    expect(found.problems).toEqual([]);
    expect(found.after.identities).toEqual([
      { siteId: 2, slug: 'b', realDomain: 'new.example' },
      { siteId: 1, slug: 'a', realDomain: 'www.a.example' },
      { siteId: -1, slug: 'c', realDomain: '' },
    ]);
    expect(found.after.tables.sites?.map(({ id, domain }) => [id, domain])).toEqual([
      [1, 'a.test'],
      [2, 'b.test'],
      [-1, 'c.test'],
    ]);
    expect(found.after.tables).toMatchObject({ aliases: null, plus: null });
  });
});
