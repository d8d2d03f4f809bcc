import { expect, it } from 'vitest';
import type { Job, State } from '../../../app/contract';
import { makeJob, makeProject, makeState } from '../../testing/make-state';
import { demoOf, isAddingDemo } from './demo';

const job = (changes: Partial<Job>): Job =>
  makeJob('demo', { projectId: null, result: { folder: '/demo' }, ...changes });

const state = (jobs: readonly Job[], folders: readonly string[]): State =>
  makeState({ jobs: [...jobs], projects: folders.map((folder) => makeProject({ folder })) });

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
  expect([state([failed], []), state([failed, again], [])].map(isAddingDemo)).toEqual([false, true]);
});
