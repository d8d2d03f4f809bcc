import { expect, it } from 'vitest';
import { AppError, type Job, type State } from '../../app/contract';
import { endedLongJobs, toldOf } from './ended-jobs';

const job = (change: Partial<Job>): Job =>
  ({
    id: 'j1',
    title: 'Import live.dump',
    state: 'running',
    detail: null,
    error: null,
    startedAt: '2026-11-18T10:00:00.000Z',
    endedAt: null,
    ...change,
  }) as Job;
const state = (...jobs: Job[]): State => ({ jobs }) as unknown as State;
const endedAfter = (seconds: number): Partial<Job> => ({
  state: 'done',
  endedAt: new Date(Date.UTC(2026, 10, 18, 10, 0, seconds)).toISOString(),
});

it('a job that ended after a while is told of once', () => {
  const before = state(job({}));
  const after = state(job(endedAfter(30)));
  expect(endedLongJobs(before, after).map(({ id }) => id)).toEqual(['j1']);
  expect(endedLongJobs(after, after)).toEqual([]);
});

it('a short one is not, nor what ended before the app looked', () => {
  expect(endedLongJobs(state(job({})), state(job(endedAfter(2))))).toEqual([]);
  expect(endedLongJobs(null, state(job(endedAfter(30))))).toEqual([]);
});

it('a failure says why, and one that somebody cancelled is no news', () => {
  const error = new AppError('disk-full', 'The disk is full.').toShape();
  expect(toldOf(job({ state: 'failed', error }))).toEqual({
    jobId: 'j1',
    title: 'Import live.dump: failed',
    body: 'The disk is full.',
  });
  expect(toldOf(job({ state: 'cancelled' }))).toBeNull();
});
