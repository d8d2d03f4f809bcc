import { DatabaseError } from 'pg';
import { AppError } from '../contract';

/** PostgreSQL's SQLSTATE of an error, or null when it is no answer of the server. */
export const sqlStateOf = (error: unknown): string | null =>
  error instanceof DatabaseError ? (error.code ?? null) : null;

/** Shut down, crashed, not to be connected to now; and every error of class 08 (PostgreSQL, appendix A). */
const lossStates = /^(08|57P0[1-3])/;
/** The driver has no class for these (pg: client.js, pg-pool: index.js). */
const lossMessages = /^Connection terminated|^Client (was closed|has encountered a connection error)/;
const lossCodes = new Set(['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'P1001', 'P1017']);
/** Prisma's adapter names what its driver met. */
const lossKinds = new Set(['DatabaseNotReachable', 'ConnectionClosed']);
const longestChain = 8;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** The error and what it came from, however the libraries nest that. */
const chainOf = (error: unknown): Readonly<Record<string, unknown>>[] => {
  const chain: Readonly<Record<string, unknown>>[] = [];
  const look = (value: unknown): void => {
    if (!isRecord(value) || chain.length >= longestChain || chain.includes(value)) return;
    chain.push(value);
    look(value.cause);
    if (isRecord(value.meta)) look(value.meta.driverAdapterError);
  };
  look(error);
  return chain;
};

const isLoss = ({ code, originalCode, kind, message }: Readonly<Record<string, unknown>>): boolean => {
  const codes = [code, originalCode].filter((value) => typeof value === 'string');
  return (
    codes.some((value) => lossStates.test(value) || lossCodes.has(value)) ||
    (typeof kind === 'string' && lossKinds.has(kind)) ||
    (typeof message === 'string' && lossMessages.test(message))
  );
};

/** Whether work failed because its session ended or none could be made, so that it may succeed once the server is back. */
export const isSessionLost = (error: unknown): boolean => chainOf(error).some(isLoss);

/** PostgreSQL's own answer, and those of the file system. */
const fullCodes = new Set<unknown>(['53100', 'ENOSPC', 'EDQUOT']);

/** Whether the server, or we, had no room on the disk. */
export const isOutOfSpace = (error: unknown): boolean =>
  chainOf(error).some(({ code, originalCode }) => fullCodes.has(code) || fullCodes.has(originalCode));

/**
 * Runs a statement about a whole database; what may go wrong without a bug becomes an AppError.
 *
 * @param database the one that the statement is about, for the message
 * @throws AppError `database-busy` (others are connected), `database-exists`, `database-not-found`, `disk-full`
 */
export const aboutDatabase = async <Result>(
  database: string,
  work: () => Promise<Result>,
): Promise<Result> => {
  try {
    return await work();
  } catch (cause) {
    const data = { database };
    switch (sqlStateOf(cause)) {
      case '55006':
        throw new AppError('database-busy', `The database ${database} is in use by other connections.`, {
          hint: 'Stop what is connected to it, then try again.',
          data,
          cause,
        });
      case '42P04':
        throw new AppError(
          'database-exists',
          `There is already a database named like the one made from ${database}.`,
          {
            hint: 'Choose another name.',
            data,
            cause,
          },
        );
      case '3D000':
        throw new AppError('database-not-found', `There is no database ${database} in the cluster.`, {
          data,
          cause,
        });
      case '53100':
        throw new AppError('disk-full', `The disk has no room for a copy of the database ${database}.`, {
          hint: 'Delete databases or snapshots that are no longer needed.',
          data,
          cause,
        });
      default:
        throw cause;
    }
  }
};
