import { expect, test } from 'vitest';
import type { Job } from '../../contract';
import { pageOf } from './job-calls';

const job = (id: string, over: Partial<Job> = {}): Job => ({
  id,
  kind: 'import',
  title: id,
  projectId: 'p1',
  state: 'done',
  phase: '',
  phases: [],
  fraction: 1,
  detail: null,
  bytesDone: null,
  bytesTotal: null,
  isCancellable: false,
  startedAt: `2026-11-0${id}T10:00:00.000Z`,
  endedAt: null,
  result: null,
  error: null,
  ...over,
});

const all = { projectId: null, kind: null, before: null, limit: 100 };
const idsOf = (jobs: readonly Job[]): string[] => jobs.map(({ id }) => id);

test('a page is oldest first, and what is in memory is newer than what was written', () => {
  const page = pageOf(
    [job('3', { state: 'running' }), job('1')],
    [job('3', { state: 'cancelling' }), job('2')],
    all,
  );
  expect(idsOf(page)).toEqual(['1', '2', '3']);
  expect(page.at(-1)?.state).toBe('cancelling');
});

test('what is in memory is filtered as the catalog filters', () => {
  const inMemory = [job('1', { projectId: 'p2' }), job('2', { kind: 'switch' }), job('3')];
  expect(idsOf(pageOf([], inMemory, { ...all, projectId: 'p1' }))).toEqual(['2', '3']);
  expect(idsOf(pageOf([], inMemory, { ...all, kind: 'switch' }))).toEqual(['2']);
  expect(idsOf(pageOf([], inMemory, { ...all, before: '2026-11-03T10:00:00.000Z' }))).toEqual(['1', '2']);
  expect(idsOf(pageOf([], inMemory, { ...all, limit: 2 }))).toEqual(['2', '3']);
});
