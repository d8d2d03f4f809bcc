import { createHash } from 'node:crypto';
import { openDumpFile } from './dump-file';

const readBytes = 4 * 1024 * 1024;

/**
 * SHA-256 of a file, in hex. A flipped byte inside an uncompressed archive imports silently (in pg_restore too):
 * the hash is the only witness.
 *
 * @throws what `openDumpFile` throws; the signal's reason when it is aborted
 */
export const hashFile = async (file: string, signal: AbortSignal): Promise<string> => {
  const opened = await openDumpFile(file);
  try {
    const hash = createHash('sha256');
    for (let position = 0; position < opened.sizeBytes; position += readBytes) {
      signal.throwIfAborted();
      hash.update(await opened.read(position, readBytes));
    }
    return hash.digest('hex');
  } finally {
    await opened.close();
  }
};
