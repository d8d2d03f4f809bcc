import { type ClientBase, DatabaseError } from 'pg';
import { AppError } from '../contract';
import { isSessionLost } from '../postgres/database-errors';

/** SQLSTATEs that say "somebody else was first": another plan may fit. */
const stale = new Set(['23505', '40001']);
/** SQLSTATEs of waiting in vain: lock_timeout and a deadlock. */
const busy = new Set(['55P03', '40P01']);
/** Classes of SQLSTATEs that are about the connection or the server, not about what is written. */
const aboutServer = new Set(['08', '53', '57P', '58', 'XX']);

const isAboutServer = (code: string): boolean =>
  aboutServer.has(code.slice(0, 2)) || aboutServer.has(code.slice(0, 3));

const explain = (error: unknown): unknown => {
  if (!(error instanceof DatabaseError) || error.code === undefined) return error;
  const data = { sqlState: error.code, table: error.table ?? null, constraint: error.constraint ?? null };
  if (stale.has(error.code))
    return new AppError('plan-stale', `The sites changed while the plan was applied: ${error.message}.`, {
      hint: 'Nothing was written. Compute the plan again.',
      data,
      cause: error,
    });
  if (busy.has(error.code))
    return new AppError('database-busy', `The sites are being changed by somebody else: ${error.message}.`, {
      hint: 'Nothing was written. Try again in a moment.',
      data,
      cause: error,
    });
  if (isAboutServer(error.code)) return error;
  return new AppError(
    'plan-refused',
    `The database refused what was to be written: ${error.message} (SQLSTATE ${error.code}).`,
    {
      hint:
        error.code === '23503'
          ? `Nothing was written. Rows of ${error.table ?? 'another table'} belong to the site.`
          : 'Nothing was written. Look for triggers, rules and constraints on the tables of the sites.',
      data,
      cause: error,
    },
  );
};

/** How long to wait for a row that another session holds. */
const lockTimeoutMs = 10_000;

/** How long a statement may take: triggers of the database run in it, and may wait for ever. */
const statementTimeoutMs = 60_000;

/**
 * Runs the work in one transaction of its own: all of it or nothing.
 *
 * @param client connected, in no transaction, used by nobody else meanwhile
 * @throws AppError `plan-stale` when the rows contradict what was to be written, `database-busy` when they are locked for over 10 s,
 *   `plan-refused` when the database does not take it, or takes over a minute for a statement
 */
export const inTransaction = async <Result>(
  client: ClientBase,
  work: () => Promise<Result>,
): Promise<Result> => {
  try {
    // Names of the dump must not stand in for PostgreSQL's own; timestamps are compared as text; and what the catalog is told next
    // must not be lost with the last half second of a killed server (docs/decisions/020, 004).
    await client.query(
      `begin; set local lock_timeout = ${lockTimeoutMs}; set local statement_timeout = ${statementTimeoutMs};
       set local search_path = pg_catalog, public; set local datestyle = ISO; set local timezone = UTC;
       set local synchronous_commit = on`,
    );
    const result = await work();
    await client.query('commit');
    return result;
  } catch (error) {
    try {
      await client.query('rollback');
    } catch (rollbackError) {
      // A server whose session is lost takes back what was not committed.
      if (isSessionLost(rollbackError)) throw explain(error);
      throw new AggregateError([error, rollbackError], 'the change failed, and so did taking it back');
    }
    throw explain(error);
  }
};
