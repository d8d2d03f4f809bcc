import { toErrorShape } from '../contract';
import { startHost } from './start-host';

const fail = (error: unknown): never => {
  const shape = toErrorShape(error);
  // One line that the client who started us reads back as the error.
  process.stderr.write(`${JSON.stringify(shape)}\n`);
  process.exit(1);
};

try {
  const host = await startHost(process.env);
  const stop = (): void => void host.stop();
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.on('SIGHUP', stop);
  await host.stopped;
  process.exit(0);
} catch (error) {
  fail(error);
}
