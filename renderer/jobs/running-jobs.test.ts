import { expect, it } from 'vitest';
import type { Job } from '../../app/contract';
import { makeJob } from '../testing/make-state';
import { doingOf, runningJobs, togetherFraction } from './running-jobs';

const job = (id: string, changes: Partial<Job>): Job =>
  makeJob('import', {
    id,
    state: 'running',
    fraction: 0.5,
    startedAt: '2026-11-23T14:00:00.000Z',
    endedAt: null,
    ...changes,
  });

it('running jobs are told in the order in which they began, ended ones not at all', () => {
  const jobs = [
    job('late', { startedAt: '2026-11-23T14:00:09.000Z' }),
    job('over', { state: 'done', endedAt: '2026-11-23T14:00:03.000Z' }),
    job('early', {}),
  ];
  expect(runningJobs({ jobs }).map(({ id }) => id)).toEqual(['early', 'late']);
});

it('several jobs together are as far as they are on average', () => {
  expect(togetherFraction([])).toBe(0);
  expect(togetherFraction([job('a', { fraction: 0.2 }), job('b', { fraction: 0.4 })])).toBeCloseTo(0.3);
});

it('a running job is told as what is being done', () => {
  expect(doingOf({ title: 'Import live 2026-11-23' })).toBe('Importing live 2026-11-23');
  expect(doingOf({ title: 'Switch to stage' })).toBe('Switching to stage');
  expect(doingOf({ title: 'Snapshot of stage' })).toBe('Snapshot of stage');
});
