import { expect, it } from 'vitest';
import type { Job, Project, State } from '../../../app/contract';
import { demoOf } from './demo';

const job = (changes: Partial<Job>): Job => ({
  id: 'j',
  kind: 'demo',
  title: 'Add the demo',
  projectId: null,
  state: 'done',
  phase: '',
  phases: [],
  fraction: 1,
  detail: null,
  bytesDone: null,
  bytesTotal: null,
  isCancellable: false,
  startedAt: '2026-11-23T14:00:00.000Z',
  endedAt: '2026-11-23T14:01:00.000Z',
  result: { folder: '/demo' },
  error: null,
  ...changes,
});

const state = (jobs: readonly Job[], folders: readonly string[]): State =>
  ({ jobs, projects: folders.map((folder) => ({ folder }) as Project) }) as unknown as State;

it('the demo is the project in the folder that its job named', () => {
  expect(demoOf(state([job({})], ['/shop', '/demo'])).project).toMatchObject({ folder: '/demo' });
  expect(demoOf(state([job({})], ['/shop'])).project).toBeNull();
});

it('what stopped the demo the last time is told until it runs again', () => {
  const error = { code: 'python-missing', message: 'No Python.', hint: null, data: {} } as const;
  const failed = job({ state: 'failed', result: null, error });
  const again = job({ state: 'running', startedAt: '2026-11-23T15:00:00.000Z', endedAt: null, result: null });
  expect(demoOf(state([failed], []))).toMatchObject({ job: null, error: { message: 'No Python.' } });
  expect(demoOf(state([failed, again], []))).toMatchObject({ job: { state: 'running' }, error: null });
});
