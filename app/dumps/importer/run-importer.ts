import { Worker } from 'node:worker_threads';
import { AppError } from '../../contract';
import type { RestoreProgress } from '../restore/progress-meter';
import {
  type ImportCommand,
  type ImportMessage,
  type ImportRequest,
  type ImportResult,
  reportSchema,
} from './messages';

/** Longer than a restore takes to cancel its statements; after it the thread is ended by force, which closes its sockets. */
const cancelDeadlineMs = 15_000;

const failed = (message: string, cause?: unknown): AppError =>
  new AppError('import-failed', message, {
    hint: 'Nothing of this import is kept. If it happens again with the same file, this is a bug in Manysite.',
    ...(cause === undefined ? {} : { cause }),
  });

/** The thread's last word, or why there is none. */
const outcomeOf = (worker: Worker, onProgress: (progress: RestoreProgress) => void): Promise<ImportResult> =>
  new Promise((resolve, reject) => {
    const take = (message: ImportMessage): void => {
      switch (message.kind) {
        case 'progress':
          onProgress(message.progress);
          break;
        case 'result':
          resolve(message.result);
          break;
        case 'error':
          reject(AppError.fromShape(message.error));
          break;
        default:
          message satisfies never;
      }
    };
    worker.on('message', (message: unknown) => {
      const parsed = reportSchema.safeParse(message);
      if (parsed.success) take(parsed.data);
      else reject(failed('The import’s thread sent something that was not understood.', parsed.error));
    });
    worker.on('messageerror', (error) =>
      reject(failed('A message of the import’s thread could not be read.', error)),
    );
    worker.on('error', (error) => reject(failed(`The import’s thread broke down: ${error.message}`, error)));
    worker.on('exit', (code) =>
      reject(failed(`The import’s thread ended with code ${code} before the import was done.`)),
    );
  });

/**
 * Imports a dump in a thread of its own, which decodes and restores it.
 *
 * @param input.workerUrl the built `dumps/importer/worker`
 * @param input.onProgress called at most ten times a second
 * @param input.signal cancels at any moment; the promise is rejected once the import has closed its connections
 * @returns the report and the file's SHA-256
 * @throws AppError of the import; `cancelled`; `import-failed` when the thread breaks down
 */
export const runImporter = async (input: {
  readonly workerUrl: URL;
  readonly request: ImportRequest;
  readonly onProgress: (progress: RestoreProgress) => void;
  readonly signal: AbortSignal;
}): Promise<ImportResult> => {
  const { signal } = input;
  if (signal.aborted) throw new AppError('cancelled', 'The import was cancelled.', { cause: signal.reason });
  const worker = new Worker(input.workerUrl, { workerData: input.request, name: 'import' });
  let force: NodeJS.Timeout | undefined;
  const cancel = (): void => {
    worker.postMessage({ kind: 'cancel' } satisfies ImportCommand);
    force = setTimeout(() => worker.terminate(), cancelDeadlineMs);
  };
  signal.addEventListener('abort', cancel);
  try {
    return await outcomeOf(worker, input.onProgress);
  } catch (error) {
    if (signal.aborted && !(error instanceof AppError && error.code === 'cancelled')) {
      throw new AppError('cancelled', 'The import was cancelled.', { cause: error });
    }
    throw error;
  } finally {
    signal.removeEventListener('abort', cancel);
    clearTimeout(force);
    await worker.terminate();
  }
};
