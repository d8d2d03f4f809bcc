import { toErrorShape } from '../contract';
import { closeInherited } from './attach/inherited-files';
import { startHost } from './start-host';

/** One line that the client who started us reads back as the error (attach.ts). */
const failToStart = (error: unknown): never => {
  process.stderr.write(`${JSON.stringify({ pid: process.pid, error: toErrorShape(error) })}\n`);
  process.exit(1);
};

// From the first moment: a signal that comes while the host starts stops it as soon as it has.
const signalled = new Promise<NodeJS.Signals>((resolve) => {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, resolve);
});
process.once('uncaughtException', failToStart);

try {
  closeInherited(process.env);
  const host = await startHost(process.env);
  // Rejections that nobody handles come here, too. A second error must not cut off the stop that the first one began.
  process.on('uncaughtException', (error) => void host.fail(error));
  process.off('uncaughtException', failToStart);
  void signalled.then((signal) => host.stop(`Manysite got ${signal}`));
  process.exit(await host.stopped);
} catch (error) {
  failToStart(error);
}
