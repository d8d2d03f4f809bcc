import type {
  Database,
  JobKind,
  PlanRecord,
  Problem,
  Project,
  Server,
  Site,
  State,
} from '../../app/contract';

/** The project of a place: the one that it names, else the first one; null where there is none. */
export const projectOf = (state: State, id: string | null): Project | null =>
  state.projects.find((project) => project.id === id) ?? state.projects[0] ?? null;

/** The databases of a project, newest import first; those that are being made at the end. */
export const databasesOf = (state: State, projectId: string): readonly Database[] =>
  state.databases
    .filter((database) => database.projectId === projectId)
    .sort((a, b) => (b.importedAt ?? '').localeCompare(a.importedAt ?? ''));

/** The active database of a project; null where it has none. */
export const activeDatabaseOf = (state: State, project: Project): Database | null =>
  state.databases.find(({ id }) => id === project.activeDatabaseId) ?? null;

/** The sites of a database; null while they are not known. */
export const sitesOf = (state: State, databaseId: string | null): readonly Site[] | null =>
  state.sites.find(({ id }) => id === databaseId)?.sites ?? null;

const noProblems: readonly Problem[] = [];

/** What is of none of a database's sites, which may be none at all: domains that other tables hold, a missing table. */
export const databaseProblemsOf = (state: State, databaseId: string | null): readonly Problem[] =>
  state.sites.find(({ id }) => id === databaseId)?.problems ?? noProblems;

/** The servers of a project that answer requests, without those that are kept warm. */
export const serversOf = (state: State, projectId: string): readonly Server[] =>
  state.servers.filter((server) => server.projectId === projectId && !server.isStandby);

/** Work after which other servers answer for a project, or none: only one at a time. */
export const servingKinds: readonly JobKind[] = ['switch', 'mode', 'start', 'stop', 'restart', 'reset'];

/** Whether work of one of these kinds runs for a project. */
export const isAtWork = (state: State, projectId: string, kinds: readonly JobKind[]): boolean =>
  state.jobs.some((job) => job.projectId === projectId && job.endedAt === null && kinds.includes(job.kind));

/** Whether a project is just being started, stopped, switched or the like. */
export const isServingChanging = (state: State, projectId: string): boolean =>
  isAtWork(state, projectId, servingKinds);

/** The newest plan of a database that was not taken back; null: none. */
export const lastPlanOf = (state: State, databaseId: string): PlanRecord | null =>
  state.plans.find(({ id }) => id === databaseId)?.plans.find(({ state: now }) => now === 'applied') ?? null;

/** Since when a project that does not run is being started; null: it runs, or nobody starts it. */
export const startingSinceOf = (state: State, { id, isRunning }: Project): string | null =>
  isRunning
    ? null
    : (state.jobs.find((job) => job.projectId === id && job.kind === 'start' && job.state === 'running')
        ?.startedAt ?? null);
