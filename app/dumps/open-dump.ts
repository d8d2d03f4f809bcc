import { AppError } from '../contract';
import { openArchive } from './archive/open-archive';
import { type DumpFile, openDumpFile } from './dump-file';
import type { DumpReader } from './entry';
import { gunzipFile } from './gzip-members';
import { listDatabases } from './plain/list-databases';
import { openPlain, type PlainSource } from './plain/open-plain';
import { type Content, sniff, sniffBytes } from './sniff';
import { unpackToFile } from './unpack-to-file';

const readBytes = 1024 * 1024;

/** A file's bytes, or those inside of its gzip, with a count of how far the file was read. */
const plainSource = (file: DumpFile, compression: 'none' | 'gzip', start: Buffer): PlainSource => {
  let bytesRead = 0;
  const onBytes = (count: number): void => {
    bytesRead += count;
  };
  const open = (signal: AbortSignal): AsyncIterable<Buffer> => {
    bytesRead = 0;
    return compression === 'gzip' ? gunzipFile(file, { signal, onBytes }) : bareBytes(file, signal, onBytes);
  };
  return { file, compression, start, open, bytesRead: () => Math.min(bytesRead, file.sizeBytes) };
};

async function* bareBytes(file: DumpFile, signal: AbortSignal, onBytes: (count: number) => void) {
  for (let at = 0; at < file.sizeBytes; at += readBytes) {
    signal.throwIfAborted();
    const bytes = await file.read(at, readBytes);
    onBytes(bytes.length);
    yield bytes;
  }
}

const firstBytes = async (chunks: AsyncIterable<Buffer>): Promise<Buffer> => {
  const parts: Buffer[] = [];
  let lengthBytes = 0;
  for await (const chunk of chunks) {
    parts.push(chunk);
    lengthBytes += chunk.length;
    if (lengthBytes >= sniffBytes) break;
  }
  return Buffer.concat(parts).subarray(0, sniffBytes);
};

const refuseCluster = async (source: PlainSource, signal: AbortSignal): Promise<never> => {
  const databases = await listDatabases(source.open(signal));
  throw new AppError(
    'dump-is-pg-dumpall',
    `The file is a dump of a whole server, with the databases ${databases.join(', ') || '(none)'}.`,
    {
      hint: 'Make a dump of one database: pg_dump -Fc NAME.',
      data: { databases },
    },
  );
};

const openGzip = async (file: DumpFile, signal: AbortSignal): Promise<DumpReader> => {
  const start = await firstBytes(plainSource(file, 'gzip', Buffer.alloc(0)).open(signal));
  const content = sniff(start);
  switch (content) {
    case 'gzip':
      throw new AppError('dump-format-unsupported', 'The dump is compressed by gzip twice.', {
        hint: 'Unpack it once (gzip -d), then import what is inside.',
        data: { format: 'gzip' },
      });
    case 'archive': {
      // Its parts are read by position, so it is unpacked as a whole; inside it is compressed by itself.
      const unpacked = await unpackToFile(file, signal);
      await file.close();
      return openOrClose(unpacked, () => openArchive(unpacked, signal));
    }
    case 'plain':
    case 'pg_dumpall':
      return openText(plainSource(file, 'gzip', start), content, signal);
    default:
      return content satisfies never;
  }
};

const openText = async (
  source: PlainSource,
  content: 'plain' | 'pg_dumpall',
  signal: AbortSignal,
): Promise<DumpReader> => (content === 'pg_dumpall' ? refuseCluster(source, signal) : openPlain(source));

const openContent = async (
  file: DumpFile,
  content: Content,
  start: Buffer,
  signal: AbortSignal,
): Promise<DumpReader> => {
  switch (content) {
    case 'archive':
      return openArchive(file, signal);
    case 'gzip':
      return openGzip(file, signal);
    case 'plain':
    case 'pg_dumpall':
      return openText(plainSource(file, 'none', start), content, signal);
    default:
      return content satisfies never;
  }
};

const openOrClose = async (file: DumpFile, openReader: () => Promise<DumpReader>): Promise<DumpReader> => {
  try {
    return await openReader();
  } catch (error) {
    await file.close();
    throw error;
  }
};

/**
 * Opens a dump, whatever its format; its content decides, never its name. The reader must be closed.
 *
 * @param file path of a file; links are followed
 * @throws AppError `file-not-found`, `dump-unreadable`, `dump-empty`, `dump-format-unsupported`, `dump-is-mysql`,
 * `dump-is-pg-dumpall` (with the databases inside), `dump-truncated`, `dump-corrupt`
 */
export const openDump = async (file: string, signal: AbortSignal): Promise<DumpReader> => {
  const opened = await openDumpFile(file);
  return openOrClose(opened, async () => {
    const start = await opened.read(0, sniffBytes);
    return openContent(opened, sniff(start), start, signal);
  });
};
