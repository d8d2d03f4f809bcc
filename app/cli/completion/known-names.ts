import type { Project, State } from '../../contract';
import { chooseProject } from '../choose-project';
import { cleanText } from '../output/clean-text';
import type { Candidate, Expected } from './complete-words';
import type { Named } from './placeholders';

const candidate = (value: string, description = ''): Candidate => ({ value, description });

/** Enough of a job's id to type; `cancel` takes a beginning. */
const shownIdLength = 8;

const modes = [
  candidate('single-process', 'one process for all sites'),
  candidate('multi-process', 'one process a site'),
];

/** The project that the rest of the line means; none where it would be refused. */
const projectOf = (state: State, wanted: string | undefined, cwd: string): Project | null => {
  try {
    return chooseProject(state.projects, { wanted, cwd });
  } catch {
    // The command itself will say so.
    return null;
  }
};

const namesOf = (state: State, project: Project, named: Named, database: string | undefined): Candidate[] => {
  const databases = state.databases.filter(({ projectId }) => projectId === project.id);
  const chosen = databases.find(({ id, name, label }) =>
    database === undefined ? id === project.activeDatabaseId : name === database || label === database,
  );
  const sites = state.sites.find(({ id }) => id === chosen?.id)?.sites ?? [];
  switch (named) {
    case 'database':
      return databases.flatMap(({ name, label, isActive }) => [
        candidate(name, isActive ? `${label}, active` : label),
        ...(label === name ? [] : [candidate(label, `label of ${name}`)]),
      ]);
    case 'snapshot':
      return (chosen?.snapshots ?? []).map(({ name, takenAt }) => candidate(name, takenAt));
    case 'site':
      return sites.map(({ id, slug, name }) => candidate(slug === '' ? String(id) : slug, name));
    case 'host':
      return sites.flatMap(({ name, aliases, domain }) =>
        [...new Set([domain, ...aliases.map((alias) => alias.domain)])]
          .filter((host) => host !== '')
          .map((host) => candidate(host, name)),
      );
    case 'server':
      return state.servers
        .filter(({ projectId, isStandby }) => projectId === project.id && !isStandby)
        .map(({ name, status }) => candidate(name, status.state));
    case 'project':
    case 'job':
    case 'mode':
    case 'file':
    case 'folder':
    case 'free':
      return [];
    default:
      return named satisfies never;
  }
};

/** Whether names of this kind are to be had from the host. */
export const isHostsName = (named: Named): boolean => !['mode', 'file', 'folder', 'free'].includes(named);

/**
 * The names that could stand here, as the host knows them. Names come out of dumps: one that a terminal could not show is left out.
 *
 * @param state null where no host answers: then only what is fixed
 */
export const knownNames = (
  { named, given }: Pick<Expected, 'named' | 'given'>,
  state: State | null,
  cwd: string,
): Candidate[] => {
  if (named === 'mode') return modes;
  if (state === null) return [];
  if (named === 'project') return state.projects.map(({ name, folder }) => candidate(name, folder));
  if (named === 'job') {
    return state.jobs
      .filter(({ endedAt }) => endedAt === null)
      .map(({ id, title }) => candidate(id.slice(0, shownIdLength), title));
  }
  const project = projectOf(state, given.project, cwd);
  if (project === null) return [];
  return namesOf(state, project, named, given.database)
    .filter(({ value }) => value === cleanText(value))
    .map(({ value, description }) => candidate(value, cleanText(description)))
    .filter(({ value }, index, all) => all.findIndex((other) => other.value === value) === index);
};
