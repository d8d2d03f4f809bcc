import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Database, Job, Project, Server } from '../../app/contract';
import { openRuns } from '../../app/servers/ledger';
import { attachedTo } from './killing';
import type { Sandbox } from './sandbox';
import { askServer, leftovers } from './superuser';

const namesIn = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : []);

/** Files that work under way makes beside what it will become; none outlives its end. */
const unfinishedFiles = ({ dataFolder }: Sandbox): string[] => {
  const inPlace = [
    ['', /^host\.(lock|run)\.|^secret\./],
    ['config', /^settings\.json\./],
    ['spool', /./],
    ['postgres', /\.init-/],
    ['postgres/18', /^manysite-(reflink|ballast\.new)/],
    ['postgres/18/base/pgsql_tmp', /./],
  ] as const;
  return inPlace.flatMap(([folder, pattern]) =>
    namesIn(join(dataFolder, folder))
      .filter((name) => pattern.test(name))
      .map((name) => join(folder, name)),
  );
};

const socketPorts = ({ dataFolder }: Sandbox): string[] =>
  namesIn(join(dataFolder, 'postgres/18.socket')).flatMap(
    (name) => /^\.s\.PGSQL\.(\d+)$/.exec(name)?.[1] ?? [],
  );

interface Shown {
  readonly databases: readonly Database[];
  readonly servers: readonly Server[];
  readonly jobs: readonly Job[];
}

/** Everything of every project, asked for as a client does. */
const shown = async (sandbox: Sandbox): Promise<Shown> => {
  const { projects } = (await sandbox.json('open')) as { projects: Project[] };
  const of = async (command: string): Promise<unknown[]> =>
    (await Promise.all(projects.map(({ id }) => sandbox.json(command, '--project', id)))).flat();
  const statuses = (await of('status')) as { servers: Server[] }[];
  return {
    databases: (await of('databases')) as Database[],
    servers: statuses.flatMap(({ servers }) => servers),
    jobs: (await sandbox.json('jobs')) as Job[],
  };
};

const inCluster = (sandbox: Sandbox): Promise<unknown[]> =>
  askServer(
    sandbox,
    `select datname from pg_database where datname not in ('postgres', 'manysite', 'template0', 'template1') order by 1`,
  );

/** Every database that the catalog wants to be there, and what is on its list of things being made or to be removed. */
const inCatalog = (sandbox: Sandbox): Promise<unknown[]> =>
  askServer(
    sandbox,
    `select name from database where staging_name is null union select staging_name from database
     union select pristine_name from database where staging_name is null union select spare_name from database
     union select place_name from snapshot union select 'to be removed: ' || name from discard
     except select null order by 1`,
    'manysite',
  );

/** Copies are made in the background, so both are looked at until they say the same. */
const expectCatalogAndClusterAgree = (sandbox: Sandbox): Promise<void> =>
  expect
    .poll(async () => [await inCatalog(sandbox), await inCluster(sandbox)], { timeout: 60_000 })
    .toSatisfy(([wanted, found]) => JSON.stringify(wanted) === JSON.stringify(found));

/** Processes with this data folder: the host, PostgreSQL and its backends, and the servers' trees. */
const strangers = (sandbox: Sandbox, serverCount: number): string[] => {
  const processes = sandbox.processes().map((line) => line.replace(/^\d+ /, ''));
  const hosts = processes.filter((line) => line.includes('host.mjs'));
  const postmasters = processes.filter((line) => line.includes('/postgres -D'));
  const servers = processes.filter((line) => /tiny-server|manage\.py|manysite_server/.test(line));
  return [
    ...(hosts.length === 1 ? [] : hosts),
    ...(postmasters.length === 1 ? [] : postmasters),
    ...(serverCount === 0 ? servers : []),
  ];
};

/**
 * After a crash and the next start: nothing is left over, and catalog, cluster, ledger and files say the same. The host runs, no
 * job does.
 */
export const expectNothingLeft = async (sandbox: Sandbox): Promise<void> => {
  const { databases, servers, jobs } = await shown(sandbox);
  expect(jobs.filter(({ state }) => state === 'running' || state === 'cancelling')).toEqual([]);
  expect(databases.filter(({ state }) => state === 'importing' || state === 'deleting')).toEqual([]);
  expect(await leftovers(sandbox)).toEqual([]);
  await expectCatalogAndClusterAgree(sandbox);
  expect(unfinishedFiles(sandbox)).toEqual([]);
  expect(socketPorts(sandbox)).toHaveLength(1);
  expect(strangers(sandbox, servers.length)).toEqual([]);
  await expectLedgerAgrees(sandbox);
};

/** Servers that are kept warm run, too, and replaced ones until their last requests are answered. */
const expectLedgerAgrees = async (sandbox: Sandbox): Promise<void> => {
  const host = await attachedTo(sandbox);
  const events = await host.client.watch();
  const first = await events.next();
  await events.return?.(undefined);
  const shownServers = first.done || first.value.type !== 'snapshot' ? [] : first.value.state.servers;
  await host.close();
  const running = shownServers.filter(({ status }) => 'pid' in status && status.pid !== null).length;
  await expect
    .poll(() => openRuns(readFileSync(join(sandbox.dataFolder, 'ledger.jsonl'), 'utf8')).length, {
      timeout: 60_000,
    })
    .toBe(running);
};
