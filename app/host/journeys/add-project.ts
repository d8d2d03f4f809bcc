import type { ProjectRecord } from '../../catalog/projects';
import { type AddedProject, AppError, type Project } from '../../contract';
import { separateFormat } from '../../core/format/separate-format';
import { formatCommand } from '../../core/names/command-words';
import { distinctProjectName } from '../../core/names/project-name';
import { readWorktree, type Worktree } from '../../projects/git/worktree';
import type { ProjectConfig } from '../../projects/project-config';
import { writeProjectFile } from '../../projects/write-project-file';
import type { Engine } from '../engine';
import { configureProject } from './configure-project';
import { findMoved, type MovedWish, movedHere } from './moved-project';
import { showProject } from './project-records';

const requireUnknown = async (engine: Engine, folder: string): Promise<void> => {
  const known = await engine.catalog.projects.findByFolder(folder);
  if (known === null) return;
  throw new AppError('project-exists', `${folder} is already the project ${known.name}.`, {
    hint: '`manysite status` shows it.',
    data: { projectId: known.id },
  });
};

/** Known projects in other worktrees of the same repository. */
const siblingsOf = async (
  worktree: Worktree | null,
  records: readonly ProjectRecord[],
): Promise<ReadonlySet<string>> => {
  if (worktree === null) return new Set();
  const found = await Promise.all(
    records.map(async ({ id, folder }) => {
      const other = await readWorktree(folder);
      return other?.repository === worktree.repository && other.root !== worktree.root ? [id] : [];
    }),
  );
  return new Set(found.flat());
};

/**
 * A second worktree of a repository has the same manysite.json, hence the same local domains. It gets a format of its own, in the file
 * of this machine; another project that happens to have the same one is only told how to.
 */
const keepApart = async (
  engine: Engine,
  project: Project,
  config: ProjectConfig,
  siblings: ReadonlySet<string>,
): Promise<string[]> => {
  const rivals = engine.store.state.projects.filter(
    ({ id, domainFormat }) => id !== project.id && domainFormat === config.domainFormat,
  );
  const [rival] = rivals;
  if (rival === undefined) return [];
  const format = separateFormat(config.domainFormat, project.name);
  if (!rivals.some(({ id }) => siblings.has(id))) {
    return [
      `It has the same domain format as ${rival.name}, so that both cannot run at once. To keep them apart: ${formatCommand(format, project)}`,
    ];
  }
  const change = { key: 'domainFormat', value: format };
  const { values } = await configureProject(engine, project.id, [change], 'manysite.local.json');
  const counts = values.some(({ key, value }) => key === change.key && value === format);
  return counts
    ? [
        `It is another worktree of the repository of ${rival.name}, so its local domains are ${format} (in manysite.local.json).`,
      ]
    : [
        `It is another worktree of the repository of ${rival.name}, and something stronger than manysite.local.json sets its domain format: both cannot run at once.`,
      ];
};

const addNew = async (engine: Engine, config: ProjectConfig): Promise<AddedProject> => {
  const { folder } = config;
  const records = await engine.catalog.projects.list();
  const worktree = await readWorktree(folder);
  const siblings = await siblingsOf(worktree, records);
  const name = distinctProjectName({
    name: config.name,
    folder: worktree?.root ?? folder,
    branch: worktree?.branch ?? null,
    taken: new Set(records.map((record) => record.name)),
  });
  await writeProjectFile({ folder, name: config.name, schemaUrl: null });
  const { id } = await engine.catalog.projects.add({ name, folder, mode: config.defaultMode });
  const named =
    name === config.name ? [] : [`There is a project ${config.name} already, so this one is called ${name}.`];
  const apart = await keepApart(engine, await showProject(engine, id), config, siblings);
  void engine.watches.adjust(id);
  return { ...(await showProject(engine, id)), notes: [...named, ...apart] };
};

/**
 * Adds the project in a folder. A minimal manysite.json is written where there is none, and a domain format of its own into
 * manysite.local.json where it is a second worktree of a known project's repository.
 *
 * @param wish what to do where a known project of the same name has lost its folder: it may be this one
 * @throws AppError `project-exists`, also where a lost project may be this one and nobody said; those of `loadConfig` and `findMoved`
 */
export const addProject = async (engine: Engine, folder: string, wish: MovedWish): Promise<AddedProject> => {
  const config = await engine.configs.load(folder);
  await requireUnknown(engine, config.folder);
  const moved = await findMoved(engine, config, wish);
  return moved === null ? addNew(engine, config) : movedHere(engine, moved, config.folder);
};
