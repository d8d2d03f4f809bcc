import { existsSync } from 'node:fs';
import { realpath, rm } from 'node:fs/promises';
import { describe, expect, test, vi } from 'vitest';
import type { Cluster } from '../cluster';
import { isSessionLost } from '../database-errors';
import { clusterScene, recall, remember } from '../testing/cluster-scene';
import { serverBudget } from './keep-running';
import { worksIn } from './orphans';
import { isAlive } from './process-signals';

const scene = clusterScene();

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
  const types = () => scene.events.map(({ type }) => type);

  test('is started again in place: on its port, with what it had, and queries meanwhile wait', async () => {
    const cluster = await scene.start({ restartBudget: serverBudget });
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
    expect(scene.events[1]).toMatchObject({ exit: { signal: 'SIGKILL' } });
  });

  test.runIf(process.platform === 'linux')(
    'is started again though a backend hangs that has outlived it',
    async () => {
      const cluster = await scene.start({ restartBudget: serverBudget });
      await remember(cluster);
      const { pid } = cluster;
      const hanging = await backend(cluster);
      const folder = await realpath(scene.options.dataFolder);
      expect(await worksIn(hanging.pid, folder)).toBe(true);
      process.kill(hanging.pid, 'SIGSTOP');
      process.kill(pid, 'SIGKILL');
      await vi.waitFor(() => expect(types()).toEqual(['lost', 'back']), 30_000);
      // Ended at once, though whoever takes orphans in may leave it listed for a while.
      expect(await worksIn(hanging.pid, folder)).toBe(false);
      expect(isSessionLost(await hanging.slept)).toBe(true);
      expect(await recall(cluster)).toEqual([{ one: 1 }]);
    },
  );

  test('is there again after one of its backends was killed, which ends every session', async () => {
    const cluster = await scene.start({ restartBudget: serverBudget });
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
    expect(scene.events).toMatchObject([{ type: 'lost' }, { type: 'back', exit: null }]);
  });

  test('that others tell to stop does not wait for our sessions, and is started again', async () => {
    const cluster = await scene.start({ restartBudget: serverBudget });
    const { pid } = cluster;
    process.kill(pid, 'SIGTERM');
    await vi.waitFor(() => expect(types()).toEqual(['lost', 'back']), 30_000);
    expect(cluster.pid).not.toBe(pid);
    expect(await cluster.query('postgres', 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('is given up after as many starts as it may have', async () => {
    const cluster = await scene.start({ restartBudget: { ...serverBudget, limit: 2, firstDelayMs: 10 } });
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
    const cluster = await scene.start({ restartBudget: serverBudget });
    await rm(scene.options.dataFolder, { recursive: true });
    process.kill(cluster.pid, 'SIGKILL');
    await vi.waitFor(() => expect(types().at(-1)).toBe('given-up'));
    expect(existsSync(scene.options.dataFolder)).toBe(false);
    await expect(cluster.whenUp()).rejects.toMatchObject({ message: expect.stringContaining('is gone') });
  });

  test('stops when told to while it is being started again', async () => {
    const cluster = await scene.start({ restartBudget: serverBudget });
    process.kill(cluster.pid, 'SIGKILL');
    await vi.waitFor(() => expect(types()).toEqual(['lost']));
    await cluster.stop();
    await expect(cluster.whenUp()).rejects.toMatchObject({ code: 'host-stopping' });
    expect(isAlive(cluster.pid)).toBe(false);
  });
});
