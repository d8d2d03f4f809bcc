import { AppError, type LogLine } from '../../contract';
import type { SupervisedServer } from '../../servers/server';
import type { Engine } from '../engine';

interface LogRequest {
  readonly projectId: string;
  /** A server's name; null: all of the project. */
  readonly server: string | null;
  readonly lines: number;
  readonly follow: boolean;
}

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

const byTime = (a: LogLine, b: LogLine): number => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0);

/** The last lines of a project's servers, oldest first, and then new ones as they come. */
export async function* readLogs(
  engine: Engine,
  request: LogRequest,
  signal: AbortSignal,
): AsyncGenerator<LogLine[]> {
  requireServer(engine, request);
  const known = serversOf(engine, request);
  const last = known.flatMap((server) => server.lastLines(request.lines)).sort(byTime);
  const waiting: LogLine[] = request.lines === 0 ? [] : last.slice(-request.lines);
  if (!request.follow) {
    yield waiting;
    return;
  }
  let wake = (): void => undefined;
  const followed = new Map<SupervisedServer, () => void>();
  const followAll = (): void => {
    for (const server of serversOf(engine, request)) {
      if (followed.has(server)) continue;
      followed.set(
        server,
        server.onLine((line) => {
          waiting.push(line);
          wake();
        }),
      );
    }
  };
  followAll();
  const timer = setInterval(followAll, lookAgainMs);
  const stop = (): void => wake();
  signal.addEventListener('abort', stop);
  try {
    while (!signal.aborted) {
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
