import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Job, jobSchema } from '../contract';
import { startTemporaryCluster } from '../postgres/temporary-cluster';
import type { Catalog } from './open-catalog';
import { startTestCatalog, type TestCatalog } from './testing/test-catalog';

let opened: TestCatalog;
let catalog: Catalog;

beforeAll(async () => {
  opened = await startTestCatalog(startTemporaryCluster);
  catalog = opened.catalog;
});
afterAll(() => opened?.close());

const job: Job = {
  id: 'job-1',
  kind: 'import',
  title: 'Import of a.dump',
  projectId: null,
  state: 'running',
  phase: 'data',
  phases: [{ phase: 'data', durationMs: null, detail: 'shop_order' }],
  fraction: 0.4,
  detail: 'shop_order',
  bytesDone: 1,
  bytesTotal: 2,
  isCancellable: true,
  startedAt: '2026-11-01T10:00:00.000Z',
  endedAt: null,
  result: null,
  error: null,
};
const newest = (limit: number) => ({ projectId: null, kind: null, before: null, limit });
const atRest = { phase: '', detail: null, bytesDone: null, bytesTotal: null, isCancellable: false };

test('jobs are remembered with their outcome, newest first', async () => {
  await catalog.jobs.record(job, []);
  const done: Job = {
    ...job,
    ...atRest,
    state: 'done',
    fraction: 1,
    endedAt: '2026-11-01T10:01:00.000Z',
    result: { database: 'shop_1', problems: [{ code: 'slug-blank' }] },
  };
  await catalog.jobs.record(done, []);
  const failed: Job = {
    ...done,
    id: 'job-2',
    state: 'failed',
    fraction: 0,
    startedAt: '2026-11-02T10:00:00.000Z',
    result: null,
    error: { code: 'dump-truncated', message: 'a.dump ends too early.', hint: null, data: { line: 12 } },
  };
  await catalog.jobs.record(failed, ['$ python manage.py migrate', 'No\0 module']);
  const listed = await catalog.jobs.list(newest(10));
  expect(listed).toEqual([failed, done]);
  expect(listed.map((one) => jobSchema.parse(one))).toEqual(listed);
  expect(await catalog.jobs.list(newest(1))).toEqual([failed]);
});

test('jobs that a killed host left running are ended with a reason', async () => {
  await catalog.jobs.record({ ...job, id: 'job-3', startedAt: '2026-11-03T10:00:00.000Z' }, []);
  const error = {
    code: 'cancelled',
    message: 'Manysite ended before this job did.',
    hint: null,
    data: {},
  } as const;
  const at = new Date('2026-11-04T00:00:00.000Z');
  const cutOff = await catalog.jobs.endInterrupted({ at, error });
  expect(cutOff).toEqual([{ id: 'job-3', title: job.title }]);
  expect(await catalog.jobs.endInterrupted({ at, error })).toEqual([]);
  const [last] = await catalog.jobs.list(newest(1));
  expect(last).toMatchObject({ id: 'job-3', state: 'failed', endedAt: at.toISOString(), error });
});

test('what the programs of a job said is kept with it', async () => {
  expect(await catalog.jobs.get('job-2')).toMatchObject({
    id: 'job-2',
    phases: [{ phase: 'data', durationMs: null, detail: 'shop_order' }],
    output: ['$ python manage.py migrate', 'No module'],
  });
  await expect(catalog.jobs.get('nope')).rejects.toMatchObject({ code: 'job-not-found' });
});

test('the history is read by project, kind and page', async () => {
  const projectId = '00000000-0000-4000-8000-000000000001';
  await catalog.jobs.record({ ...job, id: 'job-4', projectId, kind: 'switch' }, []);
  const idsOf = async (filter: Partial<Parameters<Catalog['jobs']['list']>[0]>) =>
    (await catalog.jobs.list({ ...newest(10), ...filter })).map(({ id }) => id);
  expect(await idsOf({ projectId })).toEqual(['job-4']);
  expect(await idsOf({ projectId: 'no uuid' })).toEqual([]);
  expect(await idsOf({ kind: 'switch' })).toEqual(['job-4']);
  expect(await idsOf({ before: '2026-11-02T10:00:00.000Z' })).toEqual(
    expect.arrayContaining(['job-1', 'job-4']),
  );
  expect(await idsOf({ before: '2026-11-01T10:00:00.000Z' })).toEqual([]);
});

test('the newest thousand of the ended jobs are kept', async () => {
  const at = (index: number) => new Date(Date.UTC(2025, 0, 1) + index * 1000).toISOString();
  const old = Array.from({ length: 1_005 }, (_, index) => index);
  while (old.length > 0) {
    await Promise.all(
      old
        .splice(0, 100)
        .map((index) =>
          catalog.jobs.record(
            { ...job, id: `old-${index}`, state: 'done', startedAt: at(index), endedAt: at(index) },
            [],
          ),
        ),
    );
  }
  const before = (await catalog.jobs.list(newest(10_000))).length;
  const forgotten = await catalog.jobs.prune();
  const ended = (await catalog.jobs.list(newest(10_000))).filter(({ endedAt }) => endedAt !== null);
  expect(ended).toHaveLength(1_000);
  expect(forgotten).toBe(before - (await catalog.jobs.list(newest(10_000))).length);
  expect(ended.at(-1)?.id).toMatch(/^old-/);
  expect(await catalog.jobs.prune()).toBe(0);
});
