import type { Server, State } from '../../app/contract';

interface ServersSummary {
  readonly ready: number;
  readonly failed: number;
  readonly starting: number;
  readonly stopping: number;
  readonly stopped: number;
}

/** How many servers are in which kind of state. */
export const serversSummary = (servers: readonly Server[]): ServersSummary => {
  const count = (...states: readonly Server['status']['state'][]): number =>
    servers.filter(({ status }) => states.includes(status.state)).length;
  return {
    ready: count('ready'),
    failed: count('failed', 'backing-off'),
    starting: count('starting'),
    stopping: count('draining'),
    stopped: count('stopped'),
  };
};

/** What all servers take, those that are kept warm too; null before the first was measured. */
export const memoryOf = ({ servers }: State): number | null => {
  const measured = servers.flatMap(({ memoryBytes }) => (memoryBytes === null ? [] : [memoryBytes]));
  return measured.length === 0 ? null : measured.reduce((total, bytes) => total + bytes, 0);
};

/** How long PostgreSQL took to come back from its last end, while that is still told; null otherwise. */
export const recoveredInMs = ({ notices }: State): number | null =>
  notices.reduce<number | null>(
    (last, { about }) => (about.kind === 'postgres-ended' ? about.backAfterMs : last),
    null,
  );

/** The memory that servers may take that are kept warm; null while it is not known. */
export const memoryBudgetOf = ({ settings }: State): number | null => {
  const value = settings.find(({ id }) => id === 'memoryBudgetBytes')?.value;
  return typeof value === 'number' ? value : null;
};
