import { existsSync } from 'node:fs';
import { chmod, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, type Configured } from '../../contract';
import { editProjectText, type ProjectFileChange } from '../../projects/edit-project-text';
import { isIgnoredByGit } from '../../projects/git/ignored-file';
import type { ProjectConfig } from '../../projects/project-config';
import type { Engine } from '../engine';
import { showActiveSites } from './database-sites';
import { showProject } from './project-records';

type FileName = Configured['files'][number];

const fileNames: readonly FileName[] = ['manysite.json', 'manysite.local.json'];

/** What differs from machine to machine is not for the team's file. */
const isOfMachine = (key: string): boolean =>
  key === 'domainFormat' || key === 'django.python' || /^serve\.env(\.|Files$|$)/.test(key);

const readIfThere = async (file: string): Promise<string | null> => {
  if (!existsSync(file)) return null;
  return readFile(file, 'utf8');
};

/** By rename, so that nobody reads half of it; a link stays a link, and the file's rights stay. */
const replaceFile = async (file: string, text: string): Promise<void> => {
  const target = existsSync(file) ? await realpath(file) : file;
  const draft = `${target}.${process.pid}`;
  try {
    await writeFile(draft, text, { flag: 'wx' });
    if (existsSync(target)) await chmod(draft, (await stat(target)).mode & 0o777);
    await rename(draft, target);
  } catch (cause) {
    await rm(draft, { force: true });
    throw new AppError('folder-unreachable', `${file} cannot be written.`, {
      hint: 'Make the folder and the file writable.',
      data: { file },
      cause,
    });
  }
};

const restore = async (file: string, text: string | null): Promise<void> =>
  text === null ? rm(file, { force: true }) : replaceFile(file, text);

const loads = async (engine: Engine, folder: string): Promise<ProjectConfig | null> => {
  try {
    return await engine.configs.load(folder);
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
};

/** Which file a key is taken out of: the one whose value counts, else the other one. */
const fileOf = (config: ProjectConfig | null, key: string): FileName | null => {
  const lines = (config?.lines ?? []).filter((line) => line.key === key || line.key.startsWith(`${key}.`));
  const origins = lines.flatMap((line) => [line.origin, ...line.overridden.map(({ origin }) => origin)]);
  return fileNames.findLast((name) => origins.includes(name)) ?? null;
};

const targetOf = (
  change: ProjectFileChange,
  wanted: FileName | null,
  config: ProjectConfig | null,
): FileName => {
  if (wanted !== null) return wanted;
  if (change.value !== undefined) return isOfMachine(change.key) ? 'manysite.local.json' : 'manysite.json';
  const file = fileOf(config, change.key);
  if (file !== null) return file;
  throw new AppError('setting-invalid', `Neither manysite.json nor manysite.local.json sets ${change.key}.`, {
    hint: '`manysite config` shows where each value comes from.',
    data: { key: change.key },
  });
};

interface Written {
  readonly file: string;
  readonly before: string | null;
}

const writeAll = async (
  folder: string,
  targets: ReadonlyMap<FileName, readonly ProjectFileChange[]>,
): Promise<Written[]> => {
  // All are validated before any is written.
  const edits = await Promise.all(
    [...targets].map(async ([name, changes]) => {
      const file = join(folder, name);
      const before = await readIfThere(file);
      return { file, before, after: editProjectText(file, before, changes) };
    }),
  );
  for (const { file, before, after } of edits) if (after !== before) await replaceFile(file, after);
  return edits;
};

/**
 * Changes values of a project's files: for `manysite config --set` and any other client. What is particular to this machine goes into
 * manysite.local.json unless a file is named. When the project could be loaded before and cannot any more (a Python that does not run,
 * say), the files are as they were.
 *
 * @param changes of an undefined value: the key is taken out
 * @param wanted file for all of them; null chooses for each
 * @throws AppError `project-file-invalid`, `domain-format-invalid`, `setting-invalid`, `folder-unreachable`, those of `loadConfig`
 */
export const configureProject = async (
  engine: Engine,
  projectId: string,
  changes: readonly ProjectFileChange[],
  wanted: FileName | null,
): Promise<Configured> => {
  const project = await engine.catalog.projects.get(projectId);
  const { folder } = project;
  const before = await loads(engine, folder);
  const targets = new Map<FileName, ProjectFileChange[]>();
  for (const change of changes) {
    const target = targetOf(change, wanted, before);
    targets.set(target, [...(targets.get(target) ?? []), change]);
  }
  const written = await writeAll(folder, targets);
  let config: ProjectConfig | null = null;
  try {
    config = before === null ? await loads(engine, folder) : await engine.configs.load(folder);
  } catch (error) {
    for (const { file, before: text } of written) await restore(file, text);
    throw error;
  } finally {
    await showProject(engine, projectId);
    await showActiveSites(engine, project);
  }
  const keys = changes.map(({ key }) => key);
  return {
    files: [...targets.keys()],
    values: (config?.lines ?? []).filter((line) =>
      keys.some((key) => line.key === key || line.key.startsWith(`${key}.`)),
    ),
    isLocalFileIgnored: await isIgnoredByGit(folder, 'manysite.local.json'),
  };
};
