import { AppError, type LogLevel, type LogLine, mostLogLines } from '../../contract';
import { newestLines } from '../../core/logs/newest-lines';
import { inServerOrder, placeBefore } from '../../core/logs/older-lines';
import { readOlderLines } from '../../servers/logs/read-older-lines';
import type { SupervisedServer } from '../../servers/server';
import type { Engine } from '../engine';
import { logFilesOf } from './log-files';

interface LogRequest {
  readonly projectId: string;
  /** A server's name; null: all of the project. */
  readonly server: string | null;
  readonly lines: number;
  readonly follow: boolean;
  /** Null: lines of every level. */
  readonly levels: readonly LogLevel[] | null;
}

/** A server keeps so many lines. */
const keptLines = 10_000;

/** Lines that are sent at once: a client begins with the first ones, and no message is large. */
const pieceLines = 2_000;

/** How often a follower looks whether servers were replaced, e.g. by a switch. */
const lookAgainMs = 1_000;

const serversOf = (engine: Engine, { projectId, server }: LogRequest): readonly SupervisedServer[] => {
  const all = engine.runs.get(projectId)?.active.set.servers ?? [];
  return server === null ? all : all.filter(({ spec }) => spec.name === server);
};

const requireServer = (engine: Engine, { projectId, server }: LogRequest): void => {
  const names = engine.runs.get(projectId)?.active.set.servers.map(({ spec }) => spec.name) ?? [];
  if (server === null || names.length === 0 || names.includes(server)) return;
  throw new AppError('usage-invalid', `No server is named “${server}”.`, {
    hint: `These run: ${names.join(', ')}.`,
  });
};

const isAsked =
  ({ levels }: LogRequest) =>
  (line: LogLine): boolean =>
    levels === null || levels.includes(line.level);

/**
 * The last lines, with no gap: where one server has forgotten what it said, lines of others before that are left to the files
 * (`olderLines`).
 */
const lastLines = (servers: readonly SupervisedServer[], request: LogRequest): readonly LogLine[] => {
  // Of one level there may be few among many others.
  const each = request.levels === null ? Math.min(request.lines, keptLines) : keptLines;
  const isWanted = isAsked(request);
  const logs = inServerOrder(
    servers.map((server) => ({ server: server.spec.name, all: server.lastLines(each) })),
  );
  const forgotten = logs.flatMap(({ all: [oldest, ...rest] }) =>
    logs.length > 1 && rest.length + 1 >= keptLines && oldest !== undefined ? [oldest.at] : [],
  );
  const isComplete = ({ at }: LogLine): boolean => forgotten.every((moment) => at > moment);
  return newestLines(
    logs.map(({ all }) => all.filter((line) => isComplete(line) && isWanted(line))),
    request.lines,
  );
};

/** Lines before those in memory, from the files: also what was said before the servers were started, and of servers that ended. */
const olderLines = async (
  engine: Engine,
  request: LogRequest,
  newer: readonly LogLine[],
  signal: AbortSignal,
): Promise<readonly LogLine[]> => {
  const count = request.lines - newer.length;
  if (count <= 0) return [];
  const before = placeBefore(newer) ?? { at: engine.now().toISOString(), known: 0 };
  const files = await logFilesOf(engine, request.projectId, request.server);
  return readOlderLines(files, before, count, isAsked(request), signal);
};

/**
 * The last lines of a project's servers, oldest first, then an empty piece, and then new ones as they come. What memory does not have
 * is read from the log files.
 */
export async function* readLogs(
  engine: Engine,
  request: LogRequest,
  signal: AbortSignal,
): AsyncGenerator<LogLine[]> {
  requireServer(engine, request);
  const isWanted = isAsked(request);
  const newest = lastLines(serversOf(engine, request), request);
  const waiting: LogLine[] = [];
  let wake = (): void => undefined;
  const followed = new Map<SupervisedServer, () => void>();
  const followAll = (): void => {
    for (const server of serversOf(engine, request)) {
      if (followed.has(server)) continue;
      followed.set(
        server,
        server.onLine((line) => {
          if (!isWanted(line)) return;
          waiting.push(line);
          // A client that does not take them misses the oldest, as with `lines`.
          if (waiting.length > mostLogLines) waiting.splice(0, pieceLines);
          wake();
        }),
      );
    }
  };
  if (request.follow) followAll();
  const timer = request.follow ? setInterval(followAll, lookAgainMs) : undefined;
  const stop = (): void => wake();
  signal.addEventListener('abort', stop);
  try {
    const last = [...(await olderLines(engine, request, newest, signal)), ...newest];
    for (let at = 0; at < last.length && !signal.aborted; at += pieceLines)
      yield last.slice(at, at + pieceLines);
    yield [];
    while (request.follow && !signal.aborted) {
      if (waiting.length > 0) yield waiting.splice(0);
      else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    clearInterval(timer);
    signal.removeEventListener('abort', stop);
    for (const unfollow of followed.values()) unfollow();
  }
}
