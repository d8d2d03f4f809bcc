import { type ClientBase, DatabaseError } from 'pg';
import { AppError } from '../contract';

/** SQLSTATEs that say "somebody else was first": another plan may fit. */
const stale = new Set(['23505', '23503', '40001']);
/** SQLSTATEs of waiting in vain: lock_timeout and a deadlock. */
const busy = new Set(['55P03', '40P01']);

const explain = (error: unknown): unknown => {
  if (!(error instanceof DatabaseError) || error.code === undefined) return error;
  const data = { sqlstate: error.code, table: error.table ?? null, constraint: error.constraint ?? null };
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
  return error;
};

/** How long to wait for a row that another session holds. */
const lockTimeoutMs = 10_000;

/**
 * Runs the work in one transaction of its own: all of it or nothing.
 *
 * @param client connected, in no transaction, used by nobody else meanwhile
 * @throws AppError `plan-stale` when the rows contradict what was to be written, `database-busy` when they are locked for over 10 s
 */
export const inTransaction = async (client: ClientBase, work: () => Promise<void>): Promise<void> => {
  await client.query('begin');
  try {
    await client.query(`set local lock_timeout = ${lockTimeoutMs}`);
    // Names of the dump must not stand in for PostgreSQL's own.
    await client.query(`set local search_path = pg_catalog, public`);
    await work();
    await client.query('commit');
  } catch (error) {
    try {
      await client.query('rollback');
    } catch (rollbackError) {
      throw new AggregateError([error, rollbackError], 'the change failed, and so did taking it back');
    }
    throw explain(error);
  }
};
