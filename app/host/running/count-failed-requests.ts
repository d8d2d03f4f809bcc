import type { Engine } from '../engine';

type CountingEngine = Pick<Engine, 'router' | 'figures'>;

/** Null where no router could tell. */
const unansweredNow = async (engine: CountingEngine, projectId: string): Promise<number | null> =>
  (await engine.router.reported()) ? engine.figures.unansweredOf(projectId) : null;

/**
 * Does something with what serves a project, and counts the requests that failed meanwhile: those that got no answer of a server, or a
 * part of one, as the router saw it. An answer is one whatever its status, and who does not wait for it has not been failed.
 *
 * @returns what the work returned, with `failedRequests`: null where the router did not run all the time, so that nobody could count
 * @throws what the work threw
 */
export const countFailedRequests = async <Result extends object>(
  engine: CountingEngine,
  projectId: string,
  work: () => Promise<Result>,
): Promise<Result & { readonly failedRequests: number | null }> => {
  const { port } = engine.router;
  const before = await unansweredNow(engine, projectId);
  const result = await work();
  const after = engine.router.port === port ? await unansweredNow(engine, projectId) : null;
  return { ...result, failedRequests: before === null || after === null ? null : after - before };
};
