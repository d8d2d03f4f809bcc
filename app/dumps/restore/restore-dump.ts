import type { Client } from 'pg';
import { AppError, type DumpPlace, type ImportReport } from '../../contract';
import type { DumpReader } from '../entry';
import { ProgressMeter, type RestoreProgress } from './progress-meter';
import type { RestoreContext } from './restore-context';
import { restoreEntries } from './restore-entries';
import { asRestoreError } from './restore-error';
import { RestoreLedger, type SkippedTable } from './restore-ledger';
import { Sessions } from './sessions';
import { TableCatalog } from './table-facts';
import { verifyRestore } from './verify';

export interface RestoreInput {
  readonly reader: DumpReader;
  /** Logs in to the empty database as the import's own role: never as a superuser. */
  readonly connect: () => Promise<Client>;
  /** Connections that work at the same time, 1 to 4: as many as there are cores. One more watches them. */
  readonly connections: number;
  /** Extensions that this server has and the import may create. */
  readonly availableExtensions: ReadonlySet<string>;
  /** Indexes and constraints that are not made. Default: none. */
  readonly leavesOut?: readonly DumpPlace[];
  /** Told at most four times a second, and at each phase. */
  readonly onProgress: (progress: RestoreProgress) => void;
  readonly signal: AbortSignal;
}

export interface RestoreResult {
  readonly report: ImportReport;
  /** Extensions that the dump wants and this server lacks. */
  readonly missingExtensions: readonly string[];
  /** Tables whose rows are not in the database, and why. */
  readonly skippedTables: readonly SkippedTable[];
}

const cancelled = (cause: unknown): AppError =>
  new AppError('cancelled', 'The import was cancelled.', { cause });

const restore = async (context: RestoreContext, reader: DumpReader): Promise<RestoreResult> => {
  const { ledger, meter, sessions, stop } = context;
  const began = performance.now();
  await restoreEntries(context, reader);
  stop.signal.throwIfAborted();
  meter.enter('verify');
  const objects = await verifyRestore(sessions.main.client, reader, ledger);
  meter.finish();
  const report: ImportReport = {
    ...objects,
    rows: ledger.rowCount,
    skipped: ledger.skipped.map((skip) => ({ ...skip })),
    warnings: ledger.warnings,
    durationMs: performance.now() - began,
    phases: meter.durations,
  };
  return { report, missingExtensions: ledger.missingExtensions, skippedTables: ledger.skippedTables };
};

/** A server that ends may do so while they are opened. */
const openSessions = async ({ connect, connections }: RestoreInput): Promise<Sessions> => {
  try {
    return await Sessions.open(connect, connections);
  } catch (error) {
    throw asRestoreError(error, 'the dump', null);
  }
};

/**
 * Restores a dump of any format into an empty database. Success is judged by rows, objects and the dump's end, not by
 * the absence of errors; what was left out is in the report. After a failure the database is half full: the caller drops it.
 *
 * @returns counts, warnings and durations
 * @throws AppError `cancelled`; `dump-statement-failed`, `dump-statement-refused`, `dump-rows-missing`, `dump-truncated`,
 * `disk-full`, `postgres-failed`, `import-failed`; and those of the reader. In every case all connections are closed.
 */
export const restoreDump = async (input: RestoreInput): Promise<RestoreResult> => {
  const { reader, signal } = input;
  if (signal.aborted) throw cancelled(signal.reason);
  const stop = new AbortController();
  const sessions = await openSessions(input);
  const context: RestoreContext = {
    sessions,
    ledger: new RestoreLedger(),
    tables: new TableCatalog(),
    meter: new ProgressMeter({
      bytesTotal: reader.sizeBytes,
      bytesRead: () => reader.bytesRead(),
      onProgress: input.onProgress,
      now: () => performance.now(),
    }),
    availableExtensions: input.availableExtensions,
    leavesOut: input.leavesOut ?? [],
    stop,
  };
  const stopNow = (): void => stop.abort(signal.reason);
  signal.addEventListener('abort', stopNow);
  const work = restore(context, reader);
  const settled = Promise.allSettled([work]);
  // A server that does not answer any more is left behind by closing its connections, which fails the work.
  const stopped = new Promise<void>((resolve, reject) => {
    stop.signal.addEventListener('abort', () => {
      sessions
        .cancel(settled)
        .finally(() => sessions.close())
        .then(resolve, reject);
    });
  });
  // While the connections were opened nobody listened yet.
  if (signal.aborted) stopNow();
  try {
    return await work;
  } catch (error) {
    if (signal.aborted) throw cancelled(error);
    throw asRestoreError(error, 'the dump', null);
  } finally {
    signal.removeEventListener('abort', stopNow);
    // Its own failure adds nothing: the work has ended, and all connections are closed next.
    if (stop.signal.aborted) await Promise.allSettled([stopped]);
    await sessions.close();
  }
};
