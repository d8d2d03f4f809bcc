import type { Overview, State } from '../../contract';
import { cleanText } from './clean-text';
import type { Paint } from './paint';
import { formatCount } from './quantities';

export const overviewOf = (state: State): Overview => ({
  projects: state.projects.map((project) => {
    const databases = state.databases.filter(({ projectId }) => projectId === project.id);
    const active = databases.find(({ id }) => id === project.activeDatabaseId);
    return {
      id: project.id,
      name: project.name,
      folder: project.folder,
      mode: project.mode,
      isRunning: project.isRunning,
      database: active?.name ?? null,
      databaseCount: databases.length,
      siteCount: active?.siteCount ?? null,
      trouble: project.trouble,
    };
  }),
  router: state.router,
  runningJobs: state.jobs.filter((job) => job.state === 'running').length,
});

type Entry = Overview['projects'][number];

const nextStep = (entry: Entry, isOnly: boolean): string => {
  const which = isOnly
    ? ''
    : ` -p ${/^[\w.-]+$/.test(entry.name) ? entry.name : `"${cleanText(entry.name)}"`}`;
  if (entry.databaseCount === 0) return `manysite import${which} DUMP`;
  if (entry.database === null) return `manysite databases${which}`;
  return entry.isRunning ? `manysite sites${which}` : `manysite start${which}`;
};

const renderEntry = (entry: Entry, isOnly: boolean, paint: Paint): string => {
  const state = entry.isRunning ? paint.good('running') : paint.dim('stopped');
  const sites = entry.siteCount === null ? '' : `, ${formatCount(entry.siteCount, 'site')}`;
  const database = entry.database === null ? 'no database yet' : `${cleanText(entry.database)}${sites}`;
  return [
    `${paint.bold(cleanText(entry.name))}  ${state}  ${paint.dim(cleanText(entry.folder))}`,
    `  ${database}, ${entry.mode}`,
    ...(entry.trouble === null ? [] : [`  ${paint.bad(cleanText(entry.trouble))}`]),
    `  ${paint.dim('next:')} ${nextStep(entry, isOnly)}`,
  ].join('\n');
};

export const renderOverview = (overview: Overview, paint: Paint): string => {
  const { projects, router, runningJobs } = overview;
  if (projects.length === 0) {
    return [
      'No project yet.',
      '',
      `  manysite demo          ${paint.dim('try it with a small project and two dumps of it')}`,
      `  manysite add FOLDER    ${paint.dim('add your own Django project')}`,
      `  manysite --help        ${paint.dim('everything else')}`,
    ].join('\n');
  }
  const foot = [
    router.url === null ? null : `router ${router.url}`,
    runningJobs === 0 ? null : `${formatCount(runningJobs, 'job')} running: manysite jobs`,
  ].filter((part) => part !== null);
  return [
    projects.map((entry) => renderEntry(entry, projects.length === 1, paint)).join('\n\n'),
    ...(foot.length === 0 ? [] : ['', paint.dim(foot.join(', '))]),
  ].join('\n');
};
