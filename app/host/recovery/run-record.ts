import { readFileSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type LastEnd, lastEndOf } from '../../core/recovery/last-end';
import { bootId } from '../../servers/process-identity';
import { folderIdOf } from '../attach/folder-id';
import { writeByRename } from '../attach/write-by-rename';
import type { Logger } from '../log';

/** So much older than a host's end its last sign of life is at most. */
const signIntervalMs = 2_000;

const toldEndSchema = z.object({ how: z.enum(['stopped', 'failed']), at: z.string(), reason: z.string() });
const recordSchema = z.object({
  pid: z.number().int(),
  bootId: z.string().nullable(),
  folderId: z.string(),
  startedAt: z.string(),
  end: toldEndSchema.nullable(),
  /** The end of an earlier host that nobody was told of yet, since PostgreSQL did not start meanwhile. */
  untold: z
    .object({
      how: z.enum(['stopped', 'failed', 'killed', 'machine-restarted', 'copied']),
      pid: z.number().int(),
      at: z.string(),
      reason: z.string().nullable(),
    })
    .nullable(),
});
type RunRecord = z.infer<typeof recordSchema>;

/** What this host leaves for the next one: that it ran, its signs of life, and its end where it lives to tell it. */
export interface RunFile {
  /** The folder was copied, or brought here from another disk, since the last host of it ran. */
  readonly isCopy: boolean;
  /** How the last host ended, until `settle`; null where there is nothing to tell of. */
  readonly lastEnd: LastEnd | null;
  /** The last end was dealt with. */
  settle(): void;
  /** @param reason told to people, without a full stop */
  end(how: 'stopped' | 'failed', reason: string): void;
  close(): void;
}

const readRecord = (file: string): { record: RunRecord; touchedAt: Date } | null => {
  try {
    const record = recordSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    return { record, touchedAt: statSync(file).mtime };
  } catch {
    // None, or one of another version: then nothing is known of the last host, and what it left half made is undone all the same.
    return null;
  }
};

/** The clock may have been set back since. */
const notAfter = (date: Date, now: Date): Date => (date > now ? now : date);

/**
 * Reads what the last host left, and begins this host's own record. Only for who holds the lock.
 *
 * @param dataFolder must exist
 * @throws what the file system says, when the record cannot be written
 */
export const openRunFile = (dataFolder: string, now: () => Date, log: Pick<Logger, 'warn'>): RunFile => {
  const file = join(dataFolder, 'host.run');
  const last = readRecord(file);
  const here = { bootId: bootId(), folderId: folderIdOf(dataFolder) };
  const seen = lastEndOf(last?.record ?? null, {
    ...here,
    lastSignAt: notAfter(last?.touchedAt ?? now(), now()).toISOString(),
  });
  // A host that PostgreSQL did not start for has told nobody of the one before it.
  const lastEnd = last?.record.untold ?? seen;
  let record: RunRecord = {
    ...here,
    pid: process.pid,
    startedAt: now().toISOString(),
    end: null,
    untold: lastEnd,
  };
  const write = (change: Partial<RunRecord>): void => {
    record = { ...record, ...change };
    writeByRename(file, JSON.stringify(record));
  };
  const tryTo = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      log.warn(error, 'the record of this host could not be written');
    }
  };
  write({});
  const timer = setInterval(() => tryTo(() => utimesSync(file, now(), now())), signIntervalMs);
  timer.unref();
  return {
    isCopy: last !== null && last.record.folderId !== here.folderId,
    get lastEnd() {
      return record.untold;
    },
    settle: () => tryTo(() => write({ untold: null })),
    end: (how, reason) => tryTo(() => write({ end: { how, at: now().toISOString(), reason } })),
    close: () => clearInterval(timer),
  };
};
