import { DatabaseError } from 'pg';
import { AppError } from '../../contract';
import type { Place } from '../entry';

const connectionClasses = ['08', '57P'];

/** Whether PostgreSQL answered with an error: anything else is a lost connection, a broken dump or a bug. */
export const isDatabaseError = (error: unknown): error is DatabaseError => error instanceof DatabaseError;

/** Errors that no policy may overlook: the connection, the disk or the whole server is at its end. */
export const isBeyondPolicy = (error: unknown): boolean => {
  if (!isDatabaseError(error)) return true;
  const { code = '' } = error;
  return (
    code.startsWith('53') || code === '57014' || connectionClasses.some((prefix) => code.startsWith(prefix))
  );
};

const whereIs = (place: Place | null): string => {
  if (place === null) return '';
  return place.kind === 'line' ? ` (line ${place.line} of the dump)` : ` (entry ${place.dumpId} of the dump)`;
};

const hints: ReadonlyMap<string, string> = new Map([
  ['42704', 'Make the dump of the whole database, or add what is missing to the server.'],
  ['42P01', 'Make the dump of the whole database: what it points to is not in this file.'],
  ['42601', 'The file seems to have been edited, or a newer PostgreSQL wrote it.'],
  [
    '22021',
    'The dump’s texts are not in the encoding that it names. Make it again with pg_dump --encoding=UTF8.',
  ],
  ['23505', 'The dump holds the same row twice. Make it again, from a database whose indexes are sound.'],
  ['23503', 'Rows point to rows that the dump does not hold. Make the dump of the whole database.'],
  ['54000', 'A row or an index entry is larger than PostgreSQL takes.'],
]);

const diskFull = (object: string, cause: DatabaseError): AppError =>
  new AppError('disk-full', `The disk became full while ${object} was imported: ${cause.message}`, {
    hint: 'Delete a database or make room, then import again. Nothing of this import is kept.',
    data: { object, sqlState: cause.code ?? null },
    cause,
  });

const connectionLost = (object: string, cause: Error): AppError =>
  new AppError(
    'postgres-failed',
    `The connection to PostgreSQL was lost while ${object} was imported: ${cause.message}`,
    {
      hint: 'Look at PostgreSQL’s log, then import again. Nothing of this import is kept.',
      data: { object },
      cause,
    },
  );

const statementFailed = (object: string, place: Place | null, cause: DatabaseError): AppError => {
  const { code = '', where } = cause;
  const details = [cause.detail, where?.split('\n', 1)[0]].filter(
    (part) => part !== undefined && part !== '',
  );
  return new AppError(
    'dump-statement-failed',
    `${object}${whereIs(place)} failed with ${code}: ${cause.message}${details.length === 0 ? '' : ` (${details.join('; ')})`}`,
    {
      hint: cause.hint ?? hints.get(code) ?? 'Correct the dump, or make it again with a current pg_dump.',
      data: {
        object,
        sqlState: code,
        place,
        message: cause.message,
        detail: cause.detail ?? null,
        where: where ?? null,
      },
      cause,
    },
  );
};

/**
 * Any error of a statement or of rows as the one that the user reads.
 *
 * @param object what was being imported, e.g. `table public.shop`
 * @param place where it stands; null for work of the import's own
 * @returns an AppError; what is neither PostgreSQL's nor its connection's comes back as it is
 */
export const asRestoreError = (error: unknown, object: string, place: Place | null): unknown => {
  if (error instanceof AppError || !(error instanceof Error)) return error;
  if (!isDatabaseError(error)) return isConnectionError(error) ? connectionLost(object, error) : error;
  const { code = '' } = error;
  if (code === '53100') return diskFull(object, error);
  if (connectionClasses.some((prefix) => code.startsWith(prefix))) return connectionLost(object, error);
  return statementFailed(object, place, error);
};

/** The driver has no class for these (pg: client.js, `Connection terminated`, `not queryable`); sockets have a code. */
const isConnectionError = (error: Error): boolean =>
  /^Connection terminated|^Client (was closed|has encountered a connection error)/.test(error.message) ||
  ('code' in error &&
    ['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ENOENT', 'ETIMEDOUT'].includes(String(error.code)));
