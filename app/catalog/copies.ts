import type { Prisma, PrismaClient } from '../../prisma/generated/catalog/client';
import { AppError } from '../contract';
import { addDiscard, type DiscardStory } from './discards';
import type { SiteHistory } from './plan-rows';
import { expectedCase, isUuid } from './prisma-errors';
import { readSiteHistory, siteHistoryFromJson, siteHistoryToJson, writeSiteHistory } from './site-history';

/** A named copy as the host works with it. */
export interface SnapshotRecord {
  readonly id: string;
  readonly databaseId: string;
  readonly name: string;
  /** Name inside PostgreSQL. */
  readonly placeName: string;
  readonly sizeBytes: number;
}

/** A copy inside PostgreSQL that is complete; it is on the list of discards until now. */
interface MadeCopy {
  readonly placeName: string;
  readonly sizeBytes: number;
}

/** How a database gets another content. */
interface Swap {
  /** Comes off the list of discards: its name is the database's own from now on. */
  readonly incoming: string;
  /** The name of what it held until now, which goes on the list of discards. */
  readonly outgoing: string;
  readonly story: DiscardStory;
  /** SQL that renames both; see `swapStatements`. */
  readonly statements: readonly string[];
  /** Takes the place of what the catalog keeps of its sites. */
  readonly history: SiteHistory;
  readonly at: Date;
}

/** A rename waits up to 5 s for the last connection to end. */
const swapTimeoutMs = 30_000;

const toSnapshot = (row: Prisma.SnapshotGetPayload<object>): SnapshotRecord => ({
  id: row.id,
  databaseId: row.databaseId,
  name: row.name,
  placeName: row.placeName,
  sizeBytes: Number(row.sizeBytes),
});

const discardDatabase = (
  transaction: Prisma.TransactionClient,
  name: string,
  story: DiscardStory,
): Promise<void> => addDiscard(transaction, { kind: 'database', name, ...story });

const undiscard = (transaction: Prisma.TransactionClient, name: string) =>
  transaction.discard.deleteMany({ where: { kind: 'database', name } });

/** Copies of databases: snapshots, the template of the moment of import, and the spare of that. */
export const catalogCopies = (prisma: PrismaClient) => ({
  async findSnapshot(databaseId: string, name: string): Promise<SnapshotRecord | null> {
    const row = await prisma.snapshot.findUnique({ where: { databaseId_name: { databaseId, name } } });
    return row === null ? null : toSnapshot(row);
  },

  /**
   * From here on a copy is a snapshot.
   *
   * @param input.id a new UUID
   * @throws AppError `snapshot-exists`
   */
  async keepSnapshot(
    input: MadeCopy & {
      readonly id: string;
      readonly databaseId: string;
      readonly name: string;
      readonly takenAt: Date;
    },
  ): Promise<void> {
    try {
      await prisma.$transaction(async (transaction) => {
        const memory = siteHistoryToJson(await readSiteHistory(transaction, input.databaseId));
        await transaction.snapshot.create({ data: { ...input, memory } });
        await undiscard(transaction, input.placeName);
      });
    } catch (cause) {
      if (expectedCase(cause) !== 'not-unique') throw cause;
      throw new AppError('snapshot-exists', `There is a snapshot “${input.name}” already.`, {
        hint: 'Choose another name, or delete that one first.',
        data: { snapshot: input.name },
        cause,
      });
    }
  },

  /** Forgets a snapshot; its copy goes on the list of discards. */
  async discardSnapshot({ id, placeName, name }: SnapshotRecord): Promise<void> {
    await prisma.$transaction(async (transaction) => {
      const subject = `the snapshot “${name}”`;
      await discardDatabase(transaction, placeName, { what: 'deletion', subject, outcome: 'finished' });
      await transaction.snapshot.deleteMany({ where: { id } });
    });
  },

  /**
   * Makes a copy the template of the moment of import; the one before and its spare go on the list of discards.
   *
   * @returns false when the database is gone meanwhile: the copy stays on the list
   */
  keepPristine: (databaseId: string, copy: MadeCopy): Promise<boolean> =>
    prisma.$transaction(async (transaction) => {
      const row = await transaction.database.findUnique({ where: { id: databaseId } });
      if (row === null || row.state === 'deleting') return false;
      for (const old of [row.pristineName, row.spareName])
        if (old !== null)
          await discardDatabase(transaction, old, {
            what: 'deletion',
            subject: `an older copy of ${row.name}`,
            outcome: 'finished',
          });
      await transaction.database.update({
        where: { id: databaseId },
        data: {
          pristineName: copy.placeName,
          pristineBytes: copy.sizeBytes,
          pristineMemory: siteHistoryToJson(await readSiteHistory(transaction, databaseId)),
          spareName: null,
          spareBytes: null,
        },
      });
      await undiscard(transaction, copy.placeName);
      return true;
    }),

  /** What the catalog kept of the sites when a snapshot was taken. @throws when the snapshot is gone */
  async historyOfSnapshot(id: string): Promise<SiteHistory> {
    const { memory } = await prisma.snapshot.findUniqueOrThrow({ where: { id }, select: { memory: true } });
    return siteHistoryFromJson(memory);
  },

  /** The same of the moment of import, without plans: what was done to the sites since is over, undone plans too. */
  async historyOfImport(databaseId: string): Promise<SiteHistory> {
    const row = await prisma.database.findUniqueOrThrow({
      where: { id: databaseId },
      select: { pristineMemory: true },
    });
    const { identities } =
      row.pristineMemory === null
        ? await readSiteHistory(prisma, databaseId)
        : siteHistoryFromJson(row.pristineMemory);
    return { identities, plans: [] };
  },

  /**
   * Makes a copy the spare of a database.
   *
   * @param origin the template that it was copied from
   * @returns false when that is no longer the template, or there is a spare: the copy stays on the list of discards
   */
  keepSpare: (databaseId: string, origin: string, copy: MadeCopy): Promise<boolean> =>
    prisma.$transaction(async (transaction) => {
      const { count } = await transaction.database.updateMany({
        where: { id: databaseId, pristineName: origin, spareName: null, state: { not: 'deleting' } },
        data: { spareName: copy.placeName, spareBytes: copy.sizeBytes },
      });
      if (count === 1) await undiscard(transaction, copy.placeName);
      return count === 1;
    }),

  /** Takes a database's spare away, onto the list of discards. @returns its name inside PostgreSQL; null: there was none */
  discardSpare: (databaseId: string): Promise<string | null> =>
    prisma.$transaction(async (transaction) => {
      const row = await transaction.database.findUnique({ where: { id: databaseId } });
      if (row === null || row.spareName === null) return null;
      await discardDatabase(transaction, row.spareName, {
        what: 'deletion',
        subject: `the spare copy of ${row.name}`,
        outcome: 'finished',
      });
      await transaction.database.update({
        where: { id: databaseId },
        data: { spareName: null, spareBytes: null },
      });
      return row.spareName;
    }),

  /**
   * Gives a database another content under the same name. The catalog lies in the same cluster, so the renames and what is recorded
   * of them are one transaction: whenever PostgreSQL or the host is killed, both have happened or neither.
   *
   * @throws what the renames throw; nothing has changed then
   */
  async swap(databaseId: string, swap: Swap): Promise<void> {
    if (!isUuid(databaseId)) throw new Error('a swap is of a database of the catalog');
    await prisma.$transaction(
      async (transaction) => {
        for (const statement of swap.statements) await transaction.$executeRawUnsafe(statement);
        await undiscard(transaction, swap.incoming);
        await discardDatabase(transaction, swap.outgoing, swap.story);
        await transaction.database.updateMany({
          where: { id: databaseId, spareName: swap.incoming },
          data: { spareName: null, spareBytes: null },
        });
        await transaction.database.update({ where: { id: databaseId }, data: { resetAt: swap.at } });
        await writeSiteHistory(transaction, databaseId, swap.history);
      },
      { timeout: swapTimeoutMs, maxWait: swapTimeoutMs },
    );
  },
});
