import { beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError, type Job } from '../../contract';
import { JobRunner } from './job-runner';

let told: Job[];
let remembered: Job[];
let forgotten: string[];
let notRemembered: unknown[];
let isCatalogGone: boolean;
let runner: JobRunner;

beforeEach(() => {
  told = [];
  remembered = [];
  forgotten = [];
  notRemembered = [];
  isCatalogGone = false;
  runner = new JobRunner(
    (job) => told.push(job),
    (id) => forgotten.push(id),
    async (job) => {
      if (isCatalogGone) throw new Error('the catalog is gone');
      remembered.push(job);
    },
    () => new Date('2026-11-18T10:00:00Z'),
    (error) => notRemembered.push(error),
  );
});

const request = { kind: 'import', title: 'Import shop.dump', projectId: null, isCancellable: true } as const;

describe('JobRunner', () => {
  it('tells a job from start to end and remembers its result', async () => {
    const { id } = runner.start({ ...request, run: async () => ({ database: 'shop' }) });
    await vi.waitFor(() =>
      expect(told.at(-1)).toMatchObject({ id, state: 'done', fraction: 1, result: { database: 'shop' } }),
    );
    expect(told[0]).toMatchObject({ state: 'running', fraction: 0 });
    expect(remembered).toMatchObject([
      { id, state: 'running', endedAt: null },
      { id, state: 'done', result: { database: 'shop' } },
    ]);
    expect(runner.runningCount).toBe(0);
  });

  it('tells the end of a job even when it cannot be written down', async () => {
    const { id } = runner.start({
      ...request,
      run: async () => {
        isCatalogGone = true;
        return {};
      },
    });
    await vi.waitFor(() => expect(told.at(-1)).toMatchObject({ id, state: 'done' }));
    expect(notRemembered).toMatchObject([{ message: 'the catalog is gone' }]);
  });

  it('begins nothing once it is closed', async () => {
    await runner.close();
    expect(() => runner.start({ ...request, run: async () => ({}) })).toThrowError(
      expect.objectContaining({ code: 'host-unreachable' }),
    );
  });

  it('never lets progress go backwards or reach 1 before the end', async () => {
    runner.start({
      ...request,
      run: async ({ progress }) => {
        progress({ phase: 'data', fraction: 0.5 });
        progress({ phase: 'data', fraction: 0.2 });
        progress({ phase: 'indexes', fraction: 1 });
        return {};
      },
    });
    await vi.waitFor(() => expect(told.at(-1)?.state).toBe('done'));
    expect(told.map((job) => job.fraction)).toEqual([0, 0.5, 0.5, 0.999, 1]);
  });

  it('keeps the error of a failing job, and calls an unexpected one a bug', async () => {
    runner.start({
      ...request,
      run: () => Promise.reject(new AppError('dump-truncated', 'shop.dump ends in the middle.')),
    });
    await vi.waitFor(() =>
      expect(told.at(-1)).toMatchObject({ state: 'failed', error: { code: 'dump-truncated' } }),
    );
    runner.start({ ...request, run: () => Promise.reject(new TypeError('x is undefined')) });
    await vi.waitFor(() => expect(told.at(-1)).toMatchObject({ state: 'failed', error: { code: 'bug' } }));
  });

  it('cancels through the signal, and refuses when the job is past that point', async () => {
    const { id } = runner.start({
      ...request,
      run: ({ signal }) =>
        new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    });
    expect(runner.cancel(id).state).toBe('cancelling');
    await vi.waitFor(() =>
      expect(told.at(-1)).toMatchObject({ state: 'cancelled', error: { code: 'cancelled' } }),
    );

    const held = runner.start({
      ...request,
      run: ({ holdCancel, signal }) => {
        holdCancel();
        return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
      },
    });
    await vi.waitFor(() => expect(told.at(-1)).toMatchObject({ id: held.id, isCancellable: false }));
    expect(() => runner.cancel(held.id)).toThrowError(
      expect.objectContaining({ code: 'job-not-cancellable' }),
    );
    await runner.close();
    expect(runner.runningCount).toBe(0);
  });

  it('names an unknown job', () => {
    expect(() => runner.cancel('nope')).toThrowError(expect.objectContaining({ code: 'job-not-found' }));
  });

  it('forgets the oldest ended jobs, though they stay remembered', async () => {
    const first = runner.start({ ...request, run: async () => ({}) });
    for (let index = 0; index < 50; index++) runner.start({ ...request, run: async () => ({}) });
    await vi.waitFor(() => expect(remembered.filter(({ state }) => state === 'done')).toHaveLength(51));
    expect(forgotten).toEqual([first.id]);
    expect(runner.list()).toHaveLength(50);
  });
});
