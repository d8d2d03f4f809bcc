import { describe, expect, it } from 'vitest';
import { noResponses } from '../../contract';
import { mergeSketches, quantileMs } from '../../core/figures/latency-sketch';
import { InFlight } from './in-flight';
import { RestartNonces } from './restart-nonces';
import { ServedCounts } from './served-counts';
import { SplitWriteWatch } from './split-write-watch';
import { samePath } from './target';

describe('servers that write head and body apart', () => {
  it('are found by three delayed bodies in a row', () => {
    const watch = new SplitWriteWatch();
    for (const gapMs of [44, 43, 0.2, 44, 41]) watch.record(4001, gapMs);
    expect(watch.needsOneConnectionEach(4001)).toBe(false);
    watch.record(4001, 45);
    expect(watch.needsOneConnectionEach(4001)).toBe(true);
    expect(watch.needsOneConnectionEach(4002)).toBe(false);
  });

  it('are not confused with slow pages', () => {
    const watch = new SplitWriteWatch();
    for (const gapMs of [200, 90, 10, 300]) watch.record(4001, gapMs);
    expect(watch.needsOneConnectionEach(4001)).toBe(false);
  });

  it('are forgotten when another program may have their port', () => {
    const watch = new SplitWriteWatch();
    for (const gapMs of [44, 44, 44]) watch.record(4001, gapMs);
    watch.forgetAllBut(new Set([4002]));
    expect(watch.needsOneConnectionEach(4001)).toBe(false);
  });
});

describe('what is in flight', () => {
  it('is waited for, over all ports asked for', async () => {
    const inFlight = new InFlight();
    inFlight.enter(1);
    inFlight.enter(2);
    let left: number | null = null;
    const drained = inFlight.drained([1, 2], 10_000).then((count) => {
      left = count;
    });
    inFlight.leave(1);
    await Promise.resolve();
    expect(left).toBeNull();
    inFlight.leave(2);
    await drained;
    expect(left).toBe(0);
  });

  it('is counted when the time is over', async () => {
    const inFlight = new InFlight();
    inFlight.enter(1);
    inFlight.enter(1);
    expect(await inFlight.drained([1], 5)).toBe(2);
    expect(await inFlight.drained([2], 5)).toBe(0);
  });
});

describe('restart offers', () => {
  it('work once', () => {
    let count = 0;
    const nonces = new RestartNonces(() => `n${count++}`);
    const nonce = nonces.offer({ serverId: 's', returnTo: '/x' });
    expect(nonces.take('guess')).toBeNull();
    expect(nonces.take(nonce)).toEqual({ serverId: 's', returnTo: '/x' });
    expect(nonces.take(nonce)).toBeNull();
  });

  it('do not pile up', () => {
    let count = 0;
    const nonces = new RestartNonces(() => `n${count++}`);
    const first = nonces.offer({ serverId: 's', returnTo: '/' });
    for (let i = 0; i < 1_000; i++) nonces.offer({ serverId: 's', returnTo: '/' });
    expect(nonces.take(first)).toBeNull();
    expect(nonces.take('n1000')).not.toBeNull();
  });

  it.each([
    ['/a?b=c', '/a?b=c'],
    ['//evil.test/x', '/evil.test/x'],
    ['/\\evil.test', '/evil.test'],
    ['*', '/'],
    ['/\xe4', '/%E4'],
  ])('lead from %s back to %s, never to another site', (target, path) => {
    expect(samePath(target)).toBe(path);
  });
});

describe('what was served', () => {
  const request = { serverId: 's', projectId: 'p', siteId: 1, status: 200, latencyMs: 3, page: null };

  it('is counted by server and site, once', () => {
    const counts = new ServedCounts();
    counts.record(request);
    counts.record({ ...request, status: 503, latencyMs: 500 });
    counts.record({ ...request, status: null, latencyMs: null });
    counts.record({ ...request, siteId: 2, status: 404 });
    counts.record({ ...request, serverId: 't', status: 101 });
    const seen = counts.take().map(({ latencies, ...site }) => ({
      ...site,
      latencies: latencies.map(([, count]) => count),
    }));
    expect(seen).toEqual([
      {
        serverId: 's',
        projectId: 'p',
        siteId: 1,
        responses: { ...noResponses, success: 1, serverError: 1, unanswered: 1 },
        latencies: [1, 1],
        lastPage: null,
      },
      {
        serverId: 's',
        projectId: 'p',
        siteId: 2,
        responses: { ...noResponses, clientError: 1 },
        latencies: [1],
        lastPage: null,
      },
      {
        serverId: 't',
        projectId: 'p',
        siteId: 1,
        responses: { ...noResponses, informational: 1 },
        latencies: [1],
        lastPage: null,
      },
    ]);
    expect(counts.take()).toEqual([]);
  });

  it('has the last page that somebody saw, also where other requests came after it', () => {
    const counts = new ServedCounts();
    const page = { path: '/', status: 200, latencyMs: 3, at: 'then', isFramed: true };
    counts.record({ ...request, page });
    counts.record({ ...request, page: { ...page, path: '/a' } });
    counts.record(request);
    expect(counts.take().map(({ lastPage }) => lastPage?.path)).toEqual(['/a']);
    counts.record(request);
    expect(counts.take().map(({ lastPage }) => lastPage)).toEqual([null]);
  });

  it('keeps a sketch of the latencies of many requests', () => {
    const counts = new ServedCounts();
    for (let latencyMs = 1; latencyMs <= 10_000; latencyMs++) counts.record({ ...request, latencyMs });
    const [site] = counts.take();
    expect(site?.responses.success).toBe(10_000);
    expect(site?.latencies.length).toBeLessThan(336);
    const middle = quantileMs(mergeSketches([site?.latencies ?? []]), 0.5) ?? 0;
    expect(Math.abs(middle - 5_000)).toBeLessThan(150);
  });
});
