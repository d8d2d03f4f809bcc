import type { LogLine } from '../../contract';
import { createLevelReader, type LineLevel } from '../../core/logs/line-level';
import { createLineRing } from './line-ring';
import { createLineSplitter } from './line-splitter';
import { textOfLine } from './line-text';
import { createRotatingFile, defaultFileLimits, type FileLimits } from './rotating-file';

/** Lines kept in memory for each server. */
const keptLines = 10_000;

/** The log of one server, over all its runs: in memory, in a file, and to whom it may concern. */
export interface ServerLog {
  /** A line of our own about the server. Default level: info. */
  note(text: string, level?: LineLevel): void;
  /** A piece of the process's output as it came, or null at the end of that stream. */
  output(stream: 'stdout' | 'stderr', bytes: Uint8Array | null): void;
  /** At most `count` of the newest lines, oldest first; 10,000 are kept. */
  last(count: number): LogLine[];
  /** Every line from now on. @returns how to stop it */
  subscribe(listener: (line: LogLine) => void): () => void;
  /** Resolves when all lines so far are in the file. */
  flushed(): Promise<void>;
}

/**
 * Opens a server's log. ANSI sequences are kept as they are, in memory and in the file: whoever shows them decides.
 *
 * @param input.server the name that lines carry
 * @param input.file absolute; continued when it exists
 * @param input.now milliseconds since 1970
 */
export const openServerLog = (input: {
  readonly server: string;
  readonly file: string;
  readonly now: () => number;
  readonly limits?: FileLimits;
}): ServerLog => {
  const { server, file, now } = input;
  const ring = createLineRing<LogLine>(keptLines);
  const listeners = new Set<(line: LogLine) => void>();
  const splitters = { stdout: createLineSplitter(), stderr: createLineSplitter() };
  const levels = { stdout: createLevelReader(), stderr: createLevelReader() };
  const keep = (stream: LogLine['stream'], level: LineLevel, text: string): LogLine => {
    const line: LogLine = { at: new Date(now()).toISOString(), server, stream, level, text };
    ring.add(line);
    for (const listener of [...listeners]) listener(line);
    return line;
  };
  const disk = createRotatingFile(file, input.limits ?? defaultFileLimits, (error) => {
    const reason = error instanceof Error ? error.message : String(error);
    keep('manysite', 'warning', `the log file cannot be written: ${reason}`);
  });
  const add = (stream: LogLine['stream'], level: LineLevel, text: string): void => {
    disk.write(textOfLine(keep(stream, level, text)));
  };
  return {
    note: (text, level = 'info') => {
      for (const line of text.split('\n')) add('manysite', level, line);
    },
    output: (stream, bytes) => {
      const lines = bytes === null ? splitters[stream].end() : splitters[stream].push(bytes);
      for (const text of lines) add(stream, levels[stream](text), text);
    },
    last: ring.last,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    flushed: disk.flushed,
  };
};
