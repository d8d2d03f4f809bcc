import type { ClientBase } from 'pg';
import { AppError } from '../contract';
import { withGivenIds } from '../core/plans/given-ids';
import { changesIn, keyOf, type RowChange } from '../core/plans/row-change';
import { lockAndCompare, requireWritten } from './check-rows';
import { advanceSequence, nextIds } from './row-ids';
import { absentTables } from './site-shape';
import { isIdle, type PlanWork, type TextRow, workOf } from './table-work';
import { inTransaction } from './transaction';
import { writeRows } from './write-rows';

/** What is written before it is seen by anybody. */
export interface PlanAboutToCommit {
  /** The changes with the ids that new rows got. */
  readonly changes: readonly RowChange[];
  /** PostgreSQL's id of the transaction; `pg_xact_status` tells of it afterwards, also after a crash. */
  readonly transactionId: string;
}

/** A relation of another kind may stand in a table's place by now, and run code of its own when it is written. */
const requireTables = async (client: ClientBase, work: PlanWork): Promise<void> => {
  const absent = await absentTables(client);
  for (const part of [work.sites, work.aliases, work.plus]) {
    const found = absent.find(({ table }) => table === part.table);
    if (found === undefined || isIdle(part)) continue;
    throw new AppError(
      'plan-stale',
      `The plan no longer fits: ${found.reason ?? `the table ${part.table} is gone`}.`,
      {
        hint: 'Nothing was written. Compute the plan again.',
        data: { table: part.table },
      },
    );
  }
};

const provisional = (changes: readonly RowChange[], table: 'django_site' | 'multisite_alias'): number[] =>
  changesIn(changes, table)
    .filter(({ row }) => row === 'insert')
    .map(keyOf)
    .filter((id) => id < 0)
    .sort((a, b) => b - a);

/** Of the rows that a plan inserts with ids of their own; 0 where there is none. */
const largestExplicitId = (changes: readonly RowChange[], table: 'django_site' | 'multisite_alias'): number =>
  changesIn(changes, table)
    .filter(({ row }) => row === 'insert')
    .reduce((largest, change) => Math.max(largest, keyOf(change)), 0);

const giveIds = async (
  client: ClientBase,
  changes: readonly RowChange[],
  table: 'django_site' | 'multisite_alias',
): Promise<ReadonlyMap<number, number>> => {
  const waiting = provisional(changes, table);
  if (waiting.length === 0) return new Map();
  const ids = await nextIds(client, table, waiting.length, largestExplicitId(changes, table));
  return new Map(waiting.map((id, index) => [id, ids[index] ?? id]));
};

/** Sites that rows of the plan refer to, by id, each with one such row. */
const parentsOf = ({ sites, aliases, plus }: PlanWork): ReadonlyMap<number, TextRow> => {
  const inserted = new Set(sites.inserts.map(({ key }) => key));
  const rows = [...aliases.inserts, ...aliases.updates.map(({ after }) => after), ...plus.inserts];
  return new Map(
    rows.filter(({ siteId }) => !inserted.has(siteId)).map((row): [number, TextRow] => [row.siteId, row]),
  );
};

/**
 * Applies a plan to the project's database: one transaction, all or nothing. Every row is locked and compared with what the plan
 * saw; then rows are written by set-based SQL, in two phases where they exchange unique values, and compared again with what is
 * there. Slugs and real domains that the catalog keeps are not written here.
 *
 * @param client connected to the project's database as its serving role, in no transaction, used by nobody else meanwhile
 * @param changes of `planSites`
 * @param beforeCommit is waited for when all is written and nobody sees it yet; what it throws takes everything back
 * @returns the changes with the ids that new rows got
 * @throws AppError `plan-stale` when a row is no longer as the plan saw it, `database-busy` when rows stay locked for over 10 s,
 *   `plan-refused` when a trigger, rule or constraint of the database does not let it be; nothing is written then
 */
export const applyPlan = (
  client: ClientBase,
  changes: readonly RowChange[],
  beforeCommit: (plan: PlanAboutToCommit) => Promise<void>,
): Promise<readonly RowChange[]> =>
  inTransaction(client, async () => {
    const planned = workOf(changes);
    await requireTables(client, planned);
    await lockAndCompare(client, planned.sites, parentsOf(planned));
    await lockAndCompare(client, planned.aliases);
    await lockAndCompare(client, planned.plus);
    const settled = withGivenIds(changes, {
      sites: await giveIds(client, changes, 'django_site'),
      aliases: await giveIds(client, changes, 'multisite_alias'),
    });
    const work = settled === changes ? planned : workOf(settled);
    await writeRows(client, work);
    for (const part of [work.sites, work.aliases, work.plus]) await requireWritten(client, part);
    for (const table of ['django_site', 'multisite_alias'] as const)
      if (largestExplicitId(changes, table) > 0) await advanceSequence(client, table);
    const { rows } = await client.query<{ id: string }>('select pg_current_xact_id()::text as id');
    await beforeCommit({ changes: settled, transactionId: rows[0]?.id ?? '' });
    return settled;
  });
