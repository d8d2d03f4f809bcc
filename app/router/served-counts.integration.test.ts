import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ResponseCounts } from '../contract';
import { mergeSketches, quantileMs } from '../core/figures/latency-sketch';
import type { RouterEvent } from './start-router';
import { ready } from './testing/run-router';
import { runHttpUpstream, runRawUpstream } from './testing/run-upstream';
import { Scene } from './testing/scene';

let scene: Scene;
const events: RouterEvent[] = [];

beforeAll(async () => {
  scene = await Scene.open({ refusedWaitMs: 3_000 });
  scene.router.onEvent((event) => events.push(event));
});
afterEach(() => scene.clear());
afterAll(() => scene.close());

describe('what was served', () => {
  const reported = () => events.flatMap((event) => (event.type === 'served' ? event.sites : []));
  const sumOf = (kind: keyof ResponseCounts) =>
    reported().reduce((sum, site) => sum + site.responses[kind], 0);

  it('is reported by server and site, with the time that the server took', async () => {
    await scene.serve(
      runHttpUpstream((_, response) => {
        setTimeout(() => response.writeHead(500).end('x'), 60);
      }),
    );
    events.length = 0;
    for (let i = 0; i < 3; i++) await scene.ask('GET / HTTP/1.1');
    await vi.waitFor(() => expect(sumOf('serverError')).toBe(3), 5_000);
    const sites = reported();
    expect(sites.at(-1)).toMatchObject({ serverId: 'one', projectId: 'shop', siteId: 1 });
    expect(quantileMs(mergeSketches(sites.map(({ latencies }) => latencies)), 1)).toBeGreaterThan(55);
  });

  it('does not count the time that a request waited for its server to start', async () => {
    const upstream = await scene.serve(runHttpUpstream((_, response) => response.end('x')));
    await scene.show({ state: 'starting', holdMs: 10_000, lastLines: [] });
    events.length = 0;
    const heldSince = performance.now();
    const answer = scene.ask('GET / HTTP/1.1');
    await vi.waitFor(() => expect(performance.now() - heldSince).toBeGreaterThan(400), 5_000);
    await scene.show(ready(upstream.port));
    expect((await answer).status).toBe(200);
    await vi.waitFor(() => expect(sumOf('success')).toBe(1), 5_000);
    expect(quantileMs(mergeSketches(reported().map(({ latencies }) => latencies)), 1)).toBeLessThan(400);
  });

  it('tells answers of a server from none', async () => {
    await scene.serve(runRawUpstream((socket) => socket.once('data', () => socket.destroy())));
    events.length = 0;
    expect((await scene.ask('POST / HTTP/1.1', 'Content-Length: 0')).status).toBe(502);
    await vi.waitFor(() => expect(sumOf('unanswered')).toBe(1), 5_000);
  });
});
