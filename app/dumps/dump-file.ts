import { access, type FileHandle, open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../contract';

/** A dump's file, read by position: several readers may use it at the same time. */
export interface DumpFile {
  readonly path: string;
  readonly sizeBytes: number;
  /** The bytes from `position`; fewer than asked for only where the file ends. */
  read(position: number, lengthBytes: number): Promise<Buffer>;
  /** @throws AppError `dump-changed` when the file was written to since it was opened */
  assertUnchanged(): Promise<void>;
  close(): Promise<void>;
}

const errnoOf = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;

/** What the system said of a file, in words for who asked for it. */
export const asFileError = (error: unknown, path: string): unknown => {
  const options = { data: { file: path }, cause: error };
  switch (errnoOf(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new AppError('file-not-found', `There is no file ${path}.`, options);
    case 'EACCES':
    case 'EPERM':
      return new AppError('dump-unreadable', `${path} may not be read by this user.`, {
        ...options,
        hint: 'Give yourself the permission to read it, or copy it to a folder of yours.',
      });
    case 'ELOOP':
      return new AppError('dump-unreadable', `${path} is a link that leads back to itself.`, options);
    case 'EIO':
      return new AppError('dump-unreadable', `The disk failed while ${path} was read.`, options);
    default:
      return error;
  }
};

const hasToc = async (folder: string): Promise<boolean> => {
  try {
    await access(join(folder, 'toc.dat'));
    return true;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return false;
    throw asFileError(error, folder);
  }
};

const refuseFolder = async (path: string): Promise<never> => {
  if (await hasToc(path)) {
    throw new AppError(
      'dump-format-unsupported',
      `${path} is a dump in directory format, which is not supported yet.`,
      {
        hint: 'Make a dump in custom format: pg_dump -Fc.',
        data: { file: path, format: 'directory' },
      },
    );
  }
  throw new AppError('dump-unreadable', `${path} is a folder, not a dump.`, {
    hint: 'Name the file that pg_dump wrote.',
    data: { file: path },
  });
};

const readFully = async (handle: FileHandle, path: string, position: number, lengthBytes: number) => {
  const buffer = Buffer.allocUnsafeSlow(lengthBytes);
  let filled = 0;
  try {
    while (filled < lengthBytes) {
      const { bytesRead } = await handle.read(buffer, filled, lengthBytes - filled, position + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
  } catch (error) {
    throw asFileError(error, path);
  }
  return buffer.subarray(0, filled);
};

/**
 * Opens a dump's file for reading. Links are followed.
 *
 * @throws AppError `file-not-found`; `dump-unreadable` for a folder, a pipe, a device or a missing permission;
 * `dump-format-unsupported` for a folder that is a dump in directory format
 */
export const openDumpFile = async (path: string): Promise<DumpFile> => {
  // Before open(): that of a pipe without a writer never returns.
  const before = await stat(path).catch((error: unknown) => {
    throw asFileError(error, path);
  });
  if (before.isDirectory()) return refuseFolder(path);
  if (!before.isFile()) {
    throw new AppError('dump-unreadable', `${path} is a pipe or a device, not a file.`, {
      hint: 'Dumps from a pipe are read from standard input: ... | manysite import -',
      data: { file: path },
    });
  }
  const handle = await open(path, 'r').catch((error: unknown) => {
    throw asFileError(error, path);
  });
  const opened = await handle.stat();
  return {
    path,
    sizeBytes: opened.size,
    read: (position, lengthBytes) => readFully(handle, path, position, lengthBytes),
    async assertUnchanged() {
      const now = await handle.stat();
      if (now.size === opened.size && now.mtimeMs === opened.mtimeMs) return;
      throw new AppError('dump-changed', `${path} was written to while it was read.`, {
        hint: 'Wait until the dump is finished, then try again.',
        data: { file: path, sizeBefore: opened.size, sizeNow: now.size },
      });
    },
    close: () => handle.close(),
  };
};
