import { parentPort, workerData } from 'node:worker_threads';
import { toErrorShape } from '../../contract';
import { importDump } from './import-dump';
import { commandSchema, type ImportMessage, importRequestSchema } from './messages';

// The entry of an import's thread: decoding a dump takes as much CPU as restoring it, and must not slow the host.

if (parentPort === null) throw new Error('this file is the entry of a worker thread');
const port = parentPort;
const post = (message: ImportMessage): void => port.postMessage(message);

const cancel = new AbortController();
port.on('message', (message: unknown) => {
  commandSchema.parse(message);
  cancel.abort();
});

try {
  const request = importRequestSchema.parse(workerData);
  const result = await importDump(request, (progress) => post({ kind: 'progress', progress }), cancel.signal);
  post({ kind: 'result', result });
} catch (error) {
  post({ kind: 'error', error: toErrorShape(error) });
} finally {
  port.close();
}
