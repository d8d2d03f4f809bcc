import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Router } from './start-router';
import { RawClient } from './testing/raw-client';
import { ready, runRouter, siteRoute, tableOf } from './testing/run-router';
import { runHttpUpstream, type TestUpstream } from './testing/run-upstream';

let router: Router;
let alpha: TestUpstream;
let beta: TestUpstream;
const clients: RawClient[] = [];

const connect = async (host?: string): Promise<RawClient> => {
  const client = await RawClient.connect(router.port, host);
  clients.push(client);
  return client;
};

beforeAll(async () => {
  router = await runRouter();
  const named = (name: string): Promise<TestUpstream> =>
    runHttpUpstream((request, response) => {
      response.setHeader('Content-Type', 'application/json');
      response.end(
        JSON.stringify({ name, url: request.url, method: request.method, headers: request.headers }),
      );
    });
  alpha = await named('alpha');
  beta = await named('beta');
  await router.setTable(
    tableOf(
      {
        'alpha.test': siteRoute('a', 1),
        'beta.test': siteRoute('b', 2),
        'www.alpha.test': { kind: 'redirect', domain: 'alpha.test' },
        'gone.test': { kind: 'disabled', siteName: 'Gone <b>' },
        '*.wild.test': siteRoute('b', 2),
      },
      { a: ready(alpha.port), b: ready(beta.port) },
      siteRoute('a', 1),
    ),
  );
});

afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});

afterAll(async () => {
  await router.close();
  await Promise.all([alpha.close(), beta.close()]);
});

const answerTo = async (client: RawClient, requestLine: string, ...headers: string[]) => {
  client.ask(requestLine, ...headers);
  return client.takeResponse();
};

describe('which server a request reaches', () => {
  it('routes every request of one kept connection by its own Host', async () => {
    const client = await connect();
    const names: string[] = [];
    for (const host of ['alpha.test', 'beta.test', 'ALPHA.test.', 'x.wild.test', 'alpha.test']) {
      const { body } = await answerTo(client, 'GET / HTTP/1.1', `Host: ${host}`);
      names.push(JSON.parse(body).name);
    }
    expect(names).toEqual(['alpha', 'beta', 'alpha', 'beta', 'alpha']);
    expect(client.isClosed).toBe(false);
  });

  it('answers pipelined requests in their order', async () => {
    const client = await connect();
    client.send(
      ...['alpha.test', 'beta.test', 'nope.test', 'beta.test'].flatMap((host) => [
        'GET /p HTTP/1.1',
        `Host: ${host}`,
        '',
      ]),
      '',
    );
    const answers = [];
    for (let i = 0; i < 4; i++) answers.push(await client.takeResponse());
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 421, 200]);
    expect(JSON.parse(answers[0]?.body ?? '').name).toBe('alpha');
    expect(JSON.parse(answers[3]?.body ?? '').name).toBe('beta');
  });

  it('passes the Host unchanged and says who asked', async () => {
    const client = await connect();
    const host = `Alpha.test:${router.port}`;
    const { body } = await answerTo(
      client,
      'GET /path?q=1 HTTP/1.1',
      `Host: ${host}`,
      'X-Forwarded-For: 6.6.6.6',
      'X-Forwarded-Host: evil.test',
      'X_Forwarded_Host: evil.test',
      'Forwarded: host=evil.test',
      'Connection: keep-alive, X-Private',
      'X-Private: for this connection',
      'X-Public: for the server',
    );
    const { headers, url } = JSON.parse(body);
    expect(url).toBe('/path?q=1');
    expect(headers).toMatchObject({
      host,
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-proto': 'http',
      'x-forwarded-host': host,
      'x-public': 'for the server',
    });
    expect(Object.keys(headers)).not.toContain('x-private');
    expect(Object.keys(headers)).not.toContain('x_forwarded_host');
    expect(Object.keys(headers)).not.toContain('forwarded');
  });

  it('takes the host of an absolute target before that of the header', async () => {
    const client = await connect();
    const { body } = await answerTo(client, 'GET http://beta.test/deep?x=1 HTTP/1.1', 'Host: alpha.test');
    expect(JSON.parse(body)).toMatchObject({
      name: 'beta',
      url: '/deep?x=1',
      headers: { host: 'beta.test' },
    });
  });

  it('sends addresses and localhost to the default site', async () => {
    const client = await connect();
    for (const host of ['127.0.0.1', `localhost:${router.port}`, '[::1]:8000', '10.1.2.3']) {
      const { body } = await answerTo(client, 'GET / HTTP/1.1', `Host: ${host}`);
      expect(JSON.parse(body)).toMatchObject({ name: 'alpha', headers: { host } });
    }
  });

  it('listens on ::1 too where the machine has IPv6', async () => {
    const listensOnBoth = router.hosts.includes('::1');
    const client = await connect(listensOnBoth ? '::1' : '127.0.0.1');
    const { body } = await answerTo(client, 'GET / HTTP/1.1', 'Host: alpha.test');
    expect(JSON.parse(body).headers['x-forwarded-for']).toBe(listensOnBoth ? '::1' : '127.0.0.1');
  });

  it('trap 9: keeps the port in a redirect, and nobody may remember it', async () => {
    const client = await connect();
    const { head, status, body } = await answerTo(
      client,
      'GET //x/\xe4?q=1 HTTP/1.1',
      'Host: www.alpha.test',
    );
    expect(status).toBe(301);
    expect(head).toContain(`\r\nLocation: http://alpha.test:${router.port}//x/%E4?q=1\r\n`);
    expect(head).toContain('\r\nCache-Control: no-store\r\n');
    expect(body).toBe('');
  });

  it('trap 12: says that a disabled site is disabled', async () => {
    const client = await connect();
    const { status, body } = await answerTo(client, 'GET / HTTP/1.1', 'Host: gone.test');
    expect(status).toBe(503);
    expect(body).toContain('Gone &lt;b&gt; is disabled');
  });

  it.each(['evil.example', 'constructor', '__proto__', 'wild.test'])('answers 421 for %s', async (host) => {
    const client = await connect();
    const { status, body } = await answerTo(client, 'GET / HTTP/1.1', `Host: ${host}`);
    expect(status).toBe(421);
    expect(body).not.toMatch(/alpha|beta|shop|Site 1/);
  });
});

describe('requests that may change something', () => {
  const post = async (host: string, ...headers: string[]): Promise<number> => {
    const client = await connect();
    return (await answerTo(client, 'POST /x HTTP/1.1', `Host: ${host}`, 'Content-Length: 0', ...headers))
      .status;
  };

  it('go through from a local site, and from clients that are no browser', async () => {
    expect(await post('alpha.test')).toBe(200);
    expect(await post('alpha.test', `Origin: http://beta.test:${router.port}`)).toBe(200);
    expect(await post('alpha.test:9999', 'Origin: http://alpha.test:9999')).toBe(200);
    expect(await post('alpha.test', `Origin: http://localhost:${router.port}`)).toBe(200);
  });

  it.each([
    'http://evil.127.0.0.1.nip.io:8000',
    'null',
    'http://alpha.test.evil.example',
    'https://alpha.test',
    'http://beta.test',
  ])('trap 19: are refused from %s', async (origin) => {
    expect(await post('alpha.test', `Origin: ${origin}`)).toBe(403);
  });

  it('are refused from a name that only a wildcard covers', async () => {
    expect(await post('alpha.test', `Origin: http://x.wild.test:${router.port}`)).toBe(403);
  });

  it('include the upgrade to a WebSocket', async () => {
    const client = await connect();
    const { status } = await answerTo(
      client,
      'GET /ws HTTP/1.1',
      'Host: alpha.test',
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Origin: http://evil.example',
    );
    expect(status).toBe(403);
  });
});
