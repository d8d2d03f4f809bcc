import type { Engine } from '../engine';
import { portsOf } from './project-run';

/** A request that takes longer than this is not waited for: streams and long polls have no end of their own. */
const defaultDrainMs = 15_000;

/** A request is held this long at most; then it gets a page that says why, and loads again. */
const defaultRequestLimitMs = 60_000;

interface HoldInput {
  /** Those of them that do not run have no requests, and cost nothing. */
  readonly projectIds: readonly string[];
  /** Why, as a sentence: it stands on the page of a request that waited in vain. */
  readonly reason: string;
  readonly requestLimitMs?: number;
  readonly drainMs?: number;
}

type HoldEngine = Pick<Engine, 'router' | 'runs' | 'retiring' | 'holds' | 'log'>;

/** Ports of every server of the projects, also of those that the router no longer points at. */
const portsOfProjects = (engine: HoldEngine, projectIds: readonly string[]): number[] => {
  const wanted = new Set(projectIds);
  const runs = [...engine.runs.values()].filter(({ projectId }) => wanted.has(projectId));
  const retiring = [...engine.retiring].filter(({ projectId }) => wanted.has(projectId));
  return [...runs.flatMap(({ active, standby }) => [active, ...standby]), ...retiring].flatMap(portsOf);
};

const drain = async (engine: HoldEngine, ports: readonly number[], timeoutMs: number): Promise<number> => {
  try {
    return await engine.router.drained(ports, timeoutMs);
  } catch (error) {
    engine.log.warn(error, 'the router ended while requests were waited for; it has cut them off');
    return 0;
  }
};

/**
 * Does something with what serves projects, or with the databases below, while the router holds all their requests: no request
 * fails, each only waits. First those under way get their answers, then the work runs, and whatever becomes of it the requests go on,
 * by the routes as they are then. WebSockets stay open; they are not waited for.
 *
 * Holds may overlap, of one project too. The work should take seconds: it is not cut off, but requests are held for
 * `requestLimitMs` at most.
 *
 * @param input.drainMs how long requests under way are waited for
 * @param work gets the number of requests that were still under way when that time was over
 * @returns what the work returned
 * @throws what the work threw
 */
export const holdRequests = async <Result>(
  engine: HoldEngine,
  input: HoldInput,
  work: (unfinishedRequests: number) => Promise<Result>,
): Promise<Result> => {
  const { projectIds, reason } = input;
  const end = engine.holds.begin(projectIds, {
    reason,
    requestLimitMs: input.requestLimitMs ?? defaultRequestLimitMs,
  });
  try {
    await engine.router.publish();
    const ports = portsOfProjects(engine, projectIds);
    return await work(await drain(engine, ports, input.drainMs ?? defaultDrainMs));
  } finally {
    end();
    await engine.router.publish();
  }
};
