import { afterAll, beforeAll, expect, test } from 'vitest';
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

test('what a mode takes is null before it was measured; later runs replace what they measured, and nothing else', async () => {
  const { projectId: id } = opened;
  const none = { 'single-process': null, 'multi-process': null };
  expect(await catalog.runFacts.of(id)).toEqual(none);
  const first = { database: 'live', serverCount: 5, measuredAt: '2026-11-02T10:00:00.000Z' };
  await catalog.runFacts.record(id, 'multi-process', { ...first, startMs: 1234.4, p50Ms: 12.3 });
  const later = { ...first, database: 'stage', measuredAt: '2026-11-02T11:00:00.000Z' };
  await catalog.runFacts.record(id, 'multi-process', { ...later, memoryBytes: 5_000_000_000, startMs: null });
  expect(await catalog.runFacts.of(id)).toEqual({
    'single-process': null,
    'multi-process': { ...later, startMs: 1234, memoryBytes: 5_000_000_000, p50Ms: 12.3, p95Ms: null },
  });
  await catalog.projects.remove(id);
  expect(await catalog.runFacts.of(id)).toEqual(none);
});
