import { describe, expect, it } from 'vitest';
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
  it('is counted by site, once', () => {
    const counts = new ServedCounts();
    counts.record({ projectId: 'p', siteId: 1 }, 200, 3);
    counts.record({ projectId: 'p', siteId: 1 }, 503, 5);
    counts.record({ projectId: 'q', siteId: 1 }, 404, 7);
    expect(counts.take()).toEqual([
      { projectId: 'p', siteId: 1, requests: 2, failed: 1, lastStatus: 503, durationsMs: [3, 5] },
      { projectId: 'q', siteId: 1, requests: 1, failed: 0, lastStatus: 404, durationsMs: [7] },
    ]);
    expect(counts.take()).toEqual([]);
  });

  it('keeps an even sample of many durations', () => {
    const counts = new ServedCounts();
    for (let i = 0; i < 10_000; i++) counts.record({ projectId: 'p', siteId: 1 }, 200, i);
    const [site] = counts.take();
    expect(site?.requests).toBe(10_000);
    const sample = site?.durationsMs ?? [];
    expect(sample.length).toBeGreaterThanOrEqual(100);
    expect(sample.length).toBeLessThan(256);
    const middle = sample[Math.floor(sample.length / 2)] ?? 0;
    expect(Math.abs(middle - 5_000)).toBeLessThan(300);
  });
});
