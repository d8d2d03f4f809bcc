import { describe, expect, it } from 'vitest';
import { AppError, type ChangeOutcome, type Job } from '../../contract';
import { RestartOnChange } from './restart-on-change';

const jobOf = (id: string, over: Partial<Job>): Job => ({
  id,
  kind: 'restart',
  title: '',
  projectId: 'p',
  state: 'done',
  phase: '',
  phases: [],
  fraction: 1,
  detail: null,
  bytesDone: null,
  bytesTotal: null,
  isCancellable: false,
  startedAt: '',
  endedAt: '',
  result: null,
  error: null,
  ...over,
});

/** Restarts that end when the test says so. */
const scene = () => {
  const started: (readonly string[])[] = [];
  const cancelled: string[] = [];
  const shown: ChangeOutcome[] = [];
  const ends = new Map<string, (job: Job) => void>();
  let isCommitting = false;
  const restart = new RestartOnChange(
    {
      start: (files) => {
        started.push(files);
        return { jobId: `job ${started.length}` };
      },
      ended: (jobId) => new Promise((resolve) => ends.set(jobId, resolve)),
      cancel: (jobId) => {
        if (isCommitting) throw new AppError('job-not-cancellable', 'too late');
        cancelled.push(jobId);
        ends.get(jobId)?.(jobOf(jobId, { state: 'cancelled' }));
      },
      now: () => new Date(0),
    },
    (change) => shown.push(change),
  );
  const finish = (number: number, over: Partial<Job> = {}) =>
    ends.get(`job ${number}`)?.(jobOf(`job ${number}`, over));
  const end = async (number: number, over: Partial<Job> = {}) => {
    finish(number, over);
    await expect.poll(() => shown.at(-1)?.outcome).not.toBe('restarting');
  };
  return {
    restart,
    started,
    cancelled,
    shown,
    end,
    finish,
    commit: () => {
      isCommitting = true;
    },
  };
};

describe('a restart after a change of files', () => {
  it('is told from its begin to its end', async () => {
    const { restart, started, shown, end } = scene();
    restart.add(['pages/views.py']);
    expect(started).toEqual([['pages/views.py']]);
    await end(1);
    expect(shown.map(({ outcome }) => outcome)).toEqual(['restarting', 'restarted']);
    expect(shown.at(-1)).toMatchObject({ files: ['pages/views.py'], fileCount: 1, message: null });
  });

  it('gives way to newer changes, which are restarted together with its own', async () => {
    const { restart, started, cancelled, shown, end } = scene();
    restart.add(['a.py']);
    restart.add(['b.py']);
    restart.add(['c.py']);
    await expect.poll(() => started.length).toBe(2);
    expect(cancelled).toContain('job 1');
    expect([...(started[1] ?? [])].sort()).toEqual(['a.py', 'b.py', 'c.py']);
    await end(2);
    expect(started).toHaveLength(2);
    expect(shown.at(-1)).toMatchObject({ outcome: 'restarted', fileCount: 3 });
  });

  it('that can no longer be stopped is followed by one for the newer changes', async () => {
    const { restart, started, end, finish, commit } = scene();
    restart.add(['a.py']);
    commit();
    restart.add(['b.py']);
    finish(1);
    await expect.poll(() => started).toEqual([['a.py'], ['b.py']]);
    await end(2);
  });

  it('that fails tells why, with the exception, and the next change tries again', async () => {
    const { restart, started, shown, end } = scene();
    const lastLines = ['Traceback (most recent call last):', "SyntaxError: '(' was never closed", ''];
    const error = {
      code: 'server-died' as const,
      message: 'The server "all" ended with code 1.',
      hint: null,
      data: { lastLines },
    };
    restart.add(['a.py']);
    await end(1, { state: 'failed', error });
    expect(shown.at(-1)).toMatchObject({
      outcome: 'kept',
      message: `The server "all" ended with code 1. SyntaxError: '(' was never closed`,
    });
    restart.add(['a.py']);
    await end(2);
    expect(started).toHaveLength(2);
    expect(shown.at(-1)?.outcome).toBe('restarted');
  });

  it('does not begin once it is closed', () => {
    const { restart, started } = scene();
    restart.close();
    restart.add(['a.py']);
    expect(started).toEqual([]);
  });
});
