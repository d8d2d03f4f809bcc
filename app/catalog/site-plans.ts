import type { Prisma, PrismaClient } from '../../prisma/generated/catalog/client';
import { AppError, type PlanKind, type PlanRecord } from '../contract';
import { changesIn, keyOf, type RowChange } from '../core/plans/row-change';
import type { AppliedPlan } from '../core/plans/undo-sites';
import { countsOf, recordOf, rowChangesSchema, toPlanRecord } from './plan-rows';

/** How many plans of a database are remembered. */
const keptPlans = 50;

/** What is known when a plan is about to be seen by others. */
export interface PlanIntent {
  /** A new one, known to whoever must settle the plan when the answer is lost. */
  readonly id: string;
  readonly databaseId: string;
  readonly kind: PlanKind | 'undo';
  readonly title: string;
  /** With the ids that new rows get. */
  readonly changes: readonly RowChange[];
  /** PostgreSQL's, of the project's database; null where only the catalog has rows to be changed. */
  readonly transactionId: string | null;
  /** The plan that this one takes back; given just for an undo. */
  readonly undoesId: string | null;
  readonly at: Date;
}

/** A plan of which it is not known here whether it came to be. */
export interface ApplyingPlan {
  readonly id: string;
  readonly databaseId: string;
  readonly title: string;
  readonly transactionId: string | null;
}

type TransactionStatus = 'committed' | 'aborted' | 'in progress';

/** A plan that can be taken back. */
export interface UndoablePlan extends AppliedPlan {
  readonly id: string;
}

type Transaction = Prisma.TransactionClient;

/** A plan of thousands of rows is a megabyte of JSON, on a machine that may be busy. */
const limits = { maxWait: 30_000, timeout: 60_000 } as const;

/** The changes of a plan that are the catalog's own; all others may be many, and stay where they are. */
const identityChanges = async (transaction: Transaction, id: string): Promise<RowChange[]> => {
  const rows = await transaction.$queryRaw<{ changes: unknown }[]>`
    select jsonb_path_query_array(changes, '$[*] ? (@.table == "site_identity")') as changes
    from site_plan where id = ${id}::uuid`;
  return rowChangesSchema.parse(rows[0]?.changes ?? []);
};

/** Slugs and real domains that the plan changes, where the catalog keeps them. */
const writeIdentities = async (
  transaction: Transaction,
  databaseId: string,
  changes: readonly RowChange[],
): Promise<void> => {
  const identities = changesIn(changes, 'site_identity');
  if (identities.length === 0) return;
  await transaction.siteIdentity.deleteMany({
    where: { databaseId, siteId: { in: identities.map(keyOf) } },
  });
  await transaction.siteIdentity.createMany({
    data: identities.flatMap((change) => (change.row === 'delete' ? [] : [{ databaseId, ...change.after }])),
  });
};

/** Plans of one database take turns, also those of two connections. */
const lockDatabase = (transaction: Transaction, databaseId: string) =>
  transaction.$queryRaw`select id from database where id = ${databaseId}::uuid for update`;

const lastPosition = async (transaction: Transaction, databaseId: string): Promise<number> => {
  const last = await transaction.sitePlan.findFirst({
    where: { databaseId },
    select: { position: true },
    orderBy: { position: 'desc' },
  });
  return last?.position ?? 0;
};

/** The plans that were applied to the sites of each database: intent first, then the outcome. */
export const catalogSitePlans = (prisma: PrismaClient) => ({
  /** Records that a plan is about to be committed. It is not part of the history before `finish`. */
  begin: ({ changes, at, ...intent }: PlanIntent): Promise<void> =>
    prisma.$transaction(async (transaction) => {
      const { databaseId } = intent;
      await lockDatabase(transaction, databaseId);
      const position = (await lastPosition(transaction, databaseId)) + 1;
      const { rowCount, siteCount } = countsOf(changes);
      const { id, kind, title, transactionId, undoesId } = intent;
      // As text: Prisma takes ten times as long for the JSON of thousands of rows.
      await transaction.$executeRaw`
        insert into site_plan (id, database_id, position, kind, title, changes, row_count, site_count, state, transaction_id,
                               undoes_id, started_at)
        values (${id}::uuid, ${databaseId}::uuid, ${position}, ${kind}, ${title}, ${JSON.stringify(changes)}::jsonb,
                ${rowCount}, ${siteCount}, 'applying', ${transactionId}, ${undoesId}::uuid, ${at})`;
    }, limits),

  /**
   * The plan was committed: it becomes the newest of the history, or marks the plan that it takes back as undone. Slugs and real
   * domains that the catalog keeps are written at the same moment. Only the newest 50 plans stay.
   * May be called again.
   */
  finish: (id: string, at: Date): Promise<void> =>
    prisma.$transaction(async (transaction) => {
      const plan = await transaction.sitePlan.findUnique({
        where: { id, state: 'applying' },
        select: { databaseId: true, undoesId: true, position: true },
      });
      if (plan === null) return;
      const { databaseId, undoesId } = plan;
      await writeIdentities(transaction, databaseId, await identityChanges(transaction, id));
      if (undoesId !== null) {
        await transaction.sitePlan.delete({ where: { id }, select: { id: true } });
        await transaction.sitePlan.updateMany({
          where: { id: undoesId },
          data: { state: 'undone', undoneAt: at },
        });
        return;
      }
      await transaction.sitePlan.updateMany({ where: { id }, data: { state: 'applied', appliedAt: at } });
      await transaction.sitePlan.deleteMany({
        where: { databaseId, position: { lte: plan.position - keptPlans } },
      });
    }, limits),

  /** The plan came to nothing. May be called again. */
  async drop(id: string): Promise<void> {
    await prisma.sitePlan.deleteMany({ where: { id } });
  },

  /**
   * What became of a transaction of any database of the cluster, also after a crash of PostgreSQL.
   *
   * @returns null when it is too long ago
   */
  async transactionStatus(transactionId: string): Promise<TransactionStatus | null> {
    const rows = await prisma.$queryRaw<{ status: TransactionStatus | null }[]>`
      select pg_xact_status(${transactionId}::xid8) as status`;
    return rows[0]?.status ?? null;
  },

  /** Plans that an earlier host did not live to finish. */
  applying: (): Promise<ApplyingPlan[]> =>
    prisma.sitePlan.findMany({
      where: { state: 'applying' },
      select: { id: true, databaseId: true, title: true, transactionId: true },
      orderBy: { startedAt: 'asc' },
    }),

  /** The history of a database, newest first. */
  async list(databaseId: string): Promise<PlanRecord[]> {
    const rows = await prisma.sitePlan.findMany({
      where: { databaseId, state: { not: 'applying' } },
      select: recordOf,
      orderBy: { position: 'desc' },
    });
    return rows.map(toPlanRecord);
  },

  /** The plan that the next undo takes back. @throws AppError `nothing-to-undo` */
  async lastApplied(databaseId: string): Promise<UndoablePlan> {
    const row = await prisma.sitePlan.findFirst({
      where: { databaseId, state: 'applied' },
      orderBy: { position: 'desc' },
    });
    if (row === null)
      throw new AppError('nothing-to-undo', 'No change of the sites of this database is left to be undone.', {
        hint: 'A reset brings it back to just imported, or to a snapshot.',
      });
    return { id: row.id, title: row.title, changes: rowChangesSchema.parse(row.changes) };
  },
});
