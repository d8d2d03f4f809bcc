import { setTimeout as delay } from 'node:timers/promises';
import type { Cluster } from './cluster';
import { isSessionLost } from './database-errors';

const tries = 5;
/** A session may be lost a moment before it is known that all are. */
const pauseMs = 200;

/**
 * Does what must not fail only because PostgreSQL was ended under it: waits until it is back, and does it again.
 *
 * @param work may be done twice, its first time having been cut off anywhere
 * @throws what `work` throws for other reasons; AppError when PostgreSQL is given up
 */
export const steadily = async <Result>(
  cluster: Pick<Cluster, 'whenUp'>,
  work: () => Promise<Result>,
): Promise<Result> => {
  for (let attempt = 1; ; attempt += 1) {
    await cluster.whenUp();
    try {
      return await work();
    } catch (error) {
      if (attempt === tries || !isSessionLost(error)) throw error;
      await delay(pauseMs);
    }
  }
};
