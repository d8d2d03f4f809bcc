import { existsSync } from 'node:fs';
import type { ProjectRecord } from '../../catalog/projects';
import { type AddedProject, AppError } from '../../contract';
import type { ProjectConfig } from '../../projects/project-config';
import type { Engine } from '../engine';
import { showProject } from './project-records';

/** What whoever adds a folder says of known projects whose folders are gone. */
export interface MovedWish {
  /** `ask`: nothing was said; `yes`: one of them is here now; `no`: it is another project. */
  readonly moved: 'ask' | 'yes' | 'no';
  /** Which one; null: the one of the same name. */
  readonly projectId: string | null;
}

const isGone = ({ folder }: ProjectRecord): boolean => !existsSync(folder);

/** Without the mark of a second project of one name. */
const ownName = ({ name }: ProjectRecord): string => name.split('@')[0] || name;

const named = ({ name, folder }: ProjectRecord): string => `${name} (${folder})`;

const byId = async (engine: Engine, id: string): Promise<ProjectRecord> => {
  const record = await engine.catalog.projects.get(id);
  if (isGone(record)) return record;
  throw new AppError('project-exists', `The folder of ${record.name}, ${record.folder}, is still there.`, {
    hint: 'Remove that folder first, or add this one as a project of its own: `manysite add FOLDER --new`.',
    data: { projectId: id, folder: record.folder },
  });
};

/**
 * The known project that a folder holds after a move.
 *
 * @returns null where it is a new one
 * @throws AppError `project-exists` naming the lost projects where it may be one and nobody said; `project-not-found`,
 *   `project-ambiguous`
 */
export const findMoved = async (
  engine: Engine,
  config: ProjectConfig,
  { moved, projectId }: MovedWish,
): Promise<ProjectRecord | null> => {
  if (moved === 'no') return null;
  if (projectId !== null) return byId(engine, projectId);
  const lost = (await engine.catalog.projects.list()).filter(isGone);
  const candidates = lost.filter((record) => ownName(record) === config.name);
  const [only] = candidates;
  const data = { moved: candidates.map(({ id, name, folder }) => ({ id, name, folder })) };
  if (moved === 'ask') {
    if (only === undefined) return null;
    throw new AppError(
      'project-exists',
      `The folder of ${candidates.map(named).join(' and of ')} is gone, and this project has its name.`,
      {
        hint: 'If it was moved here, keep its databases: `manysite add FOLDER --moved`. If it is another project: `manysite add FOLDER --new`.',
        data,
      },
    );
  }
  if (only === undefined) {
    throw new AppError('project-not-found', `No project called ${config.name} has lost its folder.`, {
      hint:
        lost.length === 0
          ? 'All known projects are where they were.'
          : `Say which one: \`manysite add FOLDER --moved --project NAME\`. Lost: ${lost.map(named).join(', ')}.`,
      data,
    });
  }
  if (candidates.length === 1) return only;
  throw new AppError(
    'project-ambiguous',
    `Several projects may be it: ${candidates.map(named).join(', ')}.`,
    {
      hint: 'Say which one: `manysite add FOLDER --moved --project NAME`.',
      data,
    },
  );
};

/** Points a known project at its new folder; its databases, mode and name stay. */
export const movedHere = async (
  engine: Engine,
  record: ProjectRecord,
  folder: string,
): Promise<AddedProject> => {
  await engine.catalog.projects.move(record.id, folder);
  void engine.watches.adjust(record.id);
  const databases = await engine.catalog.databases.list(record.id);
  const running = engine.runs.has(record.id)
    ? ['Its servers still run in the old folder: `manysite restart` starts them in the new one.']
    : [];
  return {
    ...(await showProject(engine, record.id)),
    notes: [`It was in ${record.folder}. Its databases (${databases.length}) are kept.`, ...running],
  };
};
