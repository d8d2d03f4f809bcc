import { AppError, type Job } from '../contract';
import { followJob } from './follow-job';
import { type Progress, progressFor } from './output/progress';
import type { Call, Client, CommonOptions } from './session';

/** `--no-wait` of every command that starts a job. */
export interface JobOptions extends CommonOptions {
  readonly wait?: boolean;
}

const jobError = (job: Job): AppError => {
  if (job.error !== null && job.state === 'failed') return AppError.fromShape(job.error);
  return new AppError('cancelled', `${job.title} was cancelled; nothing of it was kept.`, {
    data: { jobId: job.id },
  });
};

const cancel = async (client: Client, jobId: string, progress: Progress): Promise<void> => {
  progress.say('Cancelling. Press Ctrl-C again to leave without waiting.');
  try {
    await client.jobs.cancel({ jobId });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'job-not-cancellable') throw error;
    progress.say(`${error.message} Press Ctrl-C again to leave; it goes on without you.`);
  }
};

/** The first Ctrl-C cancels the job, the second leaves. */
const followUntilInterrupted = async (call: Call, client: Client, jobId: string): Promise<Job> => {
  const progress = progressFor(call.terminal);
  const leaving = new AbortController();
  let interrupts = 0;
  let failedCancel: unknown = null;
  const stopListening = call.terminal.onInterrupt(() => {
    interrupts += 1;
    if (interrupts > 1) {
      leaving.abort();
      return;
    }
    cancel(client, jobId, progress).catch((error: unknown) => {
      failedCancel = error;
      leaving.abort();
    });
  });
  try {
    return await followJob(client, jobId, progress.show, leaving.signal);
  } catch (error) {
    if (!leaving.signal.aborted) throw error;
    if (failedCancel !== null) throw failedCancel;
    throw new AppError('cancelled', `Left while job ${jobId} was being cancelled.`, {
      hint: '`manysite jobs` shows how it ended.',
      data: { jobId },
    });
  } finally {
    stopListening();
    progress.end();
  }
};

/**
 * Follows a job to its end with its progress on stderr; prints nothing else.
 *
 * @throws AppError the job's own error; `cancelled`
 */
export const waitForJob = async (call: Call, client: Client, jobId: string): Promise<Job> => {
  const job = await followUntilInterrupted(call, client, jobId);
  if (job.state !== 'done') throw jobError(job);
  return job;
};

/**
 * Follows a job that this command has started, to its end, and prints its outcome.
 *
 * With `--json` the ended job is printed, or `{ jobId }` with `--no-wait`.
 *
 * @param describe the text of the outcome for a person
 * @param check may refuse by an error what the job did
 * @throws AppError the job's own error; `cancelled`
 */
export const finishJob = async (
  call: Call<JobOptions>,
  client: Client,
  started: { readonly jobId: string },
  describe: (job: Job) => string | Promise<string>,
  check: (job: Job) => void = () => undefined,
): Promise<void> => {
  if (call.options.wait === false) {
    call.printer.result(started, () => `Started job ${started.jobId}. Follow it: manysite jobs`);
    return;
  }
  const job = await waitForJob(call, client, started.jobId);
  check(job);
  const text = call.printer.isJson ? '' : await describe(job);
  call.printer.result(job, () => text);
};
