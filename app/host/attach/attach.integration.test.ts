import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { version } from '../../contract';
import { attach } from './attach';
import { acquireLock, type HeldLock } from './lock';
import { ensureSecret } from './secret';

let dataFolder: string;
let lock: HeldLock;
let door: WebSocketServer;
let answers: number;
beforeEach(async () => {
  dataFolder = mkdtempSync(join(tmpdir(), 'manysite-attach-'));
  chmodSync(dataFolder, 0o755);
  ensureSecret(dataFolder);
  lock = acquireLock(dataFolder, version);
  answers = 0;
});
afterEach(() => {
  for (const client of door.clients) client.terminate();
  door.close();
  rmSync(dataFolder, { recursive: true });
});

/** A door that answers the first word with what the test wants. */
const open = (onHello: (tell: (welcome: string) => void, close: () => void) => void): Promise<number> =>
  new Promise((resolve) => {
    door = new WebSocketServer({ host: '127.0.0.1', port: 0 }, () =>
      resolve((door.address() as AddressInfo).port),
    );
    door.on('connection', (socket) =>
      socket.once('message', () => {
        answers += 1;
        onHello(
          (welcome) => socket.send(welcome),
          () => socket.close(1001, 'Manysite stops'),
        );
      }),
    );
  });

const welcome = (of: string): string => JSON.stringify({ ok: true, version: of });
const to = (start: boolean) => attach({ start, environment: { MANYSITE_DATA: dataFolder } });

describe('attach', () => {
  it('refuses to work with a host of another version, says how to end it, and lets `quit` do so', async () => {
    lock.publish(await open((tell) => tell(welcome('0.0.1'))));
    await expect(to(true)).rejects.toMatchObject({
      code: 'host-version-differs',
      message: expect.stringContaining('0.0.1'),
      hint: expect.stringContaining('manysite quit'),
      data: { running: '0.0.1', own: version, pid: process.pid },
    });
    const host = await to(false);
    expect(host?.info.version).toBe('0.0.1');
    await host?.close();
  });

  it('waits for a host that starts, and asks again one that turns it away because it stops', async () => {
    const port = await open((tell, close) => (answers < 3 ? close() : tell(welcome(version))));
    const attaching = to(true);
    lock.publish(port);
    const host = await attaching;
    expect([host?.info.startedByUs, answers]).toEqual([false, 3]);
    await host?.close();
  });

  it('finds no host once the one that stops has let go of its lock', async () => {
    lock.publish(
      await open((_, close) => {
        lock.release();
        close();
      }),
    );
    expect(await to(false)).toBeNull();
  });

  it('asks again when a host says nothing', async () => {
    lock.publish(
      await open((tell) => {
        if (answers > 1) tell(welcome(version));
      }),
    );
    const host = await to(true);
    expect([host?.info.version, answers]).toEqual([version, 2]);
    await host?.close();
  });

  it('tells a client of another secret what to do', async () => {
    door = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    door.on('connection', (socket) => socket.close(4401, 'wrong token'));
    await new Promise((resolve) => door.once('listening', resolve));
    lock.publish((door.address() as AddressInfo).port);
    await expect(to(true)).rejects.toMatchObject({ code: 'not-authorised' });
  });
});
