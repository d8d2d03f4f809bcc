import { appendFile, mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

export interface FileLimits {
  /** A file that reached this size is set aside. */
  readonly maxBytes: number;
  /** How many older files are kept beside the current one: `x.log.1` (newest) to `x.log.<kept>`. */
  readonly keptFiles: number;
  /** Text that waits for a slow disk; what exceeds it is left out, and counted in the file. */
  readonly maxWaitingBytes: number;
}

export const defaultFileLimits: FileLimits = {
  maxBytes: 5 * 1024 ** 2,
  keptFiles: 3,
  maxWaitingBytes: 4 * 1024 ** 2,
};

export interface RotatingFile {
  /** Queues one line (without its end); never waits, never throws. */
  write(line: string): void;
  /** Resolves when all that was queued is on disk, or could not be written. */
  flushed(): Promise<void>;
}

const absent = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

const sizeOf = async (file: string): Promise<number> => {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if (absent(error)) return 0;
    throw error;
  }
};

const setAside = async (file: string, keptFiles: number): Promise<void> => {
  const names = [file, ...Array.from({ length: keptFiles }, (_, index) => `${file}.${index + 1}`)];
  await rm(names.at(-1) ?? file, { force: true });
  for (let index = names.length - 2; index >= 0; index--) {
    const [from, to] = [names[index], names[index + 1]];
    if (from === undefined || to === undefined) continue;
    try {
      await rename(from, to);
    } catch (error) {
      if (!absent(error)) throw error;
    }
  }
};

/**
 * A file of lines that is set aside at a size. Lines that come while the disk is busy are written together.
 *
 * @param file absolute; its folder is made when missing; an existing file is continued
 * @param onTrouble told once per series of failed writes; the lines concerned are lost for the file
 */
export const createRotatingFile = (
  file: string,
  limits: FileLimits,
  onTrouble: (error: unknown) => void,
): RotatingFile => {
  let waiting: string[] = [];
  let waitingBytes = 0;
  let leftOut = 0;
  let sizeBytes: number | null = null;
  let isInTrouble = false;
  let flushing: Promise<void> | null = null;

  const takeWaiting = (): string => {
    const note = leftOut > 0 ? [`(lines left out here, because the disk was too slow: ${leftOut})`] : [];
    const text = [...waiting, ...note].map((line) => `${line}\n`).join('');
    waiting = [];
    waitingBytes = 0;
    leftOut = 0;
    return text;
  };

  const writeOnce = async (): Promise<void> => {
    if (sizeBytes === null) {
      await mkdir(dirname(file), { recursive: true });
      sizeBytes = await sizeOf(file);
    }
    if (sizeBytes >= limits.maxBytes) {
      await setAside(file, limits.keptFiles);
      sizeBytes = 0;
    }
    const text = takeWaiting();
    await appendFile(file, text, { mode: 0o600 });
    sizeBytes += Buffer.byteLength(text);
  };

  const flush = async (): Promise<void> => {
    while (waiting.length > 0) {
      try {
        await writeOnce();
        isInTrouble = false;
      } catch (error) {
        takeWaiting();
        sizeBytes = null;
        if (!isInTrouble) onTrouble(error);
        isInTrouble = true;
      }
    }
    flushing = null;
  };

  return {
    write: (line) => {
      const lineBytes = Buffer.byteLength(line) + 1;
      // Once a line was left out, those after it are as well: the gap is in one place, where the note says.
      if (leftOut > 0 || waitingBytes + lineBytes > limits.maxWaitingBytes) {
        leftOut++;
        return;
      }
      waiting.push(line);
      waitingBytes += lineBytes;
      flushing ??= flush();
    },
    flushed: () => flushing ?? Promise.resolve(),
  };
};
