import type { Prisma, PrismaClient } from '../../prisma/generated/catalog/client';
import { AppError, type Database, type ImportReport } from '../contract';
import { type ChangesBaseline, changesBaselineSchema } from './changes-baseline';
import {
  type DatabasePlaces,
  type ImportIntent,
  type ImportOutcome,
  namesOf,
  placesOf,
  toDatabase,
  toPlaces,
  withActive,
} from './database-rows';
import { expectedCase, isUuid, projectNotFound } from './prisma-errors';
import { readSiteHistory, siteHistoryToJson } from './site-history';

const notFound = (id: string, cause?: unknown): AppError =>
  new AppError('database-not-found', `There is no database with the id ${id}.`, {
    data: { databaseId: id },
    cause,
  });

const stateFor = (attention: string | null): Database['state'] =>
  attention === null ? 'ready' : 'needs-attention';

/** The databases of all projects. A row is written before the database is made, and goes after it is dropped. */
export const catalogDatabases = (prisma: PrismaClient) => {
  const listWhere = async (where: Prisma.DatabaseWhereInput): Promise<Database[]> => {
    const rows = await prisma.database.findMany({
      where,
      include: withActive,
      orderBy: { startedAt: 'desc' },
    });
    return rows.map(toDatabase);
  };
  const update = async (id: string, data: Prisma.DatabaseUpdateInput): Promise<Database> => {
    if (!isUuid(id)) throw notFound(id);
    try {
      return toDatabase(await prisma.database.update({ where: { id }, data, include: withActive }));
    } catch (error) {
      if (expectedCase(error) === 'not-found') throw notFound(id, error);
      throw error;
    }
  };
  return {
    /** Newest first. */
    async list(projectId: string): Promise<Database[]> {
      return isUuid(projectId) ? listWhere({ projectId }) : [];
    },

    /** Of all projects, newest first. */
    listAll: (): Promise<Database[]> => listWhere({}),

    async find(id: string): Promise<Database | null> {
      if (!isUuid(id)) return null;
      const row = await prisma.database.findUnique({ where: { id }, include: withActive });
      return row === null ? null : toDatabase(row);
    },

    /** @param name inside PostgreSQL, what `manysite switch` takes */
    async findByName(projectId: string, name: string): Promise<Database | null> {
      if (!isUuid(projectId)) return null;
      const row = await prisma.database.findFirst({ where: { projectId, name }, include: withActive });
      return row === null ? null : toDatabase(row);
    },

    /** @throws AppError `database-not-found` */
    async places(id: string): Promise<DatabasePlaces> {
      const row = isUuid(id) ? await prisma.database.findUnique({ where: { id }, select: placesOf }) : null;
      if (row === null) throw notFound(id);
      return toPlaces(row);
    },

    /**
     * Records that an import is about to make things in PostgreSQL.
     *
     * @throws AppError `database-exists` when the name is taken, `project-not-found`
     */
    async beginImport({ dump, ...intent }: ImportIntent): Promise<Database> {
      if (!isUuid(intent.projectId)) throw projectNotFound(intent.projectId);
      try {
        return toDatabase(
          await prisma.database.create({
            data: {
              ...intent,
              state: 'importing',
              dumpFile: dump.file,
              dumpFormat: dump.format,
              dumpCreatedAt: dump.createdAt,
              dumpServerVersion: dump.serverVersion,
            },
            include: withActive,
          }),
        );
      } catch (cause) {
        const { name, projectId } = intent;
        const found = expectedCase(cause);
        if (found === 'not-unique') {
          throw new AppError('database-exists', `There is a database named ${name} already.`, {
            hint: 'Choose another label.',
            data: { name },
            cause,
          });
        }
        if (found === 'still-referenced') throw projectNotFound(projectId, cause);
        throw cause;
      }
    },

    /** From here on the database is kept. @throws AppError `database-not-found` */
    finishImport: async (
      id: string,
      { sha256, attention = null, ...outcome }: ImportOutcome,
    ): Promise<Database> =>
      update(id, {
        ...outcome,
        ...(isUuid(id) ? { pristineMemory: siteHistoryToJson(await readSiteHistory(prisma, id)) } : {}),
        dumpSha256: sha256,
        attention,
        state: stateFor(attention),
        stagingName: null,
        importRole: null,
      }),

    /** After the after-import steps. @throws AppError `database-not-found` */
    settle: (id: string, attention: string | null): Promise<Database> =>
      update(id, { attention, state: stateFor(attention) }),

    /** What changes while it is used. @throws AppError `database-not-found` */
    updateFacts: (
      id: string,
      facts: {
        label?: string;
        sizeBytes?: number;
        siteCount?: number | null;
        problemCount?: number;
        report?: ImportReport;
        lastUsedAt?: Date;
      },
    ): Promise<Database> => update(id, facts),

    /**
     * Records that a database is about to be dropped.
     *
     * @throws AppError `database-not-found`, or `database-active` for the active one
     */
    async beginDelete(id: string): Promise<DatabasePlaces> {
      if (!isUuid(id)) throw notFound(id);
      const { count } = await prisma.database.updateMany({
        where: { id, activeIn: null },
        data: { state: 'deleting', attention: null },
      });
      const found = await prisma.database.findUnique({ where: { id }, select: placesOf });
      if (found === null) throw notFound(id);
      if (count > 0) return toPlaces(found);
      throw new AppError('database-active', `The database ${found.name} is the active one.`, {
        hint: 'Switch to another database first.',
        data: { database: found.name },
      });
    },

    /**
     * Remembers measured sizes.
     *
     * @param sizes bytes by name inside PostgreSQL
     * @returns ids of the projects where a size has changed
     */
    async recordSizes(sizes: ReadonlyMap<string, number>): Promise<string[]> {
      const projects = new Set<string>();
      const differs = (name: string | null, known: bigint | null): boolean =>
        name !== null && sizes.has(name) && BigInt(sizes.get(name) ?? 0) !== known;
      const sizeOf = (name: string | null): bigint | null =>
        name === null ? null : BigInt(sizes.get(name) ?? 0);
      for (const row of await prisma.database.findMany({
        where: { state: { in: ['ready', 'needs-attention'] } },
      })) {
        const isChanged =
          differs(row.name, row.sizeBytes) ||
          differs(row.pristineName, row.pristineBytes) ||
          differs(row.spareName, row.spareBytes);
        if (!isChanged) continue;
        projects.add(row.projectId);
        // Only where the copies are still the measured ones: one may have been made or dropped meanwhile.
        await prisma.database.updateMany({
          where: { id: row.id, pristineName: row.pristineName, spareName: row.spareName },
          data: {
            sizeBytes: sizeOf(row.name),
            pristineBytes: sizeOf(row.pristineName),
            spareBytes: sizeOf(row.spareName),
          },
        });
      }
      return [...projects];
    },

    /** Where counting changed rows begins; see `ChangesBaseline`. */
    async keepBaseline(id: string, baseline: ChangesBaseline): Promise<void> {
      await prisma.database.updateMany({ where: { id }, data: { changesBaseline: { ...baseline } } });
    },

    async baseline(id: string): Promise<ChangesBaseline | null> {
      const row = await prisma.database.findUnique({ where: { id }, select: { changesBaseline: true } });
      return changesBaselineSchema.nullable().parse(row?.changesBaseline ?? null);
    },

    /** Forgets a database that is dropped, or whose import came to nothing. May be called again. */
    async remove(id: string): Promise<void> {
      await prisma.database.deleteMany({ where: { id } });
    },

    /** What an earlier host began and did not finish: start-up drops it and calls `remove`. */
    async unfinished(): Promise<DatabasePlaces[]> {
      const rows = await prisma.database.findMany({
        where: { state: { in: ['importing', 'deleting'] } },
        select: placesOf,
        orderBy: { startedAt: 'asc' },
      });
      return rows.map(toPlaces);
    },

    /** Where everything of databases that are kept is. */
    async listPlaces(): Promise<DatabasePlaces[]> {
      const rows = await prisma.database.findMany({
        where: { state: { in: ['ready', 'needs-attention'] } },
        select: placesOf,
      });
      return rows.map(toPlaces);
    },

    /** Every name that the catalog holds inside PostgreSQL: taken for new ones, and kept by start-up. */
    async names(): Promise<ReadonlySet<string>> {
      const rows = await prisma.database.findMany({ select: placesOf });
      return new Set(rows.map(toPlaces).flatMap(namesOf));
    },
  };
};
