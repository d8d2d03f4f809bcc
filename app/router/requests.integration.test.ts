import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import type net from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { runHttpUpstream, runRawUpstream } from './testing/run-upstream';
import { Scene } from './testing/scene';

const megabyte = 1024 * 1024;
let scene: Scene;

beforeAll(async () => {
  scene = await Scene.open();
});
afterEach(() => scene.clear());
afterAll(() => scene.close());

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

describe('request bodies', () => {
  it('of 50 MB arrive whole, and are not piled up while the server does not read', async () => {
    const payload = randomBytes(50 * megabyte);
    let request: http.IncomingMessage | undefined;
    await scene.serve(
      runHttpUpstream((incoming, response) => {
        request = incoming;
        incoming.pause();
        const hash = createHash('sha256');
        incoming.on('end', () => response.end(hash.digest('hex')));
        incoming.on('data', (bytes: Buffer) => hash.update(bytes));
        incoming.pause();
      }),
    );
    const upload = http.request({
      port: scene.router.port,
      method: 'POST',
      headers: { Host: 'site.test', 'Content-Length': payload.length },
    });
    const answered = once(upload, 'response') as Promise<[http.IncomingMessage]>;
    upload.end(payload);
    await vi.waitFor(() => expect(request).toBeDefined(), 10_000);
    const socket = upload.socket as net.Socket;
    const left = (): number => payload.length - (socket.bytesWritten - socket.writableLength);
    // The same at two looks a while apart: nobody takes anything any more.
    let previous = -1;
    await vi.waitFor(
      () => {
        const now = left();
        const isStill = now === previous;
        previous = now;
        expect(isStill).toBe(true);
      },
      { timeout: 10_000, interval: 300 },
    );
    expect(left()).toBeGreaterThan(20 * megabyte);
    request?.resume();
    const [response] = await answered;
    const body: Buffer[] = [];
    for await (const bytes of response) body.push(bytes);
    expect(Buffer.concat(body).toString()).toBe(sha256(payload));
  });

  it('in chunks go through with extensions and trailers, and the next request follows them', async () => {
    const received: string[] = [];
    await scene.serve(
      runRawUpstream((socket) => {
        socket.on('data', (bytes: Buffer) => {
          received.push(bytes.toString('latin1'));
          if (received.join('').includes('Sum: 1\r\n\r\n'))
            socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
        });
      }),
    );
    const client = await scene.connect();
    const body = '4;name="v"\r\nabcd\r\n0\r\nSum: 1\r\n\r\n';
    client.send(
      'POST / HTTP/1.1',
      'Host: site.test',
      'Transfer-Encoding: chunked',
      '',
      `${body}GET / HTTP/1.1`,
      'Host: nope',
      '',
      '',
    );
    expect((await client.takeResponse()).body).toBe('ok');
    expect((await client.takeResponse()).status).toBe(421);
    expect(received.join('').split('\r\n\r\n').slice(1).join('\r\n\r\n')).toBe(body);
  });

  it('in broken chunks end in 400, and nothing behind them is taken for a request', async () => {
    await scene.serve(
      runHttpUpstream((incoming, response) => incoming.resume().on('end', () => response.end('ok'))),
    );
    const client = await scene.connect();
    client.send(
      'POST / HTTP/1.1',
      'Host: site.test',
      'Transfer-Encoding: chunked',
      '',
      '3\r\nabcd\r\nGET / HTTP/1.1',
      'Host: site.test',
      '',
      '',
    );
    const text = await client.takeUntilClosed();
    expect(text).toMatch(/^HTTP\/1\.1 400 /);
    expect(text.match(/HTTP\/1\.1/g)).toHaveLength(1);
  });

  it('wait for the server\u2019s word where the client expects it', async () => {
    await scene.serve(
      runHttpUpstream(
        (_, response) => response.end('never'),
        (server) =>
          server.on('checkContinue', (incoming: http.IncomingMessage, response: http.ServerResponse) => {
            if (incoming.url === '/refused') {
              response.writeHead(417).end();
              return;
            }
            response.writeContinue();
            incoming.on('data', (bytes: Buffer) => response.end(`got ${bytes}`));
          }),
      ),
    );
    const client = await scene.connect();
    client.ask('PUT /wanted HTTP/1.1', 'Host: site.test', 'Expect: 100-continue', 'Content-Length: 4');
    expect(await client.takeThrough('\r\n\r\n')).toBe('HTTP/1.1 100 Continue\r\n\r\n');
    client.send('body');
    expect(await client.takeThrough('got body')).toMatch(/^HTTP\/1\.1 200 OK/);

    const refused = await scene.connect();
    refused.ask('PUT /refused HTTP/1.1', 'Host: site.test', 'Expect: 100-continue', 'Content-Length: 4');
    expect(await refused.takeUntilClosed()).toMatch(/^HTTP\/1\.1 417 [\s\S]*\r\nConnection: close\r\n/);
  });
});

describe('a client that goes away', () => {
  it('ends the request at the server', async () => {
    let isGone = false;
    await scene.serve(
      runHttpUpstream((_, response) => {
        response.write('data: first\n\n');
        response.on('close', () => {
          isGone = true;
        });
      }),
    );
    const client = await scene.connect();
    client.ask('GET / HTTP/1.1', 'Host: site.test');
    await client.takeThrough('first');
    client.close();
    await vi.waitFor(() => expect(isGone).toBe(true), 5_000);
  });
});

describe('an upgrade', () => {
  it('becomes a tunnel in both directions, from the first byte', async () => {
    await scene.serve(
      runHttpUpstream(
        (_, response) => response.end(),
        (server) =>
          server.on('upgrade', (incoming: http.IncomingMessage, socket: net.Socket, first: Buffer) => {
            socket.write(
              `HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: ${incoming.headers.upgrade}\r\n\r\nhello`,
            );
            socket.on('data', (bytes: Buffer) => socket.write(`<${bytes}>`));
            if (first.length > 0) socket.write(`<${first}>`);
            socket.on('end', () => socket.end('bye'));
          }),
      ),
    );
    const client = await scene.connect();
    client.send(
      'GET /ws HTTP/1.1',
      'Host: site.test',
      'Connection: Upgrade',
      'Upgrade: websocket',
      '',
      'early',
    );
    const head = await client.takeThrough('\r\n\r\n');
    expect(head).toMatch(/^HTTP\/1\.1 101 [\s\S]*Upgrade: websocket\r\n/);
    await client.takeThrough('hello');
    await client.takeThrough('<early>');
    client.send('ping');
    await client.takeThrough('<ping>');
    client.socket.end();
    expect(await client.takeUntilClosed()).toBe('bye');
  });

  it('that the server declines is an ordinary response', async () => {
    await scene.serve(runHttpUpstream((_, response) => response.end('plain')));
    const client = await scene.connect();
    client.ask('GET /ws HTTP/1.1', 'Host: site.test', 'Connection: Upgrade', 'Upgrade: websocket');
    expect((await client.takeResponse()).status).toBe(200);
    client.ask('GET / HTTP/1.1', 'Host: site.test');
    expect((await client.takeResponse()).body).toBe('plain');
  });
});
