import { once } from 'node:events';
import http from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Router } from './start-router';
import { RawClient } from './testing/raw-client';
import { ready, runRouter, siteRoute, tableOf } from './testing/run-router';
import { runHttpUpstream, type TestUpstream } from './testing/run-upstream';

let router: Router;
const upstreams: TestUpstream[] = [];

beforeAll(async () => {
  router = await runRouter();
});
afterEach(async () => {
  for (const upstream of upstreams.splice(0)) await upstream.close();
});
afterAll(() => router.close());

const show = (port: number): Promise<void> =>
  router.setTable(tableOf({ 'site.test': siteRoute('one') }, { one: ready(port) }));

const run = async (answer: http.RequestListener): Promise<TestUpstream> => {
  const upstream = await runHttpUpstream(answer);
  upstreams.push(upstream);
  return upstream;
};

const get = async (agent: http.Agent, method: string): Promise<string> => {
  const request = http.request({ port: router.port, method, agent, headers: { Host: 'site.test' } });
  request.end(method === 'POST' ? 'some body' : undefined);
  const [response] = (await once(request, 'response')) as [http.IncomingMessage];
  let body = '';
  for await (const bytes of response) body += bytes;
  if (response.statusCode !== 200) throw new Error(`${response.statusCode}: ${body}`);
  return body;
};

describe('a change of the table', () => {
  it('fails no request, 50 times over, though each old server stops as soon as it is drained', async () => {
    const serve = (generation: number) =>
      run((incoming, response) => {
        incoming.resume();
        incoming.on('end', () => setImmediate(() => response.end(String(generation))));
      });
    let current = await serve(0);
    await show(current.port);
    const agents = [new http.Agent({ keepAlive: true }), new http.Agent({ keepAlive: false })];
    let isOver = false;
    let generation = 0;
    let answered = 0;
    const late: string[] = [];
    const clients = Array.from({ length: 6 }, async (_, index) => {
      const agent = agents[index % 2] ?? http.globalAgent;
      while (!isOver) {
        const shown = generation;
        const body = await get(agent, index < 4 ? 'GET' : 'POST');
        answered++;
        if (Number(body) < shown) late.push(`${body} after ${shown}`);
      }
    });
    for (let i = 1; i <= 50; i++) {
      const next = await serve(i);
      const old = current;
      await show(next.port);
      generation = i;
      current = next;
      expect(await router.drained([old.port], 10_000)).toBe(0);
      await old.close();
      upstreams.splice(upstreams.indexOf(old), 1);
      const target = answered + 20;
      await vi.waitFor(() => expect(answered).toBeGreaterThan(target), { timeout: 10_000, interval: 1 });
    }
    isOver = true;
    await Promise.all(clients);
    for (const agent of agents) agent.destroy();
    expect(late).toEqual([]);
    expect(answered).toBeGreaterThan(1_000);
  });

  it('lets a request that is under way go on at the old server', async () => {
    let finish: (() => void) | undefined;
    const old = await run((_, response) => {
      response.write('old ');
      finish = () => response.end('to the end');
    });
    const next = await run((_, response) => response.end('next'));
    await show(old.port);
    const client = await RawClient.connect(router.port);
    client.ask('GET / HTTP/1.1', 'Host: site.test');
    await client.takeThrough('old ');
    await show(next.port);
    const other = await RawClient.connect(router.port);
    other.ask('GET / HTTP/1.1', 'Host: site.test');
    expect((await other.takeResponse()).body).toBe('next');

    expect(await router.drained([old.port], 20)).toBe(1);
    const drained = router.drained([old.port, next.port], 10_000);
    finish?.();
    await client.takeThrough('to the end');
    expect(await drained).toBe(0);
    client.close();
    other.close();
  });

  it('leaves no idle connection to a server that is drained', async () => {
    let isClosed = false;
    const old = await runHttpUpstream(
      (_, response) => response.end('ok'),
      (server) =>
        server.on('connection', (socket) =>
          socket.on('close', () => {
            isClosed = true;
          }),
        ),
    );
    upstreams.push(old);
    await show(old.port);
    const client = await RawClient.connect(router.port);
    client.ask('GET / HTTP/1.1', 'Host: site.test');
    await client.takeResponse();
    expect(await router.drained([old.port], 1_000)).toBe(0);
    await vi.waitFor(() => expect(isClosed).toBe(true), 2_000);
    client.close();
  });
});
