import type { LogCounts, LogLine } from '../../contract';
import { withVolume } from '../../core/logs/log-volume';
import type { SupervisedServer } from '../../servers/server';
import type { Engine } from '../engine';

/** Clients refresh figures at most four times a second; nothing is looked at while no server says anything. */
const showIntervalMs = 250;
/** A server keeps so many lines; what it said before it was followed is counted from them. */
const keptLines = 10_000;

interface Followed {
  counts: LogCounts;
  isShown: boolean;
  unfollow: () => void;
}

/** @param isGoingOn the stream's line before was an error, too: a traceback, or what Django says around it, is one error */
const withLine = (counts: LogCounts, { level, at }: LogLine, isGoingOn: boolean): LogCounts => {
  const isWarning = level === 'warning';
  const isError = level === 'error' && !isGoingOn;
  return {
    ...counts,
    lines: counts.lines + 1,
    warnings: counts.warnings + (isWarning ? 1 : 0),
    errors: counts.errors + (isError ? 1 : 0),
    lastAt: at,
    volume: withVolume(counts.volume, { at, isWarning, isError }),
  };
};

const begin = (server: SupervisedServer, projectId: string): LogCounts => ({
  id: server.spec.id,
  projectId,
  server: server.spec.name,
  lines: 0,
  warnings: 0,
  errors: 0,
  lastAt: null,
  volume: [],
});

/** Counts what the servers of all runs say, and tells it to clients a few times a second at most. @returns how to stop */
export const countLogs = (engine: Pick<Engine, 'runs' | 'store'>): (() => void) => {
  const followed = new Map<SupervisedServer, Followed>();
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  const showSoon = (): void => {
    if (!isStopped) timer ??= setTimeout(show, showIntervalMs);
  };

  const follow = (server: SupervisedServer, projectId: string): void => {
    const entry: Followed = { counts: begin(server, projectId), isShown: false, unfollow: () => undefined };
    const lastLevels = new Map<LogLine['stream'], LogLine['level']>();
    const add = (line: LogLine): void => {
      entry.counts = withLine(entry.counts, line, lastLevels.get(line.stream) === 'error');
      lastLevels.set(line.stream, line.level);
      entry.isShown = false;
      showSoon();
    };
    server.lastLines(keptLines).forEach(add);
    entry.unfollow = server.onLine(add);
    followed.set(server, entry);
  };

  const show = (): void => {
    timer = undefined;
    const present = new Set<SupervisedServer>();
    for (const { projectId, active, standby } of engine.runs.values()) {
      for (const server of [active, ...standby].flatMap(({ set }) => set.servers)) {
        present.add(server);
        if (!followed.has(server)) follow(server, projectId);
      }
    }
    for (const [server, entry] of followed) {
      if (!present.has(server)) {
        entry.unfollow();
        followed.delete(server);
        engine.store.remove('logs', entry.counts.id);
      } else if (!entry.isShown) {
        entry.isShown = true;
        engine.store.put('logs', entry.counts);
      }
    }
  };

  // Servers come and go with what is told of them.
  engine.store.onChange(({ slice }) => {
    if (slice === 'servers') showSoon();
  });
  showSoon();
  return () => {
    isStopped = true;
    clearTimeout(timer);
    for (const { unfollow } of followed.values()) unfollow();
  };
};
