import { parentPort, workerData } from 'node:worker_threads';
import type { z } from 'zod';
import { toErrorShape } from '../../contract';
import { commandSchema, type ThreadReport } from './messages';

/**
 * The other end of `runThread`: does the thread's one task, and tells its progress and its outcome.
 *
 * @param requestSchema of what the thread was given
 */
export const serveThread = async <Request>(
  requestSchema: z.ZodType<Request>,
  work: (request: Request, tell: (progress: unknown) => void, signal: AbortSignal) => Promise<unknown>,
): Promise<void> => {
  if (parentPort === null) throw new Error('this runs in a worker thread only');
  const port = parentPort;
  const post = (report: ThreadReport): void => port.postMessage(report);
  const cancel = new AbortController();
  port.on('message', (message: unknown) => {
    commandSchema.parse(message);
    cancel.abort();
  });
  try {
    const request = requestSchema.parse(workerData);
    const result = await work(request, (progress) => post({ kind: 'progress', progress }), cancel.signal);
    post({ kind: 'result', result });
  } catch (error) {
    post({ kind: 'error', error: toErrorShape(error) });
  } finally {
    port.close();
  }
};
