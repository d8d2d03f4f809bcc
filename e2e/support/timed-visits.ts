import { Agent } from 'node:http';
import { visit } from './visitor';

/** A request that was not answered with 200. */
export interface FailedVisit {
  readonly startedAt: Date;
  readonly what: string;
}

/** Clients that visit hosts all the time, each over kept-alive connections of its own, and remember when what failed began. */
export const timedVisits = (port: number, hosts: readonly string[], clientCount: number) => {
  const failed: FailedVisit[] = [];
  let total = 0;
  let isStopped = false;
  const client = async (): Promise<void> => {
    const agent = new Agent({ keepAlive: true });
    while (!isStopped) {
      for (const host of hosts) {
        const startedAt = new Date();
        total += 1;
        try {
          const { status } = await visit({ port, host, agent });
          if (status !== 200) failed.push({ startedAt, what: `${host}: ${status}` });
        } catch (error) {
          failed.push({ startedAt, what: `${host}: ${String(error)}` });
        }
      }
    }
    agent.destroy();
  };
  const running = Promise.all(Array.from({ length: clientCount }, client));
  return {
    total: () => total,
    stop: async (): Promise<{ total: number; failed: readonly FailedVisit[] }> => {
      isStopped = true;
      await running;
      return { total, failed };
    },
  };
};
