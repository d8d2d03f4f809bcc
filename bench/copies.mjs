// What snapshots and resets cost: copies by files (ours) against PostgreSQL's default (WAL_LOG), and a swap of a spare, in one run.
// Run: npm run bench:copies [-- MEGABYTES [ROUNDS]]
import { randomUUID } from 'node:crypto';
import { register } from 'tsx/esm/api';

register();
const { connectAs } = await import('../app/postgres/connect.ts');
const { cloneDatabase, createStagingDatabase, dropDatabase, whileClosed } = await import(
  '../app/postgres/databases.ts'
);
const { databaseSizes } = await import('../app/postgres/inventory.ts');
const { ensureServingRole } = await import('../app/postgres/roles.ts');
const { swapStatements } = await import('../app/postgres/swap-databases.ts');
const { startTemporaryCluster } = await import('../app/postgres/temporary-cluster.ts');

const megabytes = Number(process.argv[2] ?? 100);
const rounds = Number(process.argv[3] ?? 5);
const name = 'bench_live';

const timed = async (work) => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};

const median = (values) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];

/** Rows of 1 kB with two indexes, as a script that needs no dump. */
const fill = async (cluster, login) => {
  const client = await connectAs(cluster, { ...login, database: name, applicationName: 'bench' });
  await client.query(
    `create table page (id serial primary key, slug text not null unique, body text not null)`,
  );
  await client.query(
    `insert into page (slug, body) select 'page-' || n, repeat(md5(n::text), 30) from generate_series(1, $1::int) n`,
    [Math.round(megabytes * 830)],
  );
  await client.end();
};

const copyByWal = (cluster, owner) =>
  cluster.query('postgres', `create database bench_copy owner "${owner}" template ${name} strategy wal_log`);

const copyByFiles = (cluster, owner) =>
  whileClosed(cluster, name, () =>
    cloneDatabase(cluster, { from: name, to: 'bench_copy', owner, isTemplate: true }),
  );

const swap = (cluster) =>
  cluster.session('manysite', async (client) => {
    await client.query('begin');
    const outgoing = `bench_old_${randomUUID().slice(0, 8)}`;
    for (const statement of swapStatements({ name, incoming: 'bench_copy', outgoing }))
      await client.query(statement);
    await client.query('commit');
    return outgoing;
  });

const measure = async (cluster) => {
  const login = await ensureServingRole(cluster, randomUUID());
  await createStagingDatabase(cluster, { name, owner: login.user, dumpLocale: null });
  await fill(cluster, login);
  await cluster.query('postgres', 'checkpoint');
  const bytes = (await databaseSizes(cluster)).get(name) ?? 0;
  const times = { wal: [], files: [], swap: [], drop: [] };
  for (let round = 0; round < rounds; round += 1) {
    times.wal.push(await timed(() => copyByWal(cluster, login.user)));
    times.drop.push(await timed(() => dropDatabase(cluster, 'bench_copy')));
    times.files.push(await timed(() => copyByFiles(cluster, login.user)));
    let outgoing = '';
    times.swap.push(
      await timed(async () => {
        outgoing = await swap(cluster);
      }),
    );
    await dropDatabase(cluster, outgoing);
  }
  const ms = (values) => `${median(values).toFixed(0).padStart(6)} ms`;
  console.log(
    `A database of ${(bytes / 1e6).toFixed(0)} MB, ${rounds} rounds, medians${cluster.sharesBlocks ? '; copies share blocks' : ''}:`,
  );
  console.log(`snapshot (FILE_COPY, connections ended)  ${ms(times.files)}`);
  console.log(`copy as PostgreSQL does it (WAL_LOG)     ${ms(times.wal)}`);
  console.log(
    `ratio FILE_COPY / WAL_LOG                ${(median(times.files) / median(times.wal)).toFixed(2).padStart(6)}`,
  );
  console.log(`reset with a spare (swap of names)       ${ms(times.swap)}`);
  console.log(
    `ratio swap / FILE_COPY                   ${(median(times.swap) / median(times.files)).toFixed(3).padStart(6)}`,
  );
  console.log(`drop                                     ${ms(times.drop)}`);
};

const { cluster, close } = await startTemporaryCluster();
try {
  await measure(cluster);
} finally {
  await close();
}
