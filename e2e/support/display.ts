import { spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

let opened: Promise<string> | null = null;

/** Xvfb takes a display that is free and tells its number on this descriptor. */
const tellOn = 3;

/** Ends it with this process, however that ends: the pipe closes then. */
const untilClosed = 'Xvfb "$@" & read -r _; kill $!';

const openVirtual = (): Promise<string> =>
  new Promise((resolve, reject) => {
    const server = spawn(
      'sh',
      [
        '-c',
        untilClosed,
        'sh',
        ...['-displayfd', String(tellOn), '-screen', '0', '1680x1050x24', '-nolisten', 'tcp', '-noreset'],
      ],
      { stdio: ['pipe', 'ignore', 'ignore', 'pipe'] },
    );
    server.unref();
    if (server.stdin !== null) (server.stdin as Writable & { unref?(): void }).unref?.();
    server.once('error', (cause) =>
      reject(new Error('Xvfb was expected; `npm test` installs it where it may.', { cause })),
    );
    server.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)));
    const told = server.stdio[tellOn] as Readable & { unref(): void };
    let text = '';
    told.on('data', (chunk) => {
      text += String(chunk);
      if (!text.includes('\n')) return;
      told.unref();
      resolve(`:${text.trim()}`);
    });
  });

/** A display of this process's own, which nobody sees; it ends with the process. @returns what `DISPLAY` says */
export const openDisplay = (): Promise<string> => {
  opened ??= openVirtual();
  return opened;
};
