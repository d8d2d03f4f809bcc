import { existsSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { destination, type Logger, pino } from 'pino';

export type { Logger } from 'pino';

const maxBytes = 5 * 1024 * 1024;

/** The host's own log, `logs/host.log`; at its start a file over 5 MB becomes `host.log.1`. */
export const openLog = (dataFolder: string): Logger => {
  const file = join(dataFolder, 'logs', 'host.log');
  if (existsSync(file) && statSync(file).size > maxBytes) renameSync(file, `${file}.1`);
  const stream = destination({ dest: file, sync: true, mkdir: true });
  // On a full disk lines wait in memory for the next write; without a listener the first of them would end the host.
  stream.on('error', () => undefined);
  return pino({ base: { pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime }, stream);
};
