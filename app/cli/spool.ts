import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../contract';
import { formatBytes } from './output/quantities';
import type { Terminal } from './terminal';

/** How often the size is told while a dump comes in. */
const tellEveryMs = 1000;

const counter = (terminal: Terminal): Transform => {
  let bytes = 0;
  let toldAt = terminal.now().getTime();
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      const now = terminal.now().getTime();
      if (terminal.isInteractive && now - toldAt >= tellEveryMs) {
        toldAt = now;
        terminal.stderr.write(`\rReading standard input: ${formatBytes(bytes)} `);
      }
      done(null, chunk);
    },
    flush(done) {
      if (terminal.isInteractive && toldAt > 0) terminal.stderr.write('\r\u001b[K');
      done();
    },
  });
};

/** The database's default label comes from it: `stdin-2026-10-30-081500-3f2a.dump`, the time in UTC. */
const spoolName = (now: Date): string => {
  const moment = now.toISOString().slice(0, 19).replaceAll(':', '').replace('T', '-');
  return `stdin-${moment}-${randomBytes(2).toString('hex')}.dump`;
};

const isDiskFull = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOSPC';

/**
 * Writes standard input to a file that only this user may read, since a dump is a copy of live data.
 *
 * @param dataFolder the host's; the file goes below its `spool`
 * @returns the file; whoever takes it deletes it
 * @throws AppError `usage-invalid` where nothing is piped in, `dump-empty`, `disk-full`, `cancelled` on Ctrl-C. Nothing is left then.
 */
export const spoolInput = async (terminal: Terminal, dataFolder: string): Promise<string> => {
  if (terminal.stdin.isTTY === true) {
    throw new AppError(
      'usage-invalid',
      '`-` reads a dump from standard input, and nothing is piped into it.',
      {
        hint: 'For instance: `ssh live pg_dump -Fc shop | manysite import -`',
      },
    );
  }
  const folder = join(dataFolder, 'spool');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, spoolName(terminal.now()));
  const interrupted = new AbortController();
  const stopListening = terminal.onInterrupt(() => interrupted.abort());
  try {
    await pipeline(terminal.stdin, counter(terminal), createWriteStream(file, { flags: 'wx', mode: 0o600 }), {
      signal: interrupted.signal,
    });
    if ((await stat(file)).size > 0) return file;
    throw new AppError('dump-empty', 'Nothing came from standard input.', {
      hint: 'The command before the pipe has probably failed; look at what it printed.',
    });
  } catch (error) {
    await rm(file, { force: true });
    if (interrupted.signal.aborted)
      throw new AppError('cancelled', 'Reading the dump was cancelled; nothing of it was kept.');
    if (isDiskFull(error)) {
      throw new AppError('disk-full', `The disk of ${folder} is full; the dump does not fit.`, {
        cause: error,
      });
    }
    throw error;
  } finally {
    stopListening();
  }
};
