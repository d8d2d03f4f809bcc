import { type FileHandle, open } from 'node:fs/promises';
import type { LogLine } from '../../contract';
import { maxLineLength } from './line-splitter';
import { parseLine } from './line-text';
import { defaultFileLimits } from './rotating-file';

/** Read at once: some longest lines in UTF-8, so that in each piece one begins. */
const pieceBytes = Math.max(256 * 1024, maxLineLength * 8);
const newline = 0x0a;

/** The log of one server in its file, and in those that were set aside. */
export interface LogFile {
  /** The name that the lines get. */
  readonly server: string;
  /** Absolute, the one that is written to. */
  readonly path: string;
}

interface OpenFile {
  readonly handle: FileHandle;
  readonly sizeBytes: number;
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const isAbsent = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

const readBytes = async ({ handle }: OpenFile, from: number, to: number): Promise<Buffer> => {
  const bytes = Buffer.alloc(to - from);
  const { bytesRead } = await handle.read(bytes, 0, bytes.length, from);
  return bytes.subarray(0, bytesRead);
};

/** The moment of the first line that begins in a part of a file; null where none does. */
const firstMoment = async (file: OpenFile, from: number, to: number): Promise<string | null> => {
  const bytes = await readBytes(file, from, Math.min(to, from + pieceBytes));
  const [, ...lines] = bytes.toString('utf8').split('\n');
  for (const line of lines) {
    const moment = parseLine(line, '')?.at;
    if (moment !== undefined) return moment;
  }
  return null;
};

/** Where the lines of a file end that are not after a moment, or a little later: found by halving, since time only goes on. */
const endOf = async (file: OpenFile, until: string): Promise<number> => {
  let [from, to] = [0, file.sizeBytes];
  while (to - from > pieceBytes) {
    const middle = Math.floor((from + to) / 2);
    const moment = await firstMoment(file, middle, to);
    if (moment !== null && moment <= until) from = middle;
    else to = middle;
  }
  // The line that `to` cuts goes on after it.
  return Math.min(file.sizeBytes, to + pieceBytes);
};

/** Lines in their order; what has no head of its own has that of the line before. */
const parsePiece = (text: string, server: string): LogLine[] => {
  const written = text.split('\n').filter((line) => line !== '');
  const parsed = written.map((line) => parseLine(line, server));
  let before = parsed.find((line) => line !== null) ?? null;
  return parsed.flatMap((line, place) => {
    if (before === null) return [];
    before = line ?? { ...before, stream: 'manysite', level: 'warning', text: written[place] ?? '' };
    return [before];
  });
};

/** The lines of one file that are not after a moment, in pieces: each oldest first, the newest piece first. */
async function* readFileBackwards(file: OpenFile, server: string, until: string): AsyncGenerator<LogLine[]> {
  let end = await endOf(file, until);
  let rest = Buffer.alloc(0);
  while (end > 0) {
    const from = Math.max(0, end - pieceBytes);
    const bytes = Buffer.concat([await readBytes(file, from, end), rest]);
    end = from;
    // The line that this piece cuts is read with the piece before it.
    const start = from === 0 ? 0 : bytes.indexOf(newline) + 1;
    rest = from !== 0 && start === 0 ? bytes : bytes.subarray(0, start);
    const lines = from !== 0 && start === 0 ? [] : parsePiece(bytes.toString('utf8', start), server);
    yield lines.filter(({ at }) => at <= until);
  }
}

/**
 * The lines of a log that is set aside at a size (rotating-file.ts), in pieces: each oldest first, the newest piece first. Where a
 * file cannot be read, a line of our own says which and why; those before it follow.
 *
 * @param until ISO 8601: only lines that are not after it
 */
export async function* readBackwards({ server, path }: LogFile, until: string): AsyncGenerator<LogLine[]> {
  let oldest = until;
  const seen = new Set<number>();
  for (const name of [
    path,
    ...Array.from({ length: defaultFileLimits.keptFiles }, (_, n) => `${path}.${n + 1}`),
  ]) {
    try {
      const handle = await open(name, 'r');
      try {
        const { size, ino } = await handle.stat();
        // One that was set aside while it was read comes again under its next name.
        if (seen.has(ino)) continue;
        seen.add(ino);
        for await (const lines of readFileBackwards({ handle, sizeBytes: size }, server, until)) {
          oldest = lines[0]?.at ?? oldest;
          yield lines;
        }
      } finally {
        await handle.close();
      }
    } catch (error) {
      if (isAbsent(error)) continue;
      // Before what is newer: how old its lines are nobody knows.
      const at = new Date(Date.parse(oldest) - 1).toISOString();
      const text = `log file not readable: ${name} (${reasonOf(error)})`;
      yield [{ at, server, stream: 'manysite', level: 'warning', text }];
    }
  }
}
