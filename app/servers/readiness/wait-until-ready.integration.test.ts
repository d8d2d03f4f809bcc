import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTcpServer, type Server } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { createPortSource } from '../process/free-port';
import { type WarmUp, waitUntilReady } from './wait-until-ready';

const host = '127.0.0.1';
const open: Server[] = [];
const notes: string[] = [];

afterEach(async () => {
  notes.length = 0;
  for (const server of open.splice(0)) {
    server.close();
    if ('closeAllConnections' in server && typeof server.closeAllConnections === 'function') {
      server.closeAllConnections();
    }
    await once(server, 'close');
  }
});

const listen = async (server: Server, port = 0): Promise<number> => {
  open.push(server);
  server.listen({ host, port });
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not a TCP port');
  return address.port;
};
const serve = (listener: RequestListener) => listen(createServer(listener));

const wait = (
  port: number,
  warmUp: readonly WarmUp[],
  timeoutMs = 10_000,
  signal = new AbortController().signal,
) => waitUntilReady({ host, port, warmUp, timeoutMs, signal, note: (text) => notes.push(text) });

describe('waiting for a server', () => {
  test('sends each warm-up once, in order, as a plain GET with the Host asked for', async () => {
    const seen: string[] = [];
    const port = await serve((request, response) => {
      seen.push(`${request.method} ${request.headers.host}${request.url}`);
      response.end();
    });
    const readiness = await wait(port, [
      { path: '/', hostHeader: 'a.test:8000' },
      { path: '/about/?q=1', hostHeader: 'b.test' },
      { path: '/x', hostHeader: null },
    ]);
    expect(readiness).toEqual({ kind: 'ready' });
    expect(seen).toEqual(['GET a.test:8000/', 'GET b.test/about/?q=1', `GET ${host}:${port}/x`]);
    expect(notes).toEqual([]);
  });

  test('asks for the front page where the project wants no warm-up', async () => {
    const seen: string[] = [];
    const port = await serve((request, response) => {
      seen.push(request.url ?? '');
      response.statusCode = 404;
      response.end();
    });
    expect(await wait(port, [])).toEqual({ kind: 'ready' });
    expect(seen).toEqual(['/']);
  });

  test('keeps asking while connections break off, and tells of server errors', async () => {
    let count = 0;
    const port = await serve((request, response) => {
      count++;
      if (count < 4) request.socket.destroy();
      else {
        response.statusCode = 503;
        response.end('not well');
      }
    });
    expect(await wait(port, [{ path: '/', hostHeader: 'a.test' }])).toEqual({ kind: 'ready' });
    expect(count).toBe(4);
    expect(notes).toEqual(['warm-up: GET / for a.test answered 503']);
  });

  test('counts a body that breaks off or is cut as an answer, and notes later warm-ups that stay silent', async () => {
    const port = await serve((request, response) => {
      if (request.url === '/silent') return;
      response.write('half');
      request.socket.destroySoon();
    });
    const warmUp = ['/', '/silent'].map((path) => ({ path, hostHeader: 'a.test' }));
    expect(await wait(port, warmUp, 500)).toEqual({ kind: 'ready' });
    expect(notes).toEqual(['warm-up: GET /silent for a.test was not answered (timed-out)']);
  });

  test('ends as soon as it is given up, before and during an answer', async () => {
    const port = await serve(() => undefined);
    const giveUp = new AbortController();
    const waiting = wait(port, [], 60_000, giveUp.signal);
    const [server] = open;
    if (server === undefined) throw new Error('no server');
    await once(server, 'connection');
    giveUp.abort();
    expect(await waiting).toEqual({ kind: 'abandoned' });
    expect(await wait(port, [], 60_000, AbortSignal.abort())).toEqual({ kind: 'abandoned' });
  });
});

describe('why a server is not ready', () => {
  test('nothing listened', async () => {
    const port = await createPortSource(host)();
    const readiness = await wait(port, [], 120);
    expect(readiness).toMatchObject({
      kind: 'not-ready',
      reason: `nothing listened on ${host}:${port} within 0.1 s`,
    });
    expect(readiness.kind === 'not-ready' && readiness.afterMs).toBeGreaterThanOrEqual(120);
  });

  test('it listened and said nothing', async () => {
    const port = await serve(() => undefined);
    expect(await wait(port, [{ path: '/a', hostHeader: 'a.test' }], 200)).toMatchObject({
      reason: `${host}:${port} was reached, but did not answer GET /a for a.test within 0.2 s`,
    });
  });

  test('it spoke something else, even where the last request got no answer at all', async () => {
    let count = 0;
    const port = await listen(
      createTcpServer((socket) => {
        count++;
        socket.on('error', () => socket.destroy()).resume();
        if (count === 1) socket.end('220 mail ready\r\n');
      }),
    );
    expect(await wait(port, [], 400)).toMatchObject({
      reason: expect.stringMatching(
        /was reached, but GET \/ for \S+ got no HTTP answer within 0.4 s: Parse Error/,
      ),
    });
    expect(count).toBe(2);
  });
});
