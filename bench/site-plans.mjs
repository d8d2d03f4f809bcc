// How long a plan of 1,000 sites takes, against the same rows written one by one as Django's save() does, in the same run.
// Run: npm run bench:plans [-- ROUNDS]. The target is 100 ms for planning and applying together.
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { register } from 'tsx/esm/api';

register();
const { openCatalog } = await import('../app/catalog/open-catalog.ts');
const { planSites } = await import('../app/core/plans/plan-sites.ts');
const { cellsOf } = await import('../app/core/plans/row-change.ts');
const { fingerprintText, showChanges } = await import('../app/core/plans/show-changes.ts');
const { rewriteSites } = await import('../app/core/rewrite/rewrite-sites.ts');
const { applySitePlan } = await import('../app/host/journeys/apply-site-plan.ts');
const { readSiteInput } = await import('../app/host/journeys/database-sites.ts');
const { ConfigCache } = await import('../app/host/journeys/config-cache.ts');
const { DatabaseUses } = await import('../app/host/running/database-uses.ts');
const { applyPlan } = await import('../app/sites/apply-plan.ts');
const { djangoTables, startTemporaryDatabases } = await import('../app/sites/temporary-database.ts');

const rounds = Number(process.argv[2] ?? 7);
const targetMs = 100;
const count = 1000;
const config = {
  folder: '/bench',
  domainFormat: '{}.127.0.0.1.nip.io',
  rewriteDomains: true,
  useRealDomain: false,
};

/** Each site moves to the domain of the next, which is the hardest way: every row makes room first. */
const fill = `
truncate django_site, multisite_alias, django_multisite_plus_site;
insert into django_site select n, 's' || n || '.127.0.0.1.nip.io', 'Site ' || n from generate_series(1, ${count}) n;
insert into multisite_alias select n, 's' || n || '.127.0.0.1.nip.io', true, true, n from generate_series(1, ${count}) n;
insert into django_multisite_plus_site
  select n, 'www' || n || '.example', 's' || (n % ${count} + 1), true, '2026-01-01', '' from generate_series(1, ${count}) n;
`;
/** The same amount of rows with nothing in the way. */
const fillFresh = fill.replaceAll(`'.127.0.0.1.nip.io'`, `'.example'`);

const timed = async (work) => {
  const start = performance.now();
  const result = await work();
  return { ms: performance.now() - start, result };
};
const median = (values) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];

const databases = await startTemporaryDatabases();
const catalog = await openCatalog({
  connectionString: databases.cluster.connectionString('manysite'),
  migrationsFolder: fileURLToPath(new URL('../prisma/catalog/migrations', import.meta.url)),
});
const engine = {
  catalog,
  cluster: databases.cluster,
  log: pino({ level: 'silent' }),
  now: () => new Date(),
  router: { expectedPort: 8000 },
  uses: new DatabaseUses(),
  configs: new ConfigCache({}),
};

const makeSource = async () => {
  await databases.create();
  await databases.execute(djangoTables.sites, djangoTables.aliases, djangoTables.plus);
  const id = randomUUID();
  const project = await catalog.projects.add({ name: 'bench', folder: '/bench', mode: 'single-process' });
  await catalog.databases.beginImport({
    id,
    projectId: project.id,
    name: 'bench',
    label: 'bench',
    stagingName: 'import_bench',
    importRole: 'import_bench',
    pristineName: 'pristine_bench',
    dump: { file: 'bench.dump', format: 'custom', createdAt: null, serverVersion: null },
  });
  return { databaseId: id, ...databases.place };
};

/** Each change as a statement of its own, in one transaction; unique values are not looked after. */
const writeOneByOne = async (client, changes) => {
  await client.query('begin');
  for (const { table, row, after } of changes) {
    if (row !== 'update') throw new Error('only updates are expected');
    if (table === 'django_site')
      await client.query('update django_site set domain = $2, name = $3 where id = $1', [
        after.id,
        after.domain,
        after.name,
      ]);
    else if (table === 'multisite_alias')
      await client.query(
        'update multisite_alias set domain = $2, site_id = $3, is_canonical = $4, redirect_to_canonical = $5 where id = $1',
        [after.id, after.domain, after.siteId, after.isCanonical, after.redirectToCanonical],
      );
    else
      await client.query(
        'update django_multisite_plus_site set slug = $2, last_updated_at = $3 where site_id = $1',
        [after.siteId, after.slug, after.lastUpdatedAt],
      );
  }
  await client.query('commit');
};

const planAll = (input) => {
  const planned = planSites(rewriteSites(), input);
  const cells = planned.changes.map(cellsOf);
  showChanges(planned.changes, cells);
  fingerprintText(planned.changes, cells);
  return planned;
};

const measure = async (title, statements, source) => {
  const times = { plan: [], apply: [], journey: [], single: [] };
  const client = databases.client();
  for (let round = 0; round < rounds; round += 1) {
    await databases.execute(statements);
    const input = await readSiteInput(engine, config, source);
    const plan = await timed(async () => planAll(input));
    times.plan.push(plan.ms);
    times.apply.push((await timed(() => applyPlan(client, plan.result.changes, async () => undefined))).ms);
    await databases.execute(statements);
    times.journey.push(
      (
        await timed(() =>
          applySitePlan(engine, config, source, { operation: rewriteSites(), origin: { kind: 'rewrite' } }),
        )
      ).ms,
    );
    if (statements === fillFresh) {
      await databases.execute(statements);
      times.single.push((await timed(() => writeOneByOne(client, plan.result.changes))).ms);
    }
  }
  const [plan, apply, journey] = [times.plan, times.apply, times.journey].map(median);
  const both = plan + apply;
  console.log(`${title}, ${rounds} rounds, medians:`);
  console.log(
    `  plan ${plan.toFixed(1)} ms + apply ${apply.toFixed(1)} ms = ${both.toFixed(1)} ms; target ${targetMs} ms: ${both <= targetMs ? 'reached' : 'missed'}`,
  );
  console.log(
    `  the first round, before the code is warm: plan ${times.plan[0].toFixed(1)} ms + apply ${times.apply[0].toFixed(1)} ms; the quickest: ${Math.min(...times.plan).toFixed(1)} ms + ${Math.min(...times.apply).toFixed(1)} ms`,
  );
  console.log(`  the whole call, with connecting, reading and the history: ${journey.toFixed(1)} ms`);
  if (times.single.length > 0)
    console.log(
      `  row by row ${median(times.single).toFixed(1)} ms; ratio ${(apply / median(times.single)).toFixed(2)}`,
    );
};

try {
  const source = await makeSource();
  await measure(`${count} sites, all rewritten`, fillFresh, source);
  await measure(`${count} sites, each to the domain of the next`, fill, source);
} finally {
  await catalog.close();
  await databases.close();
}
