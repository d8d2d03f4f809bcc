import { Worker } from 'node:worker_threads';
import type { z } from 'zod';
import { AppError, type ErrorCode } from '../../contract';
import { reportSchema, type ThreadCommand } from './messages';

/** Longer than a restore takes to cancel its statements; after it the thread is ended by force, which closes its sockets. */
const cancelDeadlineMs = 15_000;

export interface ThreadTask<Result, Progress> {
  readonly workerUrl: URL;
  /** For messages and for the thread's name: `import`. */
  readonly name: string;
  /** Whatever a structured clone can carry; the thread parses it. */
  readonly request: unknown;
  readonly progressSchema: z.ZodType<Progress>;
  readonly resultSchema: z.ZodType<Result>;
  readonly onProgress: (progress: Progress) => void;
  readonly signal: AbortSignal;
  /** What to say when the thread itself breaks down. */
  readonly breakdown: { readonly code: ErrorCode; readonly hint: string };
}

/** The thread's last word, or why there is none. */
const outcomeOf = <Result, Progress>(worker: Worker, task: ThreadTask<Result, Progress>): Promise<Result> =>
  new Promise((resolve, reject) => {
    const { code, hint } = task.breakdown;
    const fail = (what: string, cause?: unknown): void =>
      reject(
        new AppError(code, `The ${task.name}’s thread ${what}`, {
          hint,
          ...(cause === undefined ? {} : { cause }),
        }),
      );
    const parse = <Value>(schema: z.ZodType<Value>, value: unknown, take: (parsed: Value) => void): void => {
      const parsed = schema.safeParse(value);
      if (parsed.success) take(parsed.data);
      else fail('sent something that was not understood.', parsed.error);
    };
    worker.on('message', (message: unknown) =>
      parse(reportSchema, message, (report) => {
        switch (report.kind) {
          case 'progress':
            return parse(task.progressSchema, report.progress, task.onProgress);
          case 'result':
            return parse(task.resultSchema, report.result, resolve);
          case 'error':
            return reject(AppError.fromShape(report.error));
          default:
            return report satisfies never;
        }
      }),
    );
    worker.on('messageerror', (error) => fail('sent a message that could not be read.', error));
    worker.on('error', (error) => fail(`broke down: ${error.message}`, error));
    worker.on('exit', (exitCode) => fail(`ended with code ${exitCode} before the ${task.name} was done.`));
  });

const cancelled = (name: string, signal: AbortSignal, cause: unknown): AppError =>
  signal.reason instanceof AppError
    ? signal.reason
    : new AppError('cancelled', `The ${name} was cancelled.`, { cause });

/**
 * Runs work on a dump in a thread of its own, so that decoding it does not slow the host.
 *
 * @param task.signal cancels at any moment; the promise is rejected once the thread has closed what it had open
 * @throws AppError of the work; `cancelled`; the task's `breakdown` when the thread ends without a word
 */
export const runThread = async <Result, Progress>(task: ThreadTask<Result, Progress>): Promise<Result> => {
  const { signal } = task;
  if (signal.aborted) throw cancelled(task.name, signal, signal.reason);
  const worker = new Worker(task.workerUrl, { workerData: task.request, name: task.name });
  let force: NodeJS.Timeout | undefined;
  const cancel = (): void => {
    worker.postMessage({ kind: 'cancel' } satisfies ThreadCommand);
    force = setTimeout(() => worker.terminate(), cancelDeadlineMs);
  };
  signal.addEventListener('abort', cancel);
  try {
    return await outcomeOf(worker, task);
  } catch (error) {
    throw signal.aborted ? cancelled(task.name, signal, error) : error;
  } finally {
    signal.removeEventListener('abort', cancel);
    clearTimeout(force);
    await worker.terminate();
  }
};
