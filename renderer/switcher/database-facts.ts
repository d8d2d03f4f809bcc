import type { Database, Job, State } from '../../app/contract';

/** The moment that a database's age counts from: when its dump was made, else when it was imported; null while neither is known. */
export const databaseDate = ({ dump, importedAt }: Database): string | null => dump.createdAt ?? importedAt;

/** The switch of a project that runs now; null where none does. */
export const runningSwitchOf = (state: State, projectId: string): Job | null =>
  state.jobs.find((job) => job.kind === 'switch' && job.projectId === projectId && job.endedAt === null) ??
  null;

/** What is still running for a database that is kept warm. */
export const warmServersOf = (
  state: State,
  databaseId: string,
): { readonly count: number; readonly memoryBytes: number | null } => {
  const servers = state.servers.filter((server) => server.databaseId === databaseId && server.isStandby);
  const memory = servers.map(({ memoryBytes }) => memoryBytes).filter((bytes) => bytes !== null);
  return {
    count: servers.length,
    memoryBytes: memory.length < servers.length ? null : memory.reduce((sum, bytes) => sum + bytes, 0),
  };
};
