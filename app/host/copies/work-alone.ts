import type { Database } from '../../contract';
import { whileClosed } from '../../postgres/databases';
import type { Engine } from '../engine';
import { holdRequests } from '../running/hold-requests';
import { portsOf } from '../running/project-run';

/** Whether the sites of a running project come from this database now. */
export const isServed = (engine: Pick<Engine, 'runs'>, database: Database): boolean =>
  engine.runs.get(database.projectId)?.active.databaseId === database.id;

/** Requests that a set answers which the router no longer points at are waited for this long. */
const retiringDrainMs = 15_000;

/**
 * Does something while no request reaches a database: where it is served the router holds them; where it was served until a moment ago,
 * the last ones end first.
 *
 * @param reason a sentence for the page of a request that waited in vain
 */
export const whileUnserved = async <Result>(
  engine: Engine,
  database: Database,
  reason: string,
  work: () => Promise<Result>,
): Promise<Result> => {
  if (isServed(engine, database))
    return holdRequests(engine, { projectIds: [database.projectId], reason }, work);
  const ports = [...engine.retiring].filter(({ databaseId }) => databaseId === database.id).flatMap(portsOf);
  await engine.router.drained(ports, retiringDrainMs);
  return work();
};

/**
 * Does something while nobody is connected to a database, for the second or so that a copy takes. Its servers go on living: Django
 * connects anew for each request (the overlay's CONN_MAX_AGE=0).
 *
 * @throws AppError `database-busy` while it is exported or the like; what the work throws, the database open again
 */
export const workAlone = <Result>(
  engine: Engine,
  database: Database,
  reason: string,
  work: () => Promise<Result>,
): Promise<Result> => {
  engine.uses.requireFree(database.id, database.label);
  return whileUnserved(engine, database, reason, () =>
    engine.uses.alone(database.id, database.label, () => whileClosed(engine.cluster, database.name, work)),
  );
};
