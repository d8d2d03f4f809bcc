import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AppError, type Project } from '../contract';
import { foldersUpward } from './folders-upward';
import type { Call, Client } from './session';

/** The same folder by one name, whatever links lead to it. */
const realFolder = (folder: string): string => (existsSync(folder) ? realpathSync(folder) : folder);

const listed = (projects: readonly Project[]): string =>
  projects.map(({ name, folder }) => `${name} (${folder})`).join(', ');

const byWish = (projects: readonly Project[], wanted: string, cwd: string): Project => {
  const folder = realFolder(resolve(cwd, wanted));
  const found = [
    projects.filter(({ id }) => id === wanted),
    projects.filter(({ name }) => name === wanted),
    projects.filter((project) => realFolder(project.folder) === folder),
  ].find((some) => some.length > 0);
  if (found === undefined) {
    throw new AppError('project-not-found', `There is no project "${wanted}".`, {
      hint:
        projects.length === 0
          ? 'Add one: `manysite add FOLDER`, or try the demo: `manysite demo`.'
          : `Known are ${listed(projects)}.`,
      data: { project: wanted, projects: projects.map(({ name }) => name) },
    });
  }
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  throw new AppError(
    'project-ambiguous',
    `${found.length} projects are called "${wanted}": ${listed(found)}.`,
    {
      hint: 'Give the folder: `--project FOLDER`.',
      data: { projects: found.map(({ id, folder: path }) => ({ id, folder: path })) },
    },
  );
};

/**
 * Whether a folder is the root of a worktree that `git worktree add` made: it may lie inside a known project's folder, and is another
 * one all the same. A submodule has a file `.git` too, and belongs to what is around it.
 */
const isLinkedWorktree = (folder: string): boolean => {
  const file = join(folder, '.git');
  if (!existsSync(file) || !statSync(file).isFile()) return false;
  return /^gitdir: .*[\\/]worktrees[\\/]/.test(readFileSync(file, 'utf8'));
};

const notAdded = (folder: string, what: string, hint: string, projects: readonly Project[]): AppError =>
  new AppError('project-not-found', `${folder} ${what} and is not added yet.`, {
    hint: `${hint} Or name another: \`--project NAME\`.`,
    data: { folder, projects: projects.map(({ name }) => name) },
  });

/**
 * From the working directory upward: the first folder that is a project, or says that it is one. What lies around a worktree is another
 * checkout, never the one that is meant.
 */
const byPlace = (projects: readonly Project[], cwd: string): Project | null => {
  const start = realFolder(cwd);
  let worktree: string | null = null;
  for (const folder of foldersUpward(start)) {
    const known = projects.find((project) => realFolder(project.folder) === folder);
    const saysSo = existsSync(join(folder, 'manysite.json'));
    if (worktree !== null && (known !== undefined || saysSo)) {
      const hint = 'Add its project: `manysite add FOLDER`.';
      throw notAdded(worktree, 'is a git worktree of its own', hint, projects);
    }
    if (known !== undefined) return known;
    if (saysSo) {
      const hint = `Add it: \`manysite add ${folder === start ? '.' : folder}\`.`;
      throw notAdded(folder, 'has a manysite.json', hint, projects);
    }
    if (isLinkedWorktree(folder)) worktree ??= folder;
  }
  return null;
};

/**
 * Which project a command means: `--project` (name, id or folder); else the nearest known folder or manysite.json upward from the
 * working directory; else the only project there is.
 *
 * @throws AppError `project-not-found` or `project-ambiguous`, naming the projects
 */
export const chooseProject = (
  projects: readonly Project[],
  where: { readonly wanted: string | undefined; readonly cwd: string },
): Project => {
  if (where.wanted !== undefined) return byWish(projects, where.wanted, where.cwd);
  const here = byPlace(projects, where.cwd);
  if (here !== null) return here;
  const [only] = projects;
  if (only === undefined) {
    throw new AppError('project-not-found', 'There is no project yet.', {
      hint: 'Add one: `manysite add FOLDER`, or try the demo: `manysite demo`.',
      data: { projects: [] },
    });
  }
  if (projects.length === 1) return only;
  throw new AppError(
    'project-ambiguous',
    `Which project? There are ${projects.length}: ${listed(projects)}.`,
    {
      hint: 'Say which: `--project NAME`, or run the command in its folder.',
      data: { projects: projects.map(({ id, name, folder }) => ({ id, name, folder })) },
    },
  );
};

/** The project that a command means, asked of the host. */
export const projectOf = async (call: Call, client: Client): Promise<Project> =>
  chooseProject(await client.projects.list(), { wanted: call.options.project, cwd: call.terminal.cwd });
