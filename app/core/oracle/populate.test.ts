import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { diffRows } from '../plans/diff-rows';
import type { OperationInput } from '../plans/operation';
import { planSites } from '../plans/plan-sites';
import { configuredSites } from '../populate/configured-site';
import { populateSites } from '../populate/populate-sites';
import { rewriteSites } from '../rewrite/rewrite-sites';
import type { SiteRows, SiteTables } from '../sites/rows';
import { caseNamed, longAgo, type OracleCase, readCases, settingsOf, tablesOf } from './recorded-case';

const now = '2026-11-01T12:00:00.000Z';

const folder = new URL('./cases/', import.meta.url);
const cases = readCases(readdirSync(folder), (file) => readFileSync(new URL(file, folder), 'utf8'));

const inputOf = (oracle: OracleCase, rows: SiteRows): OperationInput => ({
  ...rows,
  settings: settingsOf(oracle),
  now,
  routerPort: null,
});

const populateStep = (oracle: OracleCase) =>
  populateSites(
    configuredSites(
      Object.fromEntries(
        Object.entries(oracle.settings.SITES).map(([slug, { id, real_domain, name }]) => [
          slug,
          { id, realDomain: real_domain, name },
        ]),
      ),
    ),
  );

/** New rows get the ids that the record has for the same slug or domain: what a sequence gives is the database's business. */
const withRecordedIds = (tables: SiteTables, expected: SiteTables): SiteTables => {
  const slugs = new Map((tables.plus ?? []).map(({ siteId, slug }) => [siteId, slug]));
  const siteIdOf = (id: number): number =>
    id > 0 ? id : (expected.plus?.find(({ slug }) => slug === slugs.get(id))?.siteId ?? id);
  const byKey = <Row extends { id: number }>(rows: readonly Row[]) => [...rows].sort((a, b) => a.id - b.id);
  return {
    sites: byKey((tables.sites ?? []).map((row) => ({ ...row, id: siteIdOf(row.id) }))),
    aliases: byKey(
      (tables.aliases ?? []).map((row) => ({
        ...row,
        siteId: siteIdOf(row.siteId),
        id:
          row.id > 0 ? row.id : (expected.aliases?.find(({ domain }) => domain === row.domain)?.id ?? row.id),
      })),
    ),
    plus: (tables.plus ?? [])
      .map((row) => ({ ...row, siteId: siteIdOf(row.siteId) }))
      .sort((a, b) => a.siteId - b.siteId),
  };
};

/** All steps of a case, one operation on the rows of the one before; timestamps as the diff sets them. */
const run = (oracle: OracleCase) => {
  const before: SiteRows = { tables: tablesOf(oracle), identities: [] };
  const { after, problems } = populateStep(oracle)(inputOf(oracle, before));
  const changes = diffRows(before, after, now);
  const bumped = new Set(
    changes.flatMap((change) =>
      change.table === 'django_multisite_plus_site' &&
      change.row !== 'delete' &&
      change.after.lastUpdatedAt === now
        ? [change.after.slug]
        : [],
    ),
  );
  const expected = tablesOf(oracle.expected);
  const tables = withRecordedIds(after.tables, expected);
  const stamped = (rows: SiteTables, isBumped: (slug: string) => boolean): SiteTables => ({
    ...rows,
    plus: (rows.plus ?? []).map((row) => ({ ...row, lastUpdatedAt: isBumped(row.slug) ? now : longAgo })),
  });
  const recordedBumps = new Set(
    oracle.expected.django_multisite_plus_site.flatMap((row) => (row.bumped === true ? [row.slug] : [])),
  );
  return {
    ours: stamped(tables, (slug) => bumped.has(slug)),
    theirs: stamped(expected, (slug) => recordedBumps.has(slug)),
    bumped: [...bumped].sort(),
    recordedBumps: [...recordedBumps].sort(),
    problems,
    after,
  };
};
const withoutStamps = (tables: SiteTables) => ({
  ...tables,
  plus: tables.plus?.map(({ lastUpdatedAt: _, ...row }) => row),
});

const populateCases = [...cases.keys()].filter((name) => caseNamed(cases, name).run[0] !== 'rewrite');

describe('the recorded results of populating', () => {
  it('are all accounted for', () => {
    expect(populateCases).toEqual([
      '22-boot',
      '40-populate-by-id',
      '41-populate-new-id',
      '42-populate-new-id-no-real-domain',
      '43-populate-by-slug',
      '46-populate-sequence',
      '49-populate-rewrites-too',
      '54-populate-rewrite-off',
    ]);
  });

  it.each(['22-boot', '40-populate-by-id', '41-populate-new-id', '54-populate-rewrite-off'])(
    '%s: our rows and what is bumped are those of Python',
    (name) => {
      const { ours, theirs, problems } = run(caseNamed(cases, name));
      expect(problems).toEqual([]);
      expect(ours).toEqual(theirs);
    },
  );

  it.each([
    ['43-populate-by-slug', ['beta', 'delta'], ['delta']],
    ['49-populate-rewrites-too', ['alpha'], []],
  ])(
    'trap 5: %s: our rows are those of Python, and a site whose domain changes is bumped by slug as well: %j',
    (name, expectedBumps, theirBumps) => {
      const { ours, theirs, problems, bumped, recordedBumps } = run(caseNamed(cases, name));
      expect(problems).toEqual([]);
      expect(withoutStamps(ours)).toEqual(withoutStamps(theirs));
      expect(bumped).toEqual(expectedBumps);
      expect(recordedBumps).toEqual(theirBumps);
    },
  );

  it('trap 4: 42-populate-new-id-no-real-domain: the site is made with an empty real domain, where Python fails', () => {
    const oracle = caseNamed(cases, '42-populate-new-id-no-real-domain');
    expect(oracle.expected.steps).toEqual([{ step: 'populate', ok: false }]);
    const { after, problems } = run(oracle);
    expect(problems).toEqual([]);
    expect(after.tables.sites).toContainEqual({
      id: 7,
      domain: 'delta.127.0.0.1.nip.io',
      name: 'delta.127.0.0.1.nip.io',
    });
    expect(after.tables.plus).toContainEqual(
      expect.objectContaining({
        siteId: 7,
        slug: 'delta',
        realDomain: '',
        isEnabled: true,
        extraUwsgiIni: '',
      }),
    );
  });

  it('trap 4: 46-populate-sequence: a site by id and one whose id the sequence gives are both made, where Python fails', () => {
    const oracle = caseNamed(cases, '46-populate-sequence');
    expect(oracle.expected.steps).toEqual([{ step: 'populate', ok: false }]);
    const { after, problems } = run(oracle);
    expect(problems).toEqual([]);
    expect(after.tables.sites).toEqual([
      { id: 1, domain: 'one.127.0.0.1.nip.io', name: 'one.127.0.0.1.nip.io' },
      { id: -1, domain: 'two.127.0.0.1.nip.io', name: 'two.127.0.0.1.nip.io' },
    ]);
    const domains = new Map(after.tables.aliases?.map(({ siteId, domain }) => [siteId, domain]));
    expect(Object.fromEntries(domains)).toEqual({
      '1': 'one.127.0.0.1.nip.io',
      '-1': 'two.127.0.0.1.nip.io',
    });
  });

  it.each(populateCases)('%s: a second run changes nothing', (name) => {
    const oracle = caseNamed(cases, name);
    const { after } = run(oracle);
    const again = populateStep(oracle)(inputOf(oracle, after));
    expect(diffRows(after, again.after, now)).toEqual([]);
    expect(again.problems).toEqual([]);
  });

  it('22-boot: the rewrite that follows finds everything done', () => {
    const oracle = caseNamed(cases, '22-boot');
    const plan = planSites(rewriteSites(), inputOf(oracle, run(oracle).after));
    expect(plan).toMatchObject({ changes: [], problems: [] });
  });
});
