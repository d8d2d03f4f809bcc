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
