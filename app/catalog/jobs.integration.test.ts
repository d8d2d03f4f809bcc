import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Job, jobSchema } from '../contract';
import { startTemporaryCluster, type TemporaryCluster } from '../postgres/temporary-cluster';
import { type Catalog, openCatalog } from './open-catalog';

let temporary: TemporaryCluster;
let catalog: Catalog;

beforeAll(async () => {
  temporary = await startTemporaryCluster();
  catalog = await openCatalog({
    connectionString: temporary.cluster.connectionString('manysite'),
    migrationsFolder: fileURLToPath(new URL('../../prisma/catalog/migrations', import.meta.url)),
  });
});
afterAll(async () => {
  await catalog?.close();
  await temporary?.close();
});

const job: Job = {
  id: 'job-1',
  kind: 'import',
  title: 'Import of a.dump',
  projectId: null,
  state: 'running',
  phase: 'data',
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
const atRest = { phase: '', detail: null, bytesDone: null, bytesTotal: null, isCancellable: false };

test('jobs are remembered with their outcome, newest first', async () => {
  await catalog.jobs.record(job);
  const done: Job = {
    ...job,
    ...atRest,
    state: 'done',
    fraction: 1,
    endedAt: '2026-11-01T10:01:00.000Z',
    result: { database: 'shop_1', problems: [{ code: 'slug-blank' }] },
  };
  await catalog.jobs.record(done);
  const failed: Job = {
    ...done,
    id: 'job-2',
    state: 'failed',
    fraction: 0,
    startedAt: '2026-11-02T10:00:00.000Z',
    result: null,
    error: { code: 'dump-truncated', message: 'a.dump ends too early.', hint: null, data: { line: 12 } },
  };
  await catalog.jobs.record(failed);
  const listed = await catalog.jobs.list(10);
  expect(listed).toEqual([failed, done]);
  expect(listed.map((one) => jobSchema.parse(one))).toEqual(listed);
  expect(await catalog.jobs.list(1)).toEqual([failed]);
});

test('jobs that a killed host left running are ended with a reason', async () => {
  await catalog.jobs.record({ ...job, id: 'job-3', startedAt: '2026-11-03T10:00:00.000Z' });
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
  const [last] = await catalog.jobs.list(1);
  expect(last).toMatchObject({ id: 'job-3', state: 'failed', endedAt: at.toISOString(), error });
});
