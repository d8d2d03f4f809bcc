import { type FileHandle, mkdir, open, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

const rotateAtBytes = 10 * 1024 * 1024;
const tailBytes = 16 * 1024;

/** PostgreSQL's log. It writes to the file itself, so that nothing is lost when the host dies first. */
export interface ServerLog {
  readonly handle: FileHandle;
  /** What was written since this log was opened, at most the last 16 kB. */
  lastLines(): Promise<string[]>;
}

/**
 * Opens the log for appending; one that has grown past 10 MB is set aside as `FILE.1` first.
 *
 * @param file made with its folder if missing; the caller closes `handle`
 */
export const openServerLog = async (file: string): Promise<ServerLog> => {
  await mkdir(dirname(file), { recursive: true });
  const handle = await (async () => {
    const first = await open(file, 'a+', 0o600);
    if ((await first.stat()).size < rotateAtBytes) return first;
    await first.close();
    await rename(file, `${file}.1`);
    return open(file, 'a+', 0o600);
  })();
  const startedAt = (await handle.stat()).size;
  return {
    handle,
    async lastLines() {
      const { size } = await stat(file);
      const from = Math.max(startedAt, size - tailBytes);
      const reading = await open(file, 'r');
      try {
        const { buffer, bytesRead } = await reading.read(Buffer.alloc(size - from), 0, size - from, from);
        return buffer
          .toString('utf8', 0, bytesRead)
          .split('\n')
          .filter((line) => line !== '')
          .slice(-20);
      } finally {
        await reading.close();
      }
    },
  };
};
