import type { PrismaClient, Project as ProjectRow } from '../../prisma/generated/catalog/client';
import { AppError, type Mode, modeSchema } from '../contract';
import { expectedCase, isUuid, projectNotFound } from './prisma-errors';

/** What is remembered of a project; the rest is in its folder. */
export interface ProjectRecord {
  readonly id: string;
  readonly name: string;
  /** Absolute path. */
  readonly folder: string;
  readonly mode: Mode;
  readonly activeDatabaseId: string | null;
  /** ISO 8601. */
  readonly addedAt: string;
}

const toProject = (row: ProjectRow): ProjectRecord => ({
  id: row.id,
  name: row.name,
  folder: row.folder,
  mode: modeSchema.parse(row.mode),
  activeDatabaseId: row.activeDatabaseId,
  addedAt: row.addedAt.toISOString(),
});

/** The projects that were added, by name. */
export const catalogProjects = (prisma: PrismaClient) => {
  const update = async (
    id: string,
    data: { name?: string; mode?: Mode; folder?: string },
  ): Promise<ProjectRecord> => {
    if (!isUuid(id)) throw projectNotFound(id);
    try {
      return toProject(await prisma.project.update({ where: { id }, data }));
    } catch (error) {
      if (expectedCase(error) === 'not-found') throw projectNotFound(id, error);
      throw error;
    }
  };
  return {
    async list(): Promise<ProjectRecord[]> {
      return (await prisma.project.findMany({ orderBy: [{ name: 'asc' }, { addedAt: 'asc' }] })).map(
        toProject,
      );
    },

    /** @throws AppError `project-not-found` */
    async get(id: string): Promise<ProjectRecord> {
      const row = isUuid(id) ? await prisma.project.findUnique({ where: { id } }) : null;
      if (row === null) throw projectNotFound(id);
      return toProject(row);
    },

    async findByFolder(folder: string): Promise<ProjectRecord | null> {
      const row = await prisma.project.findUnique({ where: { folder } });
      return row === null ? null : toProject(row);
    },

    /** @throws AppError `project-exists` when the folder was added before */
    async add(input: { name: string; folder: string; mode: Mode }): Promise<ProjectRecord> {
      try {
        return toProject(await prisma.project.create({ data: input }));
      } catch (error) {
        if (expectedCase(error) !== 'not-unique') throw error;
        throw new AppError('project-exists', `The folder ${input.folder} is a project already.`, {
          hint: 'List the projects to see its name.',
          data: { folder: input.folder },
          cause: error,
        });
      }
    },

    /** @throws AppError `project-not-found` */
    rename: (id: string, name: string): Promise<ProjectRecord> => update(id, { name }),

    /** The folder was moved; nothing else changes. @throws AppError `project-not-found` */
    move: (id: string, folder: string): Promise<ProjectRecord> => update(id, { folder }),

    /** @throws AppError `project-not-found` */
    setMode: (id: string, mode: Mode): Promise<ProjectRecord> => update(id, { mode }),

    /**
     * Makes one of the project's own databases the active one; null: none is.
     *
     * @throws AppError `project-not-found`, `database-not-found`
     */
    async setActiveDatabase(id: string, databaseId: string | null): Promise<ProjectRecord> {
      if (!isUuid(id)) throw projectNotFound(id);
      return prisma.$transaction(async (transaction) => {
        if (databaseId !== null) {
          const known = isUuid(databaseId)
            ? await transaction.database.count({ where: { id: databaseId, projectId: id } })
            : 0;
          if (known === 0) {
            throw new AppError(
              'database-not-found',
              `The project has no database with the id ${databaseId}.`,
              {
                data: { projectId: id, databaseId },
              },
            );
          }
        }
        const [row] = await transaction.project.updateManyAndReturn({
          where: { id },
          data: { activeDatabaseId: databaseId },
        });
        if (row === undefined) throw projectNotFound(id);
        return toProject(row);
      });
    },

    /**
     * Forgets a project whose databases are all deleted.
     *
     * @throws AppError `project-not-found`, or `database-exists` while it has one
     */
    async remove(id: string): Promise<void> {
      if (!isUuid(id)) throw projectNotFound(id);
      try {
        await prisma.project.delete({ where: { id } });
      } catch (error) {
        const found = expectedCase(error);
        if (found === 'not-found') throw projectNotFound(id, error);
        if (found !== 'still-referenced') throw error;
        throw new AppError('database-exists', 'The project still has databases.', {
          hint: 'Delete its databases first.',
          data: { projectId: id },
          cause: error,
        });
      }
    },
  };
};
