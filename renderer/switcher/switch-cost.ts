import type { Database, Job, Project, State } from '../../app/contract';

/** What a switch to a database takes. Nothing is invented: `known` was measured with it, `about` with another one. */
export type SwitchCost =
  | { readonly kind: 'active' }
  /** No server has to start: the sites are stopped. */
  | { readonly kind: 'stopped' }
  | { readonly kind: 'known' | 'about'; readonly durationMs: number; readonly isWarm: boolean }
  | { readonly kind: 'unknown'; readonly isWarm: boolean };

interface Switched {
  readonly database: string;
  readonly wasWarm: boolean;
  readonly mode: string | null;
  readonly durationMs: number;
}

const switchedBy = ({ kind, state, result }: Job): Switched | null => {
  if (kind !== 'switch' || state !== 'done' || result === null) return null;
  const { database, wasWarm, durationMs, mode } = result;
  if (typeof database !== 'string' || typeof durationMs !== 'number') return null;
  return { database, wasWarm: wasWarm === true, mode: typeof mode === 'string' ? mode : null, durationMs };
};

/** The switches of a project that moved requests to other servers, newest first. */
const switchesOf = (state: State, projectId: string): readonly Switched[] =>
  state.jobs
    .filter((job) => job.projectId === projectId)
    .map(switchedBy)
    .filter((switched): switched is Switched => switched?.mode != null)
    .reverse();

/** What a switch to a database will take, by what the engine has measured. */
export const switchCostOf = (state: State, project: Project, database: Database): SwitchCost => {
  if (database.id === project.activeDatabaseId) return { kind: 'active' };
  if (!project.isRunning) return { kind: 'stopped' };
  const { isWarm } = database;
  const alike = switchesOf(state, project.id).filter(
    ({ wasWarm, mode }) => wasWarm === isWarm && (isWarm || mode === project.mode),
  );
  const own = alike.find((switched) => switched.database === database.name);
  if (own !== undefined) return { kind: 'known', durationMs: own.durationMs, isWarm };
  const startMs = project.figures[project.mode]?.startMs ?? null;
  const aboutMs = isWarm ? (alike[0]?.durationMs ?? null) : (startMs ?? alike[0]?.durationMs ?? null);
  return aboutMs === null ? { kind: 'unknown', isWarm } : { kind: 'about', durationMs: aboutMs, isWarm };
};

/** Why the last switch of a project did not come to be; null where it did, or something else happened since. */
export const failedSwitchOf = (state: State, projectId: string): Job | null => {
  const last = state.jobs
    .filter((job) => job.projectId === projectId && job.endedAt !== null)
    .filter(({ kind }) => kind === 'switch' || kind === 'start' || kind === 'mode' || kind === 'reset')
    .at(-1);
  return last?.kind === 'switch' && last.state === 'failed' ? last : null;
};
