import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { AppError } from '../contract';
import { type DumpFile, openDumpFile } from './dump-file';
import { gunzipFile } from './gzip-members';

const isDiskFull = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOSPC';

/**
 * Unpacks a gzip file into a temporary one, which goes away when it is closed. The file that was packed stays open.
 *
 * @throws AppError `disk-full`, `dump-truncated`, `dump-corrupt`
 */
export const unpackToFile = async (packed: DumpFile, signal: AbortSignal): Promise<DumpFile> => {
  const folder = await mkdtemp(join(tmpdir(), 'manysite-unpacked-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const path = join(folder, basename(packed.path));
  try {
    const target = await open(path, 'wx', 0o600);
    try {
      const ignore = (): void => undefined;
      for await (const bytes of gunzipFile(packed, { signal, onBytes: ignore }))
        await target.writeFile(bytes);
    } finally {
      await target.close();
    }
    const unpacked = await openDumpFile(path);
    return {
      ...unpacked,
      path: packed.path,
      async close() {
        await unpacked.close();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    if (!isDiskFull(error)) throw error;
    throw new AppError('disk-full', `There is no room in ${tmpdir()} to unpack ${packed.path}.`, {
      hint: 'Make room, or unpack the dump yourself (gzip -d) and import what is inside.',
      data: { folder: tmpdir(), file: packed.path },
      cause: error,
    });
  }
};
