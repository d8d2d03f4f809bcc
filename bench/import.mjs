// How long an import takes, against pg_restore into a default-configured PostgreSQL 18, in the same run.
// Run: npm run bench [-- ROUNDS]. The targets are those of docs/dump-formats.md.
import { chmodSync, mkdirSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { register } from 'tsx/esm/api';
import { startPeer } from './peer.mjs';
import { preparePrograms, programsCache } from './peer-programs.mjs';

register();
const { runImporter } = await import('../app/dumps/importer/run-importer.ts');
const { createStagingDatabase, dropDatabase } = await import('../app/postgres/databases.ts');
const { createImportRole, dropImportRole } = await import('../app/postgres/roles.ts');
const { startTemporaryCluster } = await import('../app/postgres/temporary-cluster.ts');
const { serverAccount } = await import('../app/postgres/embedded/account.ts');
const { freePort } = await import('../app/postgres/embedded/sockets.ts');

const rounds = Number(process.argv[2] ?? 3);
const targets = { 1: 0.6, 2: 0.85 };

/** A database as Django makes them: keys, unique constraints, indexes for LIKE, foreign keys; about 160 MB raw. */
const schema = `
create table author (id serial primary key, email varchar(100) not null unique, name varchar(80) not null);
create table category (id serial primary key, slug varchar(50) not null unique, title text not null);
create table page (id serial primary key, author_id integer not null references author deferrable initially deferred,
  category_id integer not null references category deferrable initially deferred, slug varchar(80) not null,
  title varchar(200) not null, body text not null, created timestamptz not null, unique (category_id, slug));
create table page_tag (id bigserial primary key, page_id integer not null references page deferrable initially deferred,
  tag varchar(30) not null, unique (page_id, tag));
create table visit (id bigserial primary key, page_id integer not null references page deferrable initially deferred,
  at timestamptz not null, address inet, duration integer);
create index on page (author_id); create index on page (category_id); create index on page (created);
create index on page (slug varchar_pattern_ops); create index on page_tag (page_id); create index on page_tag (tag);
create index on visit (page_id); create index on visit (at);
insert into author (email, name) select 'person' || n || '@example.org', 'Person ' || md5(n::text) from generate_series(1, 40000) n;
insert into category (slug, title) select 'category-' || n, 'Category ' || n from generate_series(1, 500) n;
insert into page (author_id, category_id, slug, title, body, created)
  select 1 + n * 7919 % 40000, 1 + n * 31 % 500, 'page-' || n, 'Page ' || md5(n::text),
    repeat(md5(n::text) || ' lorem ipsum ', 8), timestamptz '2020-01-01' + n * interval '7 minutes'
  from generate_series(1, 200000) n;
insert into page_tag (page_id, tag) select 1 + n % 200000, 'tag ' || n / 200000 || ' ' || n % 97 from generate_series(0, 799999) n;
insert into visit (page_id, at, address, duration)
  select 1 + n * 104729 % 200000, timestamptz '2024-01-01' + n * interval '13 seconds', ('10.0.' || n % 250 || '.' || n % 199)::inet, n % 900
  from generate_series(1, 1000000::bigint) n;
`;

const timed = async (work) => {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
};

const median = (values) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];

const restoreByPeer = async (peer, file, jobs) => {
  await peer.run('createdb', 'restored');
  const seconds = await timed(() => peer.run('pg_restore', '-j', String(jobs), '-d', 'restored', file));
  await peer.run('dropdb', 'restored');
  return seconds;
};

const restoreByUs = async (cluster, workerUrl, file) => {
  const name = 'import_bench';
  const seconds = await timed(async () => {
    const login = await createImportRole(cluster, name);
    await createStagingDatabase(cluster, { name, owner: name, dumpLocale: null });
    const connection = {
      host: cluster.socketFolder ?? cluster.host,
      port: cluster.port,
      database: name,
      ...login,
    };
    const connections = Math.min(4, availableParallelism());
    const { report } = await runImporter({
      workerUrl,
      request: { file, connection, connections, availableExtensions: ['plpgsql'] },
      onProgress: () => undefined,
      signal: new AbortController().signal,
    });
    if (report.rows !== 2_040_500) throw new Error(`the import has ${report.rows} rows`);
    const phases = report.phases.map(
      ({ phase, durationMs }) => `${phase} ${(durationMs / 1000).toFixed(2)} s`,
    );
    console.log(`  a round of ours: ${phases.join(', ')}`);
  });
  await dropDatabase(cluster, name);
  await dropImportRole(cluster, name);
  return seconds;
};

const measure = async ({ cluster, folder }, programs) => {
  const account = await serverAccount(folder);
  const peer = await startPeer({ programs, folder, port: await freePort(), account });
  try {
    const file = join(folder, 'bench.dump');
    await peer.run('createdb', 'made');
    await peer.run('psql', '-q', '-v', 'ON_ERROR_STOP=1', '-d', 'made', '-c', schema);
    await peer.run('pg_dump', '-Fc', '-f', file, 'made');
    await peer.run('dropdb', 'made');
    console.log(
      `A dump of ${(statSync(file).size / 1e6).toFixed(0)} MB (custom, gzip), ${rounds} rounds, medians:`,
    );
    const workerUrl = new URL('../dist/importer-worker.mjs', import.meta.url);
    const seconds = { ours: [], 1: [], 2: [] };
    for (let round = 0; round < rounds; round += 1) {
      seconds[1].push(await restoreByPeer(peer, file, 1));
      seconds[2].push(await restoreByPeer(peer, file, 2));
      seconds.ours.push(await restoreByUs(cluster, workerUrl, file));
    }
    const ours = median(seconds.ours);
    console.log(`Manysite          ${ours.toFixed(2)} s`);
    for (const jobs of [1, 2]) {
      const ratio = ours / median(seconds[jobs]);
      const verdict = ratio <= targets[jobs] ? 'reached' : 'missed';
      console.log(
        `pg_restore -j${jobs}    ${median(seconds[jobs]).toFixed(2)} s; ratio ${ratio.toFixed(2)}, target ${targets[jobs]}: ${verdict}`,
      );
    }
  } finally {
    await peer.stop();
  }
};

mkdirSync(programsCache, { recursive: true });
chmodSync(programsCache, 0o755);
await execa(process.execPath, [new URL('../scripts/build.mjs', import.meta.url).pathname]);
const programs = await preparePrograms(programsCache);
const ours = await startTemporaryCluster();
try {
  await measure(ours, programs);
} finally {
  await ours.close();
}
