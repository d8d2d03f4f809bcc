import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { TableMeter } from './table-meter';

const rows = (count: number, bytes?: number) => ({
  stream: Readable.from([]),
  rowCount: () => count,
  ...(bytes === undefined ? {} : { bytesRead: () => bytes }),
});

it('tables are told largest first while they are loaded, and latest first once they are done', () => {
  let nowMs = 0;
  const meter = new TableMeter(() => nowMs);
  expect(meter.progress()).toBeNull();
  meter.expect(3);
  const small = meter.begin('public.a', 10, rows(2));
  const large = meter.begin('public.b', 900, rows(70, 450));
  expect(meter.progress()).toEqual({
    done: 0,
    total: 3,
    rows: 72,
    now: [
      { name: 'public.b', rows: 70, bytesDone: 450, bytesTotal: 900 },
      { name: 'public.a', rows: 2, bytesDone: null, bytesTotal: 10 },
    ],
    latest: [],
  });
  nowMs = 20;
  meter.end(small);
  nowMs = 50;
  meter.end(large);
  meter.end(large);
  expect(meter.progress()).toEqual({
    done: 2,
    total: 3,
    rows: 72,
    now: [],
    latest: [
      { name: 'public.b', rows: 70, sizeBytes: 900, durationMs: 50 },
      { name: 'public.a', rows: 2, sizeBytes: 10, durationMs: 20 },
    ],
  });
});

it('only the latest tables are told one by one, all are counted', () => {
  const meter = new TableMeter(() => 0);
  for (let table = 0; table < 100; table += 1) meter.end(meter.begin(`public.t${table}`, null, rows(1)));
  const progress = meter.progress();
  expect(progress).toMatchObject({ done: 100, rows: 100, total: null });
  expect(progress?.latest.map(({ name }) => name).slice(0, 2)).toEqual(['public.t99', 'public.t98']);
  expect(progress?.latest.length).toBeLessThan(20);
});
