import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Catalog } from '../../catalog/open-catalog';
import { importIntent, openTestCatalog } from '../../catalog/testing/test-catalog';
import type { SiteOperationInput } from '../../contract';
import { siteOperationSchema } from '../../contract';
import { planSites } from '../../core/plans/plan-sites';
import { rewriteSites } from '../../core/rewrite/rewrite-sites';
import { applyPlan } from '../../sites/apply-plan';
import {
  djangoTables,
  startTemporaryDatabases,
  type TemporaryDatabases,
} from '../../sites/temporary-database';
import { DatabaseUses } from '../running/database-uses';
import { applySitePlan, showSitePlan } from './apply-site-plan';
import { ConfigCache } from './config-cache';
import { readSiteInput, type SiteConfig, type SiteEngine, type SiteSource } from './database-sites';
import { settleSitePlans } from './settle-site-plans';
import { siteOrderOf } from './site-orders';

const { sites, aliases, plus, rows } = djangoTables;
const config: SiteConfig = {
  folder: '/srv/shop',
  domainFormat: '{}.127.0.0.1.nip.io',
  rewriteDomains: true,
  useRealDomain: false,
};

let databases: TemporaryDatabases;
let catalog: Catalog;
let engine: SiteEngine;
let source: SiteSource;
let name: string;

beforeAll(async () => {
  databases = await startTemporaryDatabases();
  catalog = await openTestCatalog(databases.cluster.connectionString('manysite'));
  engine = {
    catalog,
    cluster: databases.cluster,
    log: pino({ level: 'silent' }),
    now: () => new Date('2026-11-01T12:00:00.000Z'),
    router: { expectedPort: 8000 },
    uses: new DatabaseUses(),
    tellCutOff: () => undefined,
    configs: new ConfigCache({}),
  };
});
afterAll(async () => {
  await catalog?.close();
  await databases?.close();
});
beforeEach(async () => {
  await databases.create();
  const id = randomUUID();
  name = `shop_${id.slice(0, 8)}`;
  const project = await catalog.projects.add({ name, folder: `/srv/${id}`, mode: 'single-process' });
  await catalog.databases.beginImport(importIntent(project.id, { id, name }));
  source = { databaseId: id, ...databases.place };
});
afterEach(() => databases.drop());

const orderOf = (request: SiteOperationInput) =>
  siteOrderOf(engine, { sites: {} }, { id: source.databaseId }, siteOperationSchema.parse(request));
const show = async (request: SiteOperationInput) =>
  showSitePlan(engine, config, source, await orderOf(request));
const apply = async (request: SiteOperationInput, fingerprint: string | null = null) =>
  applySitePlan(engine, config, source, await orderOf(request), fingerprint);
const domains = async () => (await databases.read()).sites?.map(({ domain }) => domain);
const history = () => catalog.sitePlans.list(source.databaseId);

const real = ['www.alpha.example', 'beta.example', 'gamma.example'];
const local = ['alpha', 'beta', 'gamma'].map((slug) => `${slug}.127.0.0.1.nip.io`);

describe('a site plan', () => {
  beforeEach(() => databases.execute(sites, aliases, plus, rows));

  it('is shown, applied and remembered, and taken back', async () => {
    const shown = await show({ kind: 'rewrite' });
    expect(await domains()).toEqual(real);
    const { plan, concernsServers } = await apply({ kind: 'rewrite' }, shown.fingerprint);
    expect(concernsServers).toBe(true);
    expect(await domains()).toEqual(local);
    // What is different is that the new alias has its id now.
    const ids = shown.changes.map(({ table, row, id }) =>
      table === 'multisite_alias' && row === 'insert' ? 4 : id,
    );
    expect(plan.changes.map(({ id }) => id)).toEqual(ids);
    expect(await history()).toMatchObject([{ title: 'Rewrite → {}.127.0.0.1.nip.io', rowCount: 9 }]);
    await apply({ kind: 'undo' });
    expect(await domains()).toEqual(real);
    expect((await databases.read()).aliases).toHaveLength(3);
    expect(await history()).toMatchObject([{ state: 'undone' }]);
    await expect(apply({ kind: 'undo' })).rejects.toMatchObject({ code: 'nothing-to-undo' });
  });

  it('that changes nothing is not remembered', async () => {
    await apply({ kind: 'rewrite' });
    expect(await apply({ kind: 'rewrite' })).toMatchObject({ concernsServers: false });
    expect(await history()).toHaveLength(1);
  });

  it('is refused when something else would be done than what was shown', async () => {
    const shown = await show({ kind: 'rewrite' });
    await databases.execute(`update django_multisite_plus_site set slug = 'other' where site_id = 2`);
    await expect(apply({ kind: 'rewrite' }, shown.fingerprint)).rejects.toMatchObject({
      code: 'plan-stale',
    });
    expect(await domains()).toEqual(real);
    expect(await history()).toEqual([]);
  });

  it('takes a format, real domains, slugs and sites to leave out', async () => {
    await apply({ kind: 'rewrite', domainFormat: '{}.localhost', leaveOut: [2], slugs: { 1: 'one' } });
    expect(await domains()).toEqual(['one.localhost', 'beta.example', 'gamma.localhost']);
    await databases.execute(
      `update django_multisite_plus_site set real_domain = 'gamma.example' where site_id = 3`,
    );
    await apply({ kind: 'rewrite', asRealDomains: true });
    expect(await domains()).toEqual(real);
    await expect(apply({ kind: 'rewrite', leaveOut: [9] })).rejects.toMatchObject({
      code: 'site-not-found',
    });
    await expect(
      apply({ kind: 'rewrite', asRealDomains: true, domainFormat: '{}.test' }),
    ).rejects.toMatchObject({ code: 'usage-invalid' });
    expect(() => siteOperationSchema.parse({ kind: 'rewrite', slugs: { x: 'one' } })).toThrow();
  });

  it('that the catalog cannot remember is not applied', async () => {
    source = { ...source, databaseId: randomUUID() };
    await expect(apply({ kind: 'rewrite' })).rejects.toThrow();
    expect(await domains()).toEqual(real);
  });
});

describe('a database without the plus table', () => {
  beforeEach(async () => {
    await databases.execute(
      sites,
      `insert into django_site (domain, name) values ('a.example', 'A'), ('b.example', 'B')`,
    );
    await catalog.identities.replace(source.databaseId, [
      { siteId: 1, slug: 'a', realDomain: 'a.example' },
      { siteId: 2, slug: 'b', realDomain: 'b.example' },
    ]);
  });
  const slugs = async () => (await catalog.identities.list(source.databaseId)).map(({ slug }) => slug);

  it('has its slugs exchanged with its domains, and back', async () => {
    await apply({ kind: 'rewrite', domainFormat: '{}.test' });
    await apply({ kind: 'rewrite', domainFormat: '{}.test', slugs: { 1: 'b', 2: 'a' } });
    expect([await domains(), await slugs()]).toEqual([
      ['b.test', 'a.test'],
      ['b', 'a'],
    ]);
    await apply({ kind: 'undo' });
    expect([await domains(), await slugs()]).toEqual([
      ['a.test', 'b.test'],
      ['a', 'b'],
    ]);
  });

  it('has slugs changed alone where domains do not follow', async () => {
    const { plan } = await apply({ kind: 'rewrite', asRealDomains: true, slugs: { 1: 'one' } });
    expect(plan.changes).toEqual([
      { table: 'site_identity', row: 'update', id: 1, siteId: 1, column: 'slug', from: 'a', to: 'one' },
    ]);
    expect([await domains(), await slugs()]).toEqual([
      ['a.example', 'b.example'],
      ['one', 'b'],
    ]);
    await apply({ kind: 'undo' });
    expect(await slugs()).toEqual(['a', 'b']);
  });
});

describe('a host that ended while a plan was applied', () => {
  beforeEach(() => databases.execute(sites, aliases, plus, rows));

  /** Everything up to the commit; what the host would do afterwards is not done. */
  const applyHalf = async (fate: 'committed' | 'rolled back') => {
    const { changes, title } = planSites(rewriteSites(), await readSiteInput(engine, config, source));
    const work = applyPlan(databases.client(), changes, async (written) => {
      await catalog.sitePlans.begin({
        id: randomUUID(),
        databaseId: source.databaseId,
        kind: 'rewrite',
        title,
        undoesId: null,
        at: engine.now(),
        ...written,
      });
      if (fate === 'rolled back') throw new Error('the host is gone');
    });
    if (fate === 'rolled back') await expect(work).rejects.toThrow('the host is gone');
    else await work;
    expect(await history()).toEqual([]);
  };

  it('after the commit: the next start finishes it, and it can be taken back', async () => {
    await applyHalf('committed');
    expect(await settleSitePlans(engine)).toEqual([
      { what: 'change “Rewrite → {}.127.0.0.1.nip.io”', name, outcome: 'finished' },
    ]);
    expect(await domains()).toEqual(local);
    expect(await history()).toMatchObject([{ state: 'applied', rowCount: 9 }]);
    expect(await settleSitePlans(engine)).toEqual([]);
    await apply({ kind: 'undo' });
    expect(await domains()).toEqual(real);
  });

  it('before the commit: the next start forgets it', async () => {
    await applyHalf('rolled back');
    expect(await settleSitePlans(engine)).toEqual([
      { what: 'change “Rewrite → {}.127.0.0.1.nip.io”', name, outcome: 'undone' },
    ]);
    expect(await domains()).toEqual(real);
    expect(await catalog.sitePlans.applying()).toEqual([]);
    await apply({ kind: 'rewrite' });
    expect(await history()).toMatchObject([{ state: 'applied', position: 1 }]);
  });

  it('while its transaction is still open: the next start waits for its end', async () => {
    const { changes } = planSites(rewriteSites(), await readSiteInput(engine, config, source));
    const other = await databases.connect();
    const settling: Promise<unknown>[] = [];
    const work = applyPlan(other, changes, async (written) => {
      await catalog.sitePlans.begin({
        id: randomUUID(),
        databaseId: source.databaseId,
        kind: 'rewrite',
        title: 'Rewrite',
        undoesId: null,
        at: engine.now(),
        ...written,
      });
      settling.push(settleSitePlans(engine));
      expect(await catalog.sitePlans.transactionStatus(written.transactionId)).toBe('in progress');
    });
    await work;
    await other.end();
    expect(await Promise.all(settling)).toEqual([[{ what: 'change “Rewrite”', name, outcome: 'finished' }]]);
  });

  it('in the middle of an undo: the plan is taken back, or is not', async () => {
    await apply({ kind: 'rewrite' });
    const order = await orderOf({ kind: 'undo' });
    const { changes } = planSites(order.operation, await readSiteInput(engine, config, source));
    await applyPlan(databases.client(), changes, async (written) => {
      await catalog.sitePlans.begin({
        id: randomUUID(),
        databaseId: source.databaseId,
        kind: 'undo',
        title: 'Undo',
        undoesId: order.origin.undoesId ?? null,
        at: engine.now(),
        ...written,
      });
    });
    expect(await history()).toMatchObject([{ state: 'applied' }]);
    await settleSitePlans(engine);
    expect(await history()).toMatchObject([{ state: 'undone' }]);
    expect(await domains()).toEqual(real);
  });
});
