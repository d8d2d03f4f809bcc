import type { LogCounts, State } from '../../../app/contract';

/** What servers said, added up. */
export interface LogSums {
  readonly lines: number;
  readonly warnings: number;
  readonly errors: number;
  /** ISO 8601; null before the first line. */
  readonly lastAt: string | null;
}

const later = (one: string | null, other: string | null): string | null =>
  one === null || (other !== null && other > one) ? other : one;

/**
 * What there is of the servers of a project that answer requests.
 *
 * @param server one of them by its name; null: all
 */
export const logsOf = (state: State, projectId: string, server: string | null): readonly LogCounts[] => {
  const standbys = new Set(state.servers.filter(({ isStandby }) => isStandby).map(({ id }) => id));
  return state.logs.filter(
    (log) =>
      log.projectId === projectId && !standbys.has(log.id) && (server === null || log.server === server),
  );
};

/** The same added up. */
export const logSumsOf = (state: State, projectId: string, server: string | null): LogSums =>
  logsOf(state, projectId, server).reduce(
    (sums: LogSums, log) => ({
      lines: sums.lines + log.lines,
      warnings: sums.warnings + log.warnings,
      errors: sums.errors + log.errors,
      lastAt: later(sums.lastAt, log.lastAt),
    }),
    { lines: 0, warnings: 0, errors: 0, lastAt: null },
  );
