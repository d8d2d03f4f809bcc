import { describe, expect, it } from 'vitest';
import { noResponses, noTraffic } from '../../contract';
import { bucketOf } from '../../core/figures/latency-sketch';
import type { ServedSite } from '../../router/proxy/served-counts';
import { TrafficBook } from './traffic-book';

const report = (siteId: number, latencies: readonly number[], serverId = 'all'): ServedSite => ({
  serverId,
  projectId: 'p',
  siteId,
  responses: { ...noResponses, success: latencies.length },
  latencies: latencies.map((ms) => [bucketOf(ms), 1] as const),
  lastPage: null,
});
const near = (ms: number) => ({
  asymmetricMatch: (value: unknown) => typeof value === 'number' && Math.abs(value - ms) < ms * 0.03,
});
const minute = 60_000;

describe('what servers answered', () => {
  it('is nothing before the first report', () => {
    expect(new TrafficBook().of('all', 0)).toEqual(noTraffic);
  });

  it('is told by server and by site, since the server was made', () => {
    const book = new TrafficBook();
    book.add([report(2, [10, 10]), report(1, [100])], 0);
    book.add([report(1, [100])], 20 * minute);
    expect(book.of('all', 20 * minute)).toMatchObject({
      requests: 4,
      responses: { success: 4 },
      sites: [
        { siteId: 1, requests: 2, p50Ms: near(100) },
        { siteId: 2, requests: 2, p50Ms: near(10), p95Ms: near(10) },
      ],
    });
    expect(book.of('another', 0)).toEqual(noTraffic);
  });

  it('has the latencies of the last five minutes with requests, and keeps them in sight when nobody asks any more', () => {
    const book = new TrafficBook();
    book.add([report(1, [1000])], 0);
    book.add([report(1, [10])], 4 * minute);
    expect(book.of('all', 4 * minute).p95Ms).toEqual(near(1000));
    book.add([report(1, [10])], 6 * minute);
    expect(book.of('all', 6 * minute).p95Ms).toEqual(near(10));
    expect(book.of('all', 60 * minute)).toMatchObject({ p50Ms: near(10), requestsPerSecond: 0 });
  });

  it('has the medians of its half minutes, and what somebody saw last of a site', () => {
    const book = new TrafficBook();
    const page = { path: '/a?b', status: 200, latencyMs: 14, at: 'then', isFramed: false };
    book.add([{ ...report(1, [10]), lastPage: page }], 0);
    book.add([report(1, [1000, 1000, 1000])], minute);
    expect(book.of('all', minute).sites).toMatchObject([
      { p50Trend: [near(10), near(1000)], lastPage: page },
    ]);
  });

  it('has the medians of the last hour by two minutes, at most thirty and none that is older', () => {
    const book = new TrafficBook();
    const hourAt = (at: number) => book.of('all', at).sites[0]?.p50Hour;
    book.add([report(1, [1000])], 0);
    for (let at = 2; at < 70; at += 2) book.add([report(1, [10, at * 100, 10])], at * minute);
    expect(hourAt(68 * minute)).toEqual(Array.from({ length: 30 }, () => near(10)));
    book.add([report(1, [500, 500, 500, 500])], 68 * minute + 1);
    expect(hourAt(68 * minute + 1)?.at(-1)).toEqual(near(500));
    expect(hourAt(126 * minute)).toEqual([near(500)]);
    expect(hourAt(128 * minute)).toEqual([]);
  });

  it('has a rate that ends when the requests do', () => {
    const book = new TrafficBook();
    for (let second = 0; second < 30; second++) book.add([report(1, [1, 1, 1])], second * 1000);
    expect(book.of('all', 29_000).requestsPerSecond).toBe(3);
    expect(book.of('all', 34_000).requestsPerSecond).toBe(1.5);
    expect(book.of('all', 45_000).requestsPerSecond).toBe(0);
  });

  it('is forgotten with the server', () => {
    const book = new TrafficBook();
    book.add([report(1, [1]), report(1, [1], 'other')], 0);
    book.keepOnly(new Set(['other']));
    expect(book.of('all', 0)).toEqual(noTraffic);
    expect(book.sketchOf(['all', 'other']).size).toBe(1);
  });
});
