import { existsSync } from 'node:fs';
import { cp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { AppError, type Project } from '../../contract';
import type { Engine } from '../engine';
import type { JobContext } from '../jobs/job-runner';
import { addProject } from './add-project';
import { importDump } from './import-dump';
import { showProject } from './project-records';

const virtualenvShare = 0.4;

const makeVirtualenv = async (folder: string, job: JobContext): Promise<void> => {
  job.progress({ phase: 'virtualenv', fraction: 0.01, detail: 'Python packages of the demo' });
  const making = execa(process.execPath, [join(folder, 'make-virtualenv.mjs'), folder], {
    reject: false,
    cancelSignal: job.signal,
    stdin: 'ignore',
  });
  for await (const line of making.iterable({ from: 'stderr' })) {
    job.say(line);
    job.progress({ phase: 'virtualenv', fraction: 0.05, detail: line });
  }
  const { exitCode, stderr, isCanceled } = await making;
  if (isCanceled) job.signal.throwIfAborted();
  if (exitCode === 0) return;
  const [message = 'The demo could not make its virtualenv.', hint = ''] = stderr
    .trim()
    .split('\n')
    .slice(-2);
  throw new AppError('python-missing', message, hint === '' ? {} : { hint });
};

/** The demo of a checkout where it is; of a package a copy in the data folder, since a virtualenv comes beside it. */
const demoPlace = async ({ layout, folders }: Engine): Promise<string> => {
  if (!layout.isPackaged) return layout.demoFolder;
  const place = join(folders.data, 'demo');
  if (existsSync(join(place, 'manage.py'))) return place;
  const unfinished = `${place}.part`;
  await rm(unfinished, { recursive: true, force: true });
  await cp(layout.demoFolder, unfinished, { recursive: true });
  await rename(unfinished, place);
  return place;
};

const demoProject = async (engine: Engine, folder: string): Promise<Project> => {
  const known = await engine.catalog.projects.findByFolder(folder);
  return known === null
    ? addProject(engine, folder, { moved: 'no', projectId: null })
    : showProject(engine, known.id);
};

/** Progress of one of several parts, as progress of the whole. */
const partOf = (job: JobContext, start: number, share: number): JobContext => ({
  ...job,
  progress: (progress) => job.progress({ ...progress, fraction: start + progress.fraction * share }),
  // Between two imports the demo may still be cancelled.
  holdCancel: () => undefined,
});

/**
 * Makes the demo's virtualenv, adds the demo as a project and imports those of its dumps that were not imported before.
 * The oldest becomes the active database, if none is.
 */
export const addDemo = async (
  engine: Engine,
  job: JobContext,
): Promise<Record<string, unknown> & { readonly projectId: string }> => {
  const origin = engine.layout.demoFolder;
  if (!existsSync(join(origin, 'manage.py'))) {
    throw new AppError('folder-missing', `The demo was expected in ${origin}.`, {
      hint: 'Run Manysite from a full checkout.',
    });
  }
  const folder = await demoPlace(engine);
  await makeVirtualenv(folder, job);
  const project = await demoProject(engine, folder);
  const imported = new Set((await engine.catalog.databases.list(project.id)).map(({ dump }) => dump.file));
  const dumps = (await readdir(join(folder, 'dumps'))).sort().map((name) => join(folder, 'dumps', name));
  const missing = dumps.filter((file) => !imported.has(file));
  const share = (1 - virtualenvShare) / Math.max(1, missing.length);
  const results: Record<string, unknown>[] = [];
  for (const [index, file] of missing.entries()) {
    const part = partOf(job, virtualenvShare + index * share, share);
    const request = {
      projectId: project.id,
      file,
      label: null,
      slugs: new Map<number, string>(),
      isSpool: false,
      leavesOut: [],
      shownName: null,
    };
    results.push(await importDump(engine, request, part));
  }
  const databases = await engine.catalog.databases.list(project.id);
  return {
    projectId: project.id,
    project: project.name,
    folder,
    imported: results.map(({ database }) => database),
    databases: databases.map(({ name, label, isActive }) => ({ name, label, isActive })),
  };
};
