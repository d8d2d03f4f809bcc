import { describe, expect, test } from 'vitest';
import { noResponses, noTraffic } from '../../contract';
import { paintFor } from './paint';
import { renderStatus } from './status-text';

const plain = paintFor(false);
const now = new Date('2026-11-02T10:00:00Z');
const status = {
  project: 'shop',
  database: 'shop_live',
  mode: 'multi-process' as const,
  router: { url: 'http://127.0.0.1:8000/', port: 8000 },
  watch: { state: 'idle' as const, reason: null, lastChange: null },
  routes: [],
  servers: [],
};

describe('the status', () => {
  test('without servers tells the next step', () => {
    expect(renderStatus(status, now, plain)).toContain('No server runs. Start them: manysite start');
    expect(renderStatus({ ...status, database: null }, now, plain)).toContain('manysite import DUMP');
  });

  test('lists servers with what they use and answer, and sums the memory up', () => {
    const server = {
      name: 'portal',
      siteIds: [1],
      state: 'ready',
      pid: 42,
      port: 40001,
      memoryBytes: 50_000_000,
      cpuShare: 0.034,
      since: '2026-11-02T08:00:00Z',
      restarts: 0,
      traffic: {
        ...noTraffic,
        requests: 1_204,
        responses: { ...noResponses, success: 1_200, serverError: 3, unanswered: 1 },
        requestsPerSecond: 2.5,
        p50Ms: 12.3,
        p95Ms: 1_500,
      },
    };
    const two = { ...server, name: 'two', siteIds: [1, 2, 3, 4, 5, 6, 7], restarts: 2, traffic: noTraffic };
    const text = renderStatus({ ...status, servers: [server, two] }, now, plain);
    expect(text).toMatch(
      /^portal {2}ready {2}1 +42 {2}40001 {2}2 h +3 % {2}50\.0 MB +1,204 +2\.5\/s +4 +12 ms {2}1\.5 s$/m,
    );
    expect(text).toMatch(
      /^SERVER .* UP .* CPU .* MEMORY .* REQUESTS .* RATE .* ERRORS .* P50 .* P95 .* RESTARTS$/m,
    );
    expect(text).toMatch(/^two .* 2$/m);
    expect(text).toContain('1, 2, 3, 4, 5, 6 … (7)');
    expect(text).toContain('2 servers, 100 MB');
  });
});
