import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Cluster, type ClusterOptions, startCluster } from './cluster';
import { isSessionLost } from './database-errors';
import { type ServerEvent, serverBudget } from './embedded/keep-running';
import { isAlive } from './embedded/process-signals';
import { makeTemporaryFolder } from './temporary-cluster';

let programs: string;
let folder: string;
let options: ClusterOptions;
let clusters: Cluster[];
let events: ServerEvent[];

beforeAll(async () => {
  programs = await makeTemporaryFolder();
});
afterAll(() => rm(programs, { recursive: true, force: true }));

beforeEach(async () => {
  folder = await makeTemporaryFolder();
  clusters = [];
  events = [];
  options = {
    dataFolder: join(folder, 'postgres', '18'),
    binariesCache: programs,
    port: null,
    superuserPassword: "p@ss word'/?",
    // As most tests want it: a server that ends stays so.
    restartBudget: { ...serverBudget, limit: 0 },
    onEvent: (event) => void events.push(event),
  };
});
afterEach(async () => {
  for (const cluster of clusters) await cluster.stop();
  await rm(folder, { recursive: true, force: true });
});

const start = async (changes: Partial<ClusterOptions> = {}): Promise<Cluster> => {
  const cluster = await startCluster({ ...options, ...changes });
  clusters.push(cluster);
  return cluster;
};

const remember = (cluster: Cluster) => cluster.query('manysite', 'create table kept as select 1 as one');
const recall = (cluster: Cluster) => cluster.query('manysite', 'select one from kept');
const isRoot = process.getuid?.() === 0;

describe('the embedded PostgreSQL', () => {
  test('runs with the settings and the locale that imports rely on, unprivileged, on loopback only', async () => {
    const cluster = await start();
    expect(cluster.version).toMatch(/^18\./);
    expect((await stat(join(options.dataFolder, 'manysite-ballast'))).size).toBe(64 * 1024 * 1024);
    expect(await cluster.keepBallast()).toBe(true);
    const shown = await cluster.query<{ name: string; setting: string }>(
      'postgres',
      `select name, setting from pg_settings where name in ('fsync', 'wal_level', 'max_wal_senders', 'synchronous_commit',
       'full_page_writes', 'max_wal_size', 'checkpoint_timeout', 'maintenance_work_mem', 'random_page_cost', 'listen_addresses')`,
    );
    expect(Object.fromEntries(shown.map(({ name, setting }) => [name, setting]))).toEqual({
      fsync: 'on',
      wal_level: 'minimal',
      max_wal_senders: '0',
      synchronous_commit: 'off',
      full_page_writes: 'on',
      max_wal_size: '8192',
      checkpoint_timeout: '1800',
      maintenance_work_mem: '65536',
      random_page_cost: '1.1',
      listen_addresses: '127.0.0.1',
    });
    expect(
      await cluster.query(
        'manysite',
        `select 'ä' ilike 'Ä' as same, current_setting('server_encoding') as encoding`,
      ),
    ).toEqual([{ same: true, encoding: 'UTF8' }]);
    const { uid } = await stat(options.dataFolder);
    if (isRoot) expect(uid).not.toBe(0);
    else expect(uid).toBe(process.getuid?.());
  });

  test('stops at once, also while it works, and keeps everything for the next start', async () => {
    const first = await start();
    await remember(first);
    const sleeping = first.query('postgres', 'select pg_sleep(600)');
    const slept = expect(sleeping).rejects.toThrow();
    await vi.waitFor(async () =>
      expect(
        await first.query('postgres', `select from pg_stat_activity where query = 'select pg_sleep(600)'`),
      ).toHaveLength(1),
    );
    await first.stop();
    await first.stop();
    await slept;
    expect(isAlive(first.pid)).toBe(false);
    expect(events).toEqual([]);

    const second = await start({ port: first.port });
    expect(second.port).toBe(first.port);
    expect(await recall(second)).toEqual([{ one: 1 }]);
  });

  test('that ends too often is given up, which is told, and is started again by the next host', async () => {
    const first = await start();
    await remember(first);
    process.kill(first.pid, 'SIGKILL');
    await vi.waitFor(() => expect(events.map(({ type }) => type)).toEqual(['lost', 'given-up']));
    await expect(recall(first)).rejects.toMatchObject({ code: 'postgres-failed' });
    const second = await start();
    expect(await recall(second)).toEqual([{ one: 1 }]);
  });

  test('stops the server that a dead host left running in the same folder', async () => {
    const orphan = await start();
    await remember(orphan);
    const successor = await start();
    expect(isAlive(orphan.pid)).toBe(false);
    expect(await recall(successor)).toEqual([{ one: 1 }]);
  });

  test('leaves a program alone that has the pid of an earlier server by chance', async () => {
    const first = await start();
    await remember(first);
    const pidFile = join(options.dataFolder, 'postmaster.pid');
    const content = await readFile(pidFile, 'utf8');
    await first.stop();
    const bystander = spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000)'], { stdio: 'ignore' });
    try {
      await writeFile(pidFile, content.replace(/^\d+/, String(bystander.pid)));
      const second = await start();
      expect(await recall(second)).toEqual([{ one: 1 }]);
      expect(bystander.exitCode).toBeNull();
      expect(bystander.signalCode).toBeNull();
    } finally {
      bystander.kill('SIGKILL');
    }
  });

  test('names a port that another program holds', async () => {
    const holder = createServer();
    const port = await new Promise<number>((resolve) => {
      holder.listen(0, '127.0.0.1', () => {
        const address = holder.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
    try {
      await expect(start({ port })).rejects.toMatchObject({ code: 'port-taken', data: { port } });
    } finally {
      holder.close();
    }
  });

  test('finds the Unix socket a short folder when the data folder has a long path', async () => {
    const dataFolder = join(folder, 'a'.repeat(120), 'postgres', '18');
    const cluster = await start({ dataFolder });
    const socketFolder = cluster.socketFolder ?? '';
    try {
      expect(existsSync(join(socketFolder, `.s.PGSQL.${cluster.port}`))).toBe(true);
      expect(socketFolder.length).toBeLessThan(80);
      expect((await stat(socketFolder)).mode & 0o777).toBe(0o700);
    } finally {
      await cluster.stop();
      await rm(socketFolder, { recursive: true });
    }
  });

  test('says so when the secret is no longer the one that the cluster was made with', async () => {
    await (await start()).stop();
    await expect(start({ superuserPassword: 'another' })).rejects.toMatchObject({
      code: 'postgres-failed',
      message: expect.stringContaining('another password'),
    });
    expect(existsSync(join(options.dataFolder, 'postmaster.pid'))).toBe(false);
  });
});

describe('a server that ends by itself', () => {
  const backend = async (cluster: Cluster): Promise<{ pid: number; slept: Promise<unknown> }> => {
    const slept = cluster.query('postgres', 'select pg_sleep(600)').catch((error: unknown) => error);
    const look = () =>
      cluster.query<{ pid: number }>(
        'postgres',
        `select pid from pg_stat_activity where query = 'select pg_sleep(600)'`,
      );
    const [row] = await vi.waitFor(async () => {
      const rows = await look();
      expect(rows).toHaveLength(1);
      return rows;
    });
    return { pid: row?.pid ?? 0, slept };
  };
  const types = () => events.map(({ type }) => type);

  test('is started again in place: on its port, with what it had, and queries meanwhile wait', async () => {
    const cluster = await start({ restartBudget: serverBudget });
    await remember(cluster);
    const { pid, port } = cluster;
    const { slept } = await backend(cluster);
    process.kill(pid, 'SIGKILL');
    expect(isSessionLost(await slept)).toBe(true);
    await vi.waitFor(() => expect(types()[0]).toBe('lost'));
    expect(await recall(cluster)).toEqual([{ one: 1 }]);
    await vi.waitFor(() => expect(types()).toEqual(['lost', 'back']));
    expect(cluster.pid).not.toBe(pid);
    expect(cluster.port).toBe(port);
    expect(events[1]).toMatchObject({ exit: { signal: 'SIGKILL' } });
  });

  test('is there again after one of its backends was killed, which ends every session', async () => {
    const cluster = await start({ restartBudget: serverBudget });
    await remember(cluster);
    const { pid } = cluster;
    const sleeper = await backend(cluster);
    // A session at rest, which nobody listens to.
    const held = cluster.session('manysite', async (client) => {
      await expect.poll(types, { timeout: 20_000 }).toEqual(['lost', 'back']);
      return client.query('select 1').catch((error: unknown) => error);
    });
    process.kill(sleeper.pid, 'SIGKILL');
    expect(isSessionLost(await sleeper.slept)).toBe(true);
    expect(isSessionLost(await held)).toBe(true);
    expect(await recall(cluster)).toEqual([{ one: 1 }]);
    expect(cluster.pid).toBe(pid);
    expect(events).toMatchObject([{ type: 'lost' }, { type: 'back', exit: null }]);
  });

  test('that others tell to stop does not wait for our sessions, and is started again', async () => {
    const cluster = await start({ restartBudget: serverBudget });
    const { pid } = cluster;
    process.kill(pid, 'SIGTERM');
    await vi.waitFor(() => expect(types()).toEqual(['lost', 'back']), 30_000);
    expect(cluster.pid).not.toBe(pid);
    expect(await cluster.query('postgres', 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('is given up after as many starts as it may have', async () => {
    const cluster = await start({ restartBudget: { ...serverBudget, limit: 2, firstDelayMs: 10 } });
    for (const round of [1, 2]) {
      process.kill(cluster.pid, 'SIGKILL');
      await vi.waitFor(() => expect(types().filter((type) => type === 'back')).toHaveLength(round), 30_000);
    }
    process.kill(cluster.pid, 'SIGKILL');
    await vi.waitFor(() => expect(types().at(-1)).toBe('given-up'));
    await expect(cluster.whenUp()).rejects.toMatchObject({
      code: 'postgres-failed',
      message: 'PostgreSQL ended 3 times within 10 minutes.',
    });
  });

  test('whose folder is gone is given up at once, and no empty one takes its place', async () => {
    const cluster = await start({ restartBudget: serverBudget });
    await rm(options.dataFolder, { recursive: true });
    process.kill(cluster.pid, 'SIGKILL');
    await vi.waitFor(() => expect(types().at(-1)).toBe('given-up'));
    expect(existsSync(options.dataFolder)).toBe(false);
    await expect(cluster.whenUp()).rejects.toMatchObject({ message: expect.stringContaining('is gone') });
  });

  test('stops when told to while it is being started again', async () => {
    const cluster = await start({ restartBudget: serverBudget });
    process.kill(cluster.pid, 'SIGKILL');
    await vi.waitFor(() => expect(types()).toEqual(['lost']));
    await cluster.stop();
    await expect(cluster.whenUp()).rejects.toMatchObject({ code: 'host-stopping' });
    expect(isAlive(cluster.pid)).toBe(false);
  });
});

describe('the folder of the cluster', () => {
  test('what an interrupted first start left is cleared away', async () => {
    const leftover = `${options.dataFolder}.init-12345`;
    await mkdir(join(leftover, 'cluster'), { recursive: true });
    await writeFile(join(leftover, 'cluster', 'PG_VERSION'), '18\n');
    await mkdir(options.dataFolder);
    await remember(await start());
    expect((await readdir(join(folder, 'postgres'))).filter((name) => name.includes('.init-'))).toEqual([]);
  });

  test('a failed initdb leaves nothing behind', async () => {
    const binariesCache = join(folder, 'programs');
    await cp(programs, binariesCache, { recursive: true, verbatimSymlinks: true });
    const [copy = ''] = await readdir(programs);
    await rm(join(binariesCache, copy, 'native', 'share', 'postgresql', 'postgres.bki'));
    await expect(start({ binariesCache })).rejects.toMatchObject({
      code: 'postgres-failed',
      data: { lastLines: expect.arrayContaining([expect.stringContaining('postgres.bki')]) },
    });
    expect(await readdir(join(folder, 'postgres'))).toEqual([]);
  });

  test('a folder with other files in it is refused and left as it is', async () => {
    await mkdir(options.dataFolder, { recursive: true });
    await writeFile(join(options.dataFolder, 'thesis.txt'), 'precious');
    await expect(start()).rejects.toMatchObject({ code: 'postgres-failed' });
    expect(await readdir(options.dataFolder)).toEqual(['thesis.txt']);
  });

  test('a cluster of another major version is refused by name', async () => {
    await mkdir(options.dataFolder, { recursive: true });
    await writeFile(join(options.dataFolder, 'PG_VERSION'), '17\n');
    await expect(start()).rejects.toMatchObject({ code: 'postgres-failed', data: { version: '17' } });
  });

  test.runIf(isRoot)('as root, a private folder above it is named', async () => {
    const inTheWay = join(folder, 'private');
    await mkdir(inTheWay, { mode: 0o700 });
    await chmod(inTheWay, 0o700);
    await expect(start({ dataFolder: join(inTheWay, 'postgres', '18') })).rejects.toMatchObject({
      code: 'folder-unreachable',
      data: { inTheWay },
    });
    await expect(start({ binariesCache: join(inTheWay, 'programs') })).rejects.toMatchObject({
      code: 'folder-unreachable',
      data: { inTheWay },
    });
  });

  test('two first starts at the same time share one copy of the programs', async () => {
    const binariesCache = join(folder, 'programs');
    await mkdir(binariesCache);
    const [copy = ''] = await readdir(programs);
    // What a host left that was killed while copying: no process has that pid.
    await mkdir(join(binariesCache, `${copy}.copying-4194305-abc`));
    const dataFolder = join(folder, 'other', 'postgres', '18');
    const [one, other] = await Promise.all([start({ binariesCache }), start({ binariesCache, dataFolder })]);
    expect(one.pid).not.toBe(other.pid);
    expect(await readdir(binariesCache)).toEqual([copy]);
  });
});
