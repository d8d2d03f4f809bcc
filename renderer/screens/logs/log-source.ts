import { createStore, type StoreApi } from 'zustand/vanilla';
import { type LogLevel, type LogLine, mostLogLines } from '../../../app/contract';
import type { Client } from '../../door/connect';
import { type Trouble, troubleOf } from '../../store/trouble';

/** What is read: a server's lines, or those of all, of some levels or of all, and how many of the last ones first. */
export interface LogRequest {
  readonly projectId: string;
  readonly server: string | null;
  readonly levels: readonly LogLevel[] | null;
  readonly depth: number;
}

/** The lines of a log as far as they are here. */
export interface LogLines {
  /** Null while the first lines are on their way. */
  readonly lines: readonly LogLine[] | null;
  /** Grows when other lines are here than before with more at the end, e.g. older ones too. */
  readonly edition: number;
  /** Lines of this edition that came after its first ones. */
  readonly added: number;
  /** How many of the last lines were asked for, and whether there may be older ones. */
  readonly depth: number;
  readonly hasOlder: boolean;
  /** Why it cannot be read, in the engine's words. */
  readonly error: Trouble | null;
}

export type LogSource = StoreApi<LogLines>;

const none: LogLines = { lines: null, edition: 0, added: 0, depth: 0, hasOlder: false, error: null };

export const createLogSource = (): LogSource => createStore<LogLines>()(() => none);

/** How many lines are asked for: some at once, and more each time that the top is reached. */
export const depths = [200, 2_000, 10_000, mostLogLines] as const;

/** The depth after this one; the same where there is none. */
export const deeper = (depth: number): number => depths.find((next) => next > depth) ?? depth;

/** Lines that came within this time are shown together, in ms. */
const gatherMs = 50;

/** Lines after a piece, none but the newest `mostLogLines`. */
export const withNew = (lines: readonly LogLine[], piece: readonly LogLine[]): readonly LogLine[] => {
  const all = [...lines, ...piece];
  return all.length > mostLogLines ? all.slice(all.length - mostLogLines) : all;
};

/**
 * Reads a log into a source until the signal aborts; what the source held stays until the new lines are here.
 *
 * @param request.depth how many of the last lines, from 1 to 100,000
 */
export const readLog = async (
  client: Client,
  { projectId, server, levels, depth }: LogRequest,
  source: LogSource,
  signal: AbortSignal,
): Promise<void> => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let gathered: LogLine[] = [];
  let isBegun = false;
  const show = (): void => {
    timer = undefined;
    const piece = gathered;
    gathered = [];
    if (!signal.aborted)
      source.setState(({ lines, added }) => ({
        lines: withNew(lines ?? [], piece),
        added: added + piece.length,
      }));
  };
  const begin = (): void => {
    isBegun = true;
    const lines = gathered;
    gathered = [];
    source.setState(({ edition }) => ({
      lines,
      edition: edition + 1,
      added: 0,
      depth,
      hasOlder: lines.length >= depth && deeper(depth) > depth,
      error: null,
    }));
  };
  try {
    const pieces = await client.servers.logs(
      { projectId, server, lines: depth, follow: true, levels: levels === null ? null : [...levels] },
      { signal },
    );
    for await (const piece of pieces) {
      if (signal.aborted) return;
      for (const line of piece) gathered.push(line);
      if (!isBegun) {
        if (piece.length === 0) begin();
      } else timer ??= setTimeout(show, gatherMs);
    }
  } catch (error) {
    if (!signal.aborted)
      source.setState({
        error: troubleOf(error),
      });
  } finally {
    clearTimeout(timer);
  }
};
