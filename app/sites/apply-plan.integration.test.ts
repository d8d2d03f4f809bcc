import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parseDomainFormat } from '../core/format/domain-format';
import { type PlannedSites, planSites } from '../core/plans/plan-sites';
import { rewriteSites } from '../core/rewrite/rewrite-sites';
import type { SiteTables } from '../core/sites/rows';
import { applyPlan } from './apply-plan';
import { djangoTables, startTemporaryDatabases, type TemporaryDatabases } from './temporary-database';

const { sites, aliases, plus, rows } = djangoTables;
const now = '2026-11-01T12:00:00.000Z';
const settings = {
  format: parseDomainFormat('{}.127.0.0.1.nip.io'),
  rewriteDomains: true,
  useRealDomain: false,
};
const domainsOf = (tables: SiteTables) => tables.sites?.map(({ domain }) => domain);

let databases: TemporaryDatabases;
const apply = (plan: PlannedSites) => applyPlan(databases.client(), plan.changes, async () => undefined);
beforeAll(async () => {
  databases = await startTemporaryDatabases();
});
afterAll(() => databases?.close());
beforeEach(() => databases.create());
afterEach(() => databases.drop());

describe('applying a rewrite', () => {
  it('writes domains, aliases and timestamps, creates the missing alias, and leaves nothing to plan', async () => {
    await databases.execute(sites, aliases, plus, rows);
    const planned = await databases.plan(now);
    await apply(planned);
    const after = await databases.read();
    expect(domainsOf(after)).toEqual([
      'alpha.127.0.0.1.nip.io',
      'beta.127.0.0.1.nip.io',
      'gamma.127.0.0.1.nip.io',
    ]);
    expect(after.aliases).toEqual([
      { id: 1, domain: 'alpha.127.0.0.1.nip.io', siteId: 1, isCanonical: true, redirectToCanonical: true },
      { id: 2, domain: 'beta.127.0.0.1.nip.io', siteId: 2, isCanonical: true, redirectToCanonical: true },
      { id: 3, domain: 'm.alpha.example', siteId: 1, isCanonical: null, redirectToCanonical: false },
      { id: 4, domain: 'gamma.127.0.0.1.nip.io', siteId: 3, isCanonical: true, redirectToCanonical: true },
    ]);
    expect(after.plus?.map(({ lastUpdatedAt }) => lastUpdatedAt)).toEqual(
      Array(3).fill('2026-11-01 12:00:00+00'),
    );
    expect((await databases.plan(now)).changes).toEqual([]);
  });

  it('lets sites exchange their domains (trap 7)', async () => {
    await databases.execute(sites, aliases, plus, rows);
    await apply(await databases.plan(now));
    await databases.execute(
      `update django_multisite_plus_site set slug = 'swap' where site_id = 1`,
      `update django_multisite_plus_site set slug = 'alpha' where site_id = 2`,
      `update django_multisite_plus_site set slug = 'beta' where site_id = 1`,
    );
    const exchange = await databases.plan(now);
    expect(exchange.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    await apply(exchange);
    const after = await databases.read();
    expect(domainsOf(after)?.slice(0, 2)).toEqual(['beta.127.0.0.1.nip.io', 'alpha.127.0.0.1.nip.io']);
    expect(after.aliases?.map(({ domain }) => domain).slice(0, 2)).toEqual([
      'beta.127.0.0.1.nip.io',
      'alpha.127.0.0.1.nip.io',
    ]);
  });

  it.each([
    ['another domain', `update django_site set domain = 'other.example' where id = 2`],
    ['another alias', `update multisite_alias set domain = 'other.example' where id = 2`],
    ['another timestamp', `update django_multisite_plus_site set last_updated_at = now() where site_id = 2`],
    ['a plus row less', 'delete from django_multisite_plus_site where site_id = 2'],
    [
      'a canonical alias where none was',
      `insert into multisite_alias values (9, 'g.example', true, true, 3)`,
    ],
    [
      'a new site with a planned domain',
      `insert into django_site values (9, 'beta.127.0.0.1.nip.io', 'Late')`,
    ],
    [
      'a new alias with a planned domain',
      `insert into multisite_alias values (9, 'beta.127.0.0.1.nip.io', null, true, 3)`,
    ],
  ])('is refused as stale, and writes nothing, when there is %s since', async (_what, change) => {
    await databases.execute(sites, aliases, plus, rows);
    const planned = await databases.plan(now);
    await databases.execute(change);
    const before = await databases.read();
    await expect(apply(planned)).rejects.toMatchObject({ code: 'plan-stale' });
    expect(await databases.read()).toEqual(before);
    expect((await databases.client().query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  it.each([
    ['a serial that lags behind explicit ids', 'alter sequence multisite_alias_id_seq restart with 1'],
    ['a sequence that is not owned by its column', 'alter sequence multisite_alias_id_seq owned by none'],
    ['no sequence at all', 'alter table multisite_alias alter id drop default'],
    [
      'an identity column',
      'alter table multisite_alias alter id drop default; alter table multisite_alias alter id add generated always as identity',
    ],
  ])('gives created aliases a free id with %s (trap 4)', async (_what, change) => {
    await databases.execute(sites, aliases, plus, rows, change);
    await apply(await databases.plan(now));
    expect((await databases.read()).aliases?.map(({ id }) => id)).toEqual([1, 2, 3, 4]);
    if (!change.endsWith('default'))
      expect(
        (
          await databases
            .client()
            .query(
              `insert into multisite_alias (domain, site_id, redirect_to_canonical) values ('n', 1, true) returning id`,
            )
        ).rows,
      ).toEqual([{ id: 5 }]);
  });

  it('waits for a row that is held, and then sees that it changed', async () => {
    await databases.execute(sites, aliases, plus, rows);
    const planned = await databases.plan(now);
    const other = await databases.connect();
    try {
      await other.query('begin');
      await other.query(`update django_site set domain = 'held.example' where id = 1`);
      const applying = apply(planned);
      const outcome = expect(applying).rejects.toMatchObject({ code: 'plan-stale' });
      await expect
        .poll(
          async () =>
            (
              await other.query(
                `select from pg_stat_activity where wait_event_type = 'Lock' and application_name = 'sites test'`,
              )
            ).rowCount,
        )
        .toBe(1);
      await other.query('commit');
      await outcome;
    } finally {
      await other.end();
    }
  });

  it('locks rows in the order of their numbers: whoever waits for site 2 does not hold site 10', async () => {
    await databases.execute(
      sites,
      `insert into django_site values (2, 'two.example', 'Two'), (10, 'ten.example', 'Ten')`,
    );
    const before = await databases.read();
    const changes = (before.sites ?? []).map((site) => ({
      table: 'django_site' as const,
      row: 'update' as const,
      before: site,
      after: { ...site, name: `${site.name} more` },
    }));
    const other = await databases.connect();
    try {
      await other.query('begin');
      await other.query('select from django_site where id = 2 for update');
      const applying = apply({ title: '', changes, problems: [] });
      await expect
        .poll(async () => (await other.query(`select from pg_locks where not granted`)).rowCount)
        .toBeGreaterThan(0);
      await other.query('select from django_site where id = 10 for update nowait');
      await other.query('rollback');
      expect(await applying).toEqual(changes);
    } finally {
      await other.end();
    }
  });

  it('moves a thousand sites one place on, each to the domain of the next, within three seconds on a busy machine', async () => {
    await databases.execute(
      sites,
      aliases,
      plus,
      `insert into django_site select n, 's' || n || '.127.0.0.1.nip.io', 'Site ' || n from generate_series(1, 1000) n`,
      `insert into multisite_alias select n, 's' || n || '.127.0.0.1.nip.io', true, true, n from generate_series(1, 1000) n`,
      `insert into django_multisite_plus_site
         select n, '', 's' || (n % 1000 + 1), true, '2026-01-01', '' from generate_series(1, 1000) n`,
    );
    const { tables, ...input } = { tables: await databases.read(), identities: [], settings, now };
    // bench/site-plans.mjs measures it: some 70 ms on a quiet one.
    const start = performance.now();
    const planned = planSites(rewriteSites(), { tables, ...input, routerPort: 8000 });
    expect(planned.changes).toHaveLength(3000);
    await apply(planned);
    expect(performance.now() - start).toBeLessThan(3000);
    expect((await databases.plan(now)).changes).toEqual([]);
  });
});
