import type { LogLine } from '../../contract';
import { inServerOrder, type LogPlace, linesBefore } from '../../core/logs/older-lines';
import { type LogFile, readBackwards } from './read-backwards';

/** One log while it is read: what is here of it, and since when. */
interface Reading {
  readonly pieces: AsyncGenerator<LogLine[]>;
  /** Oldest first. */
  lines: LogLine[];
  /** The oldest moment that was read; null before the first one, '' where all is read. */
  reached: string | null;
}

const sumOf = (logs: readonly (readonly LogLine[])[]): number =>
  logs.reduce((sum, { length }) => sum + length, 0);

const readOn = async (reading: Reading, isWanted: (line: LogLine) => boolean): Promise<void> => {
  const next = await reading.pieces.next();
  if (next.done === true) {
    reading.reached = '';
    return;
  }
  reading.reached = next.value[0]?.at ?? reading.reached;
  reading.lines = [...next.value.filter(isWanted), ...reading.lines];
};

/**
 * The newest lines before a place in the files of many servers, oldest first. Of each file only so much is read as is needed.
 *
 * @param count how many lines at most, 1 or more
 * @param signal ends the reading with nothing
 */
export const readOlderLines = async (
  files: readonly LogFile[],
  before: LogPlace,
  count: number,
  isWanted: (line: LogLine) => boolean,
  signal: AbortSignal,
): Promise<readonly LogLine[]> => {
  const readings = inServerOrder(files).map(
    (file): Reading => ({ pieces: readBackwards(file, before.at), lines: [], reached: null }),
  );
  try {
    for (;;) {
      if (signal.aborted) return [];
      // The one whose oldest line is the newest: what is older than that may be among lines of it that were not read.
      const [behind] = readings
        .filter(({ reached }) => reached !== '')
        .sort((one, other) => ((one.reached ?? '~') < (other.reached ?? '~') ? 1 : -1));
      const bound = behind === undefined ? '' : (behind.reached ?? '~');
      const needed = count + before.known;
      if (behind === undefined || sumOf(readings.map(({ lines }) => lines)) >= needed) {
        const complete = readings.map(({ lines }) => lines.filter(({ at }) => at > bound));
        if (behind === undefined || sumOf(complete) >= needed) return linesBefore(complete, before, count);
      }
      await readOn(behind, isWanted);
    }
  } finally {
    await Promise.all(readings.map(({ pieces }) => pieces.return(undefined)));
  }
};
