import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { runRawUpstream } from './testing/run-upstream';
import { Scene } from './testing/scene';

let scene: Scene;
let received = '';

beforeAll(async () => {
  scene = await Scene.open({ idleClientMs: 400, lingerMs: 300 });
  await scene.serve(
    runRawUpstream((socket) =>
      socket.on('data', (bytes: Buffer) => {
        received += bytes.toString('latin1');
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
      }),
    ),
  );
});
afterEach(() => {
  received = '';
});
afterAll(() => scene.close());

describe('a request that could be understood in two ways', () => {
  const smuggled = 'GET /smuggled HTTP/1.1\r\nHost: site.test\r\n\r\n';

  it.each([
    [
      'a length and a coding',
      400,
      `POST / HTTP/1.1\r\nHost: site.test\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`,
    ],
    [
      'a coding with a blank before its colon',
      400,
      `POST / HTTP/1.1\r\nHost: site.test\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n${smuggled}`,
    ],
    [
      'a coding on a folded line',
      400,
      `POST / HTTP/1.1\r\nHost: site.test\r\nTransfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n${smuggled}`,
    ],
    [
      'lengths that differ',
      400,
      `POST / HTTP/1.1\r\nHost: site.test\r\nContent-Length: 0\r\nContent-Length: 44\r\n\r\n${smuggled}`,
    ],
    ['lines that end in a line feed', 400, `GET / HTTP/1.1\nHost: site.test\n\n${smuggled}`],
    ['a second Host', 400, `GET / HTTP/1.1\r\nHost: site.test\r\nHost: other.test\r\n\r\n${smuggled}`],
    ['no Host', 400, `GET / HTTP/1.1\r\n\r\n${smuggled}`],
    ['a Host that is a pattern', 400, `GET / HTTP/1.1\r\nHost: *\r\n\r\n${smuggled}`],
    ['a TLS greeting', 400, '\x16\x03\x01\x02\x00\x01'],
    ['CONNECT', 405, 'CONNECT site.test:443 HTTP/1.1\r\nHost: site.test\r\n\r\n'],
    ['HTTP/2', 505, 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    [
      'a head of more than 64 KB',
      431,
      `GET / HTTP/1.1\r\nHost: site.test\r\nCookie: ${'c'.repeat(66_000)}\r\n\r\n${smuggled}`,
    ],
    ['a head that never ends', 431, `GET / HTTP/1.1\r\nHost: site.test\r\n${'A: b\r\n'.repeat(12_000)}`],
  ])('by %s is answered with %i, and nothing behind it reaches a server', async (_, status, text) => {
    const client = await scene.connect();
    client.send(text);
    const answer = await client.takeUntilClosed();
    expect(answer.startsWith(`HTTP/1.1 ${status} `)).toBe(true);
    expect(answer.match(/HTTP\/1\.1 \d/g)).toHaveLength(1);
    expect(answer).toContain('\r\nConnection: close\r\n');
    expect(received).toBe('');
  });
});

describe('a request that is merely unusual', () => {
  it('may come byte by byte', async () => {
    const client = await scene.connect();
    client.socket.setNoDelay(true);
    for (const byte of '\r\nGET /slow HTTP/1.1\r\nHost: site.test\r\n\r\n') {
      client.send(byte);
      await new Promise(setImmediate);
    }
    expect((await client.takeResponse()).body).toBe('ok');
    expect(received).toMatch(/^GET \/slow HTTP\/1\.1\r\n/);
  });

  it('may have a head of just under 64 KB', async () => {
    const { status } = await scene.ask('GET / HTTP/1.1', `Cookie: ${'c'.repeat(65_000)}`);
    expect(status).toBe(200);
    await vi.waitFor(() => expect(received.length).toBeGreaterThan(65_000));
  });
});

describe('an answer that did not wait for the body', () => {
  it('reaches the client, which is then cut off', async () => {
    const client = await scene.connect();
    client.send(
      'POST / HTTP/1.1',
      'Host: unknown.test',
      'Content-Length: 10000000',
      '',
      'x'.repeat(1_000_000),
    );
    expect(await client.takeUntilClosed()).toMatch(/^HTTP\/1\.1 421 [\s\S]*\r\nConnection: close\r\n/);
  });
});

describe('a client that says nothing', () => {
  it.each(['', 'GET / HTTP/1.1\r\nHost: si'])('is let go after a while, having sent %j', async (text) => {
    const client = await scene.connect();
    client.send(text);
    expect(await client.takeUntilClosed()).toBe('');
  });

  it('is not let go while its request is answered slowly', async () => {
    const slow = await Scene.open({ idleClientMs: 50 });
    await slow.serve(
      runRawUpstream((socket) =>
        socket.once('data', () =>
          setTimeout(() => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'), 300),
        ),
      ),
    );
    expect((await slow.ask('GET / HTTP/1.1')).body).toBe('ok');
    await slow.close();
  });
});
