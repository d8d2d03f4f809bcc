import { DatabaseError } from 'pg';
import { AppError } from '../contract';

/** PostgreSQL's SQLSTATE of an error, or null when it is no answer of the server. */
export const sqlStateOf = (error: unknown): string | null =>
  error instanceof DatabaseError ? (error.code ?? null) : null;

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
