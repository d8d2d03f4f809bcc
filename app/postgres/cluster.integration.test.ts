import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { isAlive } from './embedded/process-signals';
import { clusterScene, recall, remember } from './testing/cluster-scene';

const scene = clusterScene();
const isRoot = process.getuid?.() === 0;

describe('the embedded PostgreSQL', () => {
  test('runs with the settings and the locale that imports rely on, unprivileged, on loopback only', async () => {
    const cluster = await scene.start();
    expect(cluster.version).toMatch(/^18\./);
    expect((await stat(join(scene.options.dataFolder, 'manysite-ballast'))).size).toBe(64 * 1024 * 1024);
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
    const { uid } = await stat(scene.options.dataFolder);
    if (isRoot) expect(uid).not.toBe(0);
    else expect(uid).toBe(process.getuid?.());
  });

  test('stops at once, also while it works, and keeps everything for the next start', async () => {
    const first = await scene.start();
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
    expect(scene.events).toEqual([]);

    const second = await scene.start({ port: first.port });
    expect(second.port).toBe(first.port);
    expect(await recall(second)).toEqual([{ one: 1 }]);
  });

  test('that ends too often is given up, which is told, and is started again by the next host', async () => {
    const first = await scene.start();
    await remember(first);
    process.kill(first.pid, 'SIGKILL');
    await vi.waitFor(() => expect(scene.events.map(({ type }) => type)).toEqual(['lost', 'given-up']));
    await expect(recall(first)).rejects.toMatchObject({ code: 'postgres-failed' });
    const second = await scene.start();
    expect(await recall(second)).toEqual([{ one: 1 }]);
  });

  test('stops the server that a dead host left running in the same folder', async () => {
    const orphan = await scene.start();
    await remember(orphan);
    const successor = await scene.start();
    expect(isAlive(orphan.pid)).toBe(false);
    expect(await recall(successor)).toEqual([{ one: 1 }]);
  });

  test('leaves a program alone that has the pid of an earlier server by chance', async () => {
    const first = await scene.start();
    await remember(first);
    const pidFile = join(scene.options.dataFolder, 'postmaster.pid');
    const content = await readFile(pidFile, 'utf8');
    await first.stop();
    const bystander = spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000)'], { stdio: 'ignore' });
    try {
      await writeFile(pidFile, content.replace(/^\d+/, String(bystander.pid)));
      const second = await scene.start();
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
      await expect(scene.start({ port })).rejects.toMatchObject({ code: 'port-taken', data: { port } });
    } finally {
      holder.close();
    }
  });

  test('finds the Unix socket a short folder when the data folder has a long path', async () => {
    const dataFolder = join(scene.folder, 'a'.repeat(120), 'postgres', '18');
    const cluster = await scene.start({ dataFolder });
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
    await (await scene.start()).stop();
    await expect(scene.start({ superuserPassword: 'another' })).rejects.toMatchObject({
      code: 'postgres-failed',
      message: expect.stringContaining('another password'),
    });
    expect(existsSync(join(scene.options.dataFolder, 'postmaster.pid'))).toBe(false);
  });
});
