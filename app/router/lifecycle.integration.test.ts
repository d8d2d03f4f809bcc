import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import net from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { AppError } from '../contract';
import { firstFreePort } from './listen/free-port';
import { findPortHolder } from './listen/port-holder';
import { type RouterEvent, startRouter } from './start-router';
import { RawClient } from './testing/raw-client';
import { buildWorker, tableOf } from './testing/run-router';

let worker: Awaited<ReturnType<typeof buildWorker>>;

beforeAll(async () => {
  worker = await buildWorker();
});
afterAll(() => worker.remove());

const holdPort = async (host: string): Promise<{ port: number; release: () => Promise<void> }> => {
  const server = net.createServer().listen(0, host);
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  return {
    port,
    release: async () => {
      server.close();
      await once(server, 'close');
    },
  };
};

const failureOf = async (start: Promise<unknown>): Promise<AppError> => {
  const outcome = await start.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(outcome instanceof AppError)) throw new Error(`Expected an AppError, got ${String(outcome)}`);
  return outcome;
};

describe('a port that is taken', () => {
  it('is refused by the name of who holds it, with the next free one', async () => {
    const held = await holdPort('127.0.0.1');
    const error = await failureOf(startRouter({ workerUrl: worker.url, port: held.port }));
    expect(error.code).toBe('port-taken');
    expect(error.message).toContain(`Port ${held.port} on 127.0.0.1 is held by`);
    expect(error.hint).toContain('--port');
    expect(error.data.freePort).toBe(await firstFreePort(held.port + 1));
    if (process.platform === 'linux') {
      expect(error.message).toContain(`(process ${process.pid})`);
      expect(await findPortHolder(held.port)).toMatchObject({ pid: process.pid });
    }
    await held.release();
    expect(await findPortHolder(held.port)).toBeNull();
    const router = await startRouter({ workerUrl: worker.url, port: held.port });
    expect(router.port).toBe(held.port);
    await router.close();
  });

  it('on one address leaves nothing open on the other', async () => {
    const held = await holdPort('127.0.0.2');
    const hosts = ['127.0.0.1', '127.0.0.2'];
    const error = await failureOf(startRouter({ workerUrl: worker.url, port: held.port, hosts }));
    expect(error.data).toMatchObject({ host: '127.0.0.2' });
    await expect(RawClient.connect(held.port)).rejects.toThrow('ECONNREFUSED');
    await held.release();
  });

  it('is passed over when any will do', async () => {
    const held = await holdPort('127.0.0.1');
    const free = await firstFreePort(held.port);
    expect(free).toBeGreaterThan(held.port);
    const router = await startRouter({ workerUrl: worker.url, port: free });
    await router.close();
    await held.release();
  });
});

describe('an address that this machine does not have', () => {
  it('is refused with the reason', async () => {
    const error = await failureOf(startRouter({ workerUrl: worker.url, port: 0, hosts: ['192.0.2.1'] }));
    expect(error.code).toBe('usage-invalid');
    expect(error.message).toContain('192.0.2.1');
  });

  it('is left out when it is not the first', async () => {
    const router = await startRouter({ workerUrl: worker.url, port: 0, hosts: ['127.0.0.1', '192.0.2.1'] });
    expect(router.hosts).toEqual(['127.0.0.1']);
    await router.close();
  });
});

describe('a router', () => {
  it('answers 421 until it has a table, and nothing once it is closed', async () => {
    const router = await startRouter({ workerUrl: worker.url, port: 0 });
    const client = await RawClient.connect(router.port);
    client.ask('GET / HTTP/1.1', 'Host: site.test');
    expect((await client.takeResponse()).status).toBe(421);
    await router.close();
    await client.takeUntilClosed();
    await expect(RawClient.connect(router.port)).rejects.toThrow('ECONNREFUSED');
    await router.close();
  });

  it('that crashes says so, fails what was asked of it, and leaves its port to the next one', async () => {
    const fragile = new URL('fragile.mjs', worker.url);
    await writeFile(
      fragile,
      `import { parentPort } from 'node:worker_threads';
       import './worker.mjs';
       parentPort.on('message', ({ table }) => { if (table?.revision === -1) throw new Error('planted'); });`,
    );
    const router = await startRouter({ workerUrl: fragile, port: 0 });
    const events: RouterEvent[] = [];
    router.onEvent((event) => events.push(event));
    await router.setTable(tableOf({}, {}));
    const drain = router.drained([1], 60_000);
    expect(await drain).toBe(0);
    router.setTable({ ...tableOf({}, {}), revision: -1 }).catch(() => null);
    await vi.waitFor(() => expect(events).toHaveLength(1), 5_000);
    expect(events[0]).toMatchObject({
      type: 'crashed',
      error: { code: 'bug', message: expect.stringContaining('planted') },
    });
    expect((await failureOf(router.setTable(tableOf({}, {})))).code).toBe('bug');
    await router.close();
    const next = await startRouter({ workerUrl: worker.url, port: router.port });
    expect(next.port).toBe(router.port);
    await next.close();
  });
});
