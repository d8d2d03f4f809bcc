import type { Server } from '../../app/contract';

interface ServersSummary {
  readonly ready: number;
  readonly failed: number;
  readonly starting: number;
}

/** How many servers are in which kind of state. */
export const serversSummary = (servers: readonly Server[]): ServersSummary => {
  const count = (...states: readonly Server['status']['state'][]): number =>
    servers.filter(({ status }) => states.includes(status.state)).length;
  return { ready: count('ready'), failed: count('failed', 'backing-off'), starting: count('starting') };
};
