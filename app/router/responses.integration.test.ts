import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import type net from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { onEachHead, runHttpUpstream, runRawUpstream } from './testing/run-upstream';
import { Scene } from './testing/scene';

const megabyte = 1024 * 1024;
let scene: Scene;

beforeAll(async () => {
  scene = await Scene.open();
});
afterEach(() => scene.clear());
afterAll(() => scene.close());

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

describe('responses', () => {
  it('arrive event by event, long before their end', async () => {
    let send: ((text: string) => void) | undefined;
    await scene.serve(
      runHttpUpstream((_, response) => {
        response.writeHead(200, { 'Content-Type': 'text/event-stream' });
        send = (text) => response.write(text);
        response.write('data: first\n\n');
      }),
    );
    const client = await scene.connect();
    client.ask('GET /events HTTP/1.1', 'Host: site.test');
    await client.takeThrough('data: first\n\n');
    send?.('data: second\n\n');
    expect(await client.takeThrough('data: second\n\n')).toContain('data: second');
    expect(client.isClosed).toBe(false);
  });

  it('keep their trailers', async () => {
    await scene.serve(
      runHttpUpstream((_, response) => {
        response.writeHead(200, { Trailer: 'X-Sum' });
        response.write('body');
        response.addTrailers({ 'X-Sum': '42' });
        response.end();
      }),
    );
    const client = await scene.connect();
    client.ask('GET / HTTP/1.1', 'Host: site.test');
    expect(await client.takeThrough('0\r\nX-Sum: 42\r\n\r\n')).toContain('4\r\nbody\r\n');
  });

  it('to HEAD, 204 and 304 have no body, and the connection goes on', async () => {
    await scene.serve(
      runHttpUpstream((incoming, response) => {
        const status = Number(incoming.url?.slice(1));
        response
          .writeHead(status, status === 204 ? {} : { 'Content-Length': 10 })
          .end(status === 200 ? '0123456789' : '');
      }),
    );
    const client = await scene.connect();
    for (const [method, status] of [
      ['HEAD', 200],
      ['GET', 204],
      ['GET', 304],
    ] as const) {
      client.ask(`${method} /${status} HTTP/1.1`, 'Host: site.test');
      expect(await client.takeThrough('\r\n\r\n')).toContain(`HTTP/1.1 ${status} `);
      expect(client.text).toBe('');
    }
    client.ask('GET /200 HTTP/1.1', 'Host: site.test');
    expect((await client.takeResponse()).body).toBe('0123456789');
  });

  it('without a length end with the connection, which says so', async () => {
    await scene.serve(
      runRawUpstream((socket) =>
        onEachHead(socket, () => socket.end('HTTP/1.0 200 Fine\r\nX-Old: 1\r\n\r\nall of it')),
      ),
    );
    const client = await scene.connect();
    client.ask('GET / HTTP/1.1', 'Host: site.test');
    expect(await client.takeUntilClosed()).toBe(
      'HTTP/1.1 200 Fine\r\nX-Old: 1\r\nConnection: close\r\n\r\nall of it',
    );
  });

  it('of 50 MB wait for a client that does not read', async () => {
    const payload = randomBytes(50 * megabyte);
    let socketOfServer: net.Socket | undefined;
    await scene.serve(
      runHttpUpstream((_, response) => {
        socketOfServer = response.socket ?? undefined;
        response.writeHead(200, { 'Content-Length': payload.length });
        response.end(payload);
      }),
    );
    const [response] = (await once(
      http.get({ port: scene.router.port, headers: { Host: 'site.test' } }),
      'response',
    )) as [http.IncomingMessage];
    let previous = -1;
    const left = (): number => socketOfServer?.writableLength ?? 0;
    await vi.waitFor(
      () => {
        const isStill = left() === previous;
        previous = left();
        expect(isStill).toBe(true);
      },
      { timeout: 10_000, interval: 300 },
    );
    expect(left()).toBeGreaterThan(0);
    const body: Buffer[] = [];
    for await (const bytes of response) body.push(bytes);
    expect(sha256(Buffer.concat(body))).toBe(sha256(payload));
  });

  it('that stop early are cut for the client too, so that it notices', async () => {
    await scene.serve(
      runRawUpstream((socket) =>
        onEachHead(socket, () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf')),
      ),
    );
    const client = await scene.connect();
    client.ask('GET / HTTP/1.1', 'Host: site.test');
    expect((await client.takeUntilClosed()).endsWith('\r\n\r\nhalf')).toBe(true);
  });

  it.each([
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx'],
    ['no HTTP', 'hello\r\n\r\n'],
    ['nothing', ''],
  ])('with %s become a 502 page', async (_, bytes) => {
    await scene.serve(runRawUpstream((socket) => onEachHead(socket, () => socket.end(bytes))));
    const { status, body } = await scene.ask('GET / HTTP/1.1');
    expect(status).toBe(502);
    expect(body).toContain('The server of Site 1 did not answer');
  });

  it('to HTTP/1.0 close the connection', async () => {
    const heads: string[] = [];
    await scene.serve(
      runRawUpstream((socket) =>
        onEachHead(socket, (head) => {
          heads.push(head);
          socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
        }),
      ),
    );
    const client = await scene.connect();
    client.ask('GET / HTTP/1.0', 'Host: site.test', 'Connection: keep-alive');
    expect(await client.takeUntilClosed()).toBe(
      'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok',
    );
    expect(heads[0]).toMatch(/^GET \/ HTTP\/1\.0\r\n[\s\S]*\r\nConnection: close\r\n/);
  });
});
