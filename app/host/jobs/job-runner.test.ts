import { beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError, type Job } from '../../contract';
import { JobRunner } from './job-runner';

let told: Job[];
let remembered: Job[];
let forgotten: string[];
let notRemembered: unknown[];
let outputs: (readonly string[])[];
let isCatalogGone: boolean;
let now: Date;
let runner: JobRunner;

beforeEach(() => {
  told = [];
  remembered = [];
  forgotten = [];
  notRemembered = [];
  outputs = [];
  isCatalogGone = false;
  now = new Date('2026-11-18T10:00:00Z');
  runner = new JobRunner(
    (job) => told.push(job),
    (id) => forgotten.push(id),
    async (job, output) => {
      if (isCatalogGone) throw new Error('the catalog is gone');
      remembered.push(job);
      outputs.push(output);
    },
    () => now,
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

  it('tells nobody of a job before it is written down, and begins it then', async () => {
    let write = (): void => undefined;
    const written = new Promise<void>((resolve) => {
      write = resolve;
    });
    let isRunning = false;
    const slow = new JobRunner(
      (job) => told.push(job),
      () => undefined,
      () => written,
      () => now,
      (error) => notRemembered.push(error),
    );
    const { id } = slow.start({
      ...request,
      run: async () => {
        isRunning = true;
        return {};
      },
    });
    await Promise.race([slow.begun(id), new Promise((resolve) => setImmediate(resolve))]);
    expect([told, isRunning]).toEqual([[], false]);
    write();
    await slow.begun(id);
    expect(told).toMatchObject([{ id, state: 'running' }]);
    await slow.ended(id);
    expect(isRunning).toBe(true);
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

  it('tells what a job went through and how long each phase took', async () => {
    const later = (ms: number) => {
      now = new Date(now.getTime() + ms);
    };
    runner.start({
      ...request,
      run: async (job) => {
        job.progress({ phase: 'data', fraction: 0.1, detail: 'shop_order' });
        later(300);
        job.progress({ phase: 'data', fraction: 0.2, detail: 'shop_line' });
        later(200);
        job.progress({ phase: 'indexes', fraction: 0.5 });
        expect(told.at(-1)?.phases).toEqual([
          { phase: 'data', durationMs: 500, detail: 'shop_line' },
          { phase: 'indexes', durationMs: null, detail: null },
        ]);
        later(40);
        return {};
      },
    });
    await vi.waitFor(() => expect(told.at(-1)?.state).toBe('done'));
    expect(remembered.at(-1)?.phases).toEqual([
      { phase: 'data', durationMs: 500, detail: 'shop_line' },
      { phase: 'indexes', durationMs: 40, detail: null },
    ]);
  });

  it('keeps the last 500 lines that its programs said, also of one that fails', async () => {
    const { id } = runner.start({
      ...request,
      run: async (job) => {
        for (let line = 0; line < 502; line++) job.say(`line ${line}`);
        expect(runner.running(id)?.output).toHaveLength(500);
        throw new AppError('command-failed', 'It failed.');
      },
    });
    await vi.waitFor(() => expect(told.at(-1)?.state).toBe('failed'));
    expect(outputs.at(-1)).toHaveLength(500);
    expect(outputs.at(-1)?.at(-1)).toBe('line 501');
    expect(runner.running(id)).toBeNull();
  });

  it('shows what an earlier host remembers, and forgets it as if it was its own', async () => {
    runner.start({ ...request, run: async () => ({}) });
    await vi.waitFor(() => expect(told.at(-1)?.state).toBe('done'));
    const [own] = runner.list();
    if (own === undefined) throw new Error('one has ended');
    runner.resume(Array.from({ length: 60 }, (_, index) => ({ ...own, id: `old ${index}` })));
    expect(told.at(-2)?.id).toBe('old 59');
    expect(runner.list().at(0)?.id).toBe('old 10');
    runner.start({ ...request, run: async () => ({}) });
    await vi.waitFor(() => expect(forgotten).toEqual(['old 10', 'old 11']));
  });
});
