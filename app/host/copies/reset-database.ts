import { randomUUID } from 'node:crypto';
import type { SiteHistory } from '../../catalog/plan-rows';
import { AppError, type Database } from '../../contract';
import { setConnectable } from '../../postgres/databases';
import { copyNameOf } from '../../postgres/names';
import { swapStatements } from '../../postgres/swap-databases';
import type { Engine } from '../engine';
import type { JobContext } from '../jobs/job-runner';
import { showProject } from '../journeys/project-records';
import { renewServers } from '../journeys/run-project';
import { retireStandby } from '../running/replace-set';
import { beginCounting } from './changed-rows';
import { requireCopyRoom } from './copy-room';
import { lookAtSites } from './look-at-sites';
import { clearDiscard, copyDatabase } from './make-copy';
import { showSizes } from './measure-sizes';
import { sizeOf } from './sizes';
import { ensureSpare } from './spares';
import { findSnapshot, requireComplete } from './take-snapshot';
import { isServed, whileUnserved } from './work-alone';

/** How long the end of each connection is waited for. */
const closeTimeoutMs = 5_000;

/** What a database goes back to. */
interface Origin {
  /** Inside PostgreSQL. */
  readonly placeName: string;
  /** For people: `just imported`, `the snapshot “before”`. */
  readonly shown: string;
  readonly history: SiteHistory;
}

const originOf = async (engine: Engine, database: Database, snapshotName: string | null): Promise<Origin> => {
  const { catalog } = engine;
  if (snapshotName !== null) {
    const snapshot = await findSnapshot(engine, database, snapshotName);
    const history = await catalog.copies.historyOfSnapshot(snapshot.id);
    return { placeName: snapshot.placeName, shown: `the snapshot “${snapshotName}”`, history };
  }
  const { pristineName } = await catalog.databases.places(database.id);
  if (pristineName === null) {
    throw new AppError('snapshot-not-found', `${database.label} has no copy of what was imported.`, {
      hint: `Import its dump again: \`manysite import ${database.dump.file}\`.`,
      data: { database: database.name },
    });
  }
  const history = await catalog.copies.historyOfImport(database.id);
  return { placeName: pristineName, shown: 'just imported', history };
};

/** A copy that is ready to take the database's place; `isSpare`: it was there, so that nothing was waited for. */
const incomingOf = async (engine: Engine, database: Database, origin: Origin, job: JobContext) => {
  const { spareName, pristineName } = await engine.catalog.databases.places(database.id);
  if (spareName !== null && origin.placeName === pristineName)
    return { placeName: spareName, isSpare: true } as const;
  const what = `A reset of ${database.label} to ${origin.shown}`;
  await requireCopyRoom(engine, what, await sizeOf(engine, origin.placeName));
  job.progress({ phase: 'copying', fraction: 0.1, detail: origin.shown });
  const { placeName } = await engine.uses.alone(origin.placeName, origin.shown, () =>
    copyDatabase(engine, {
      projectId: database.projectId,
      from: origin.placeName,
      purpose: 'reset',
      what: 'reset',
      subject: database.name,
    }),
  );
  return { placeName, isSpare: false } as const;
};

interface SwapInput {
  readonly database: Database;
  readonly incoming: string;
  readonly outgoing: string;
  readonly history: SiteHistory;
}

/** The renames, and what the catalog records of them, in one transaction; nobody is connected meanwhile. */
const swap = (engine: Engine, { database, incoming, outgoing, history }: SwapInput): Promise<void> =>
  engine.uses.alone(database.id, database.label, async () => {
    const { name } = database;
    try {
      await setConnectable(engine.cluster, { name, isConnectable: false, timeoutMs: closeTimeoutMs });
      await engine.catalog.copies.swap(database.id, {
        incoming,
        outgoing,
        story: { what: 'reset', subject: name, outcome: 'finished' },
        statements: swapStatements({ name, incoming, outgoing }),
        history,
        at: engine.now(),
      });
    } catch (error) {
      await setConnectable(engine.cluster, { name, isConnectable: true, timeoutMs: 0 });
      // The answer to a commit may be lost, and then both renames have happened all the same.
      if (!(await engine.catalog.discards.has('database', outgoing))) throw error;
    }
  });

/**
 * New servers for the content that a served database has now: what the old ones keep in memory is of the old content. Where no new one
 * gets ready the old ones start again in place, and show why they cannot.
 */
const replaceServers = async (engine: Engine, database: Database, job: JobContext): Promise<string[]> => {
  const run = engine.runs.get(database.projectId);
  if (run === undefined) return [];
  try {
    return await renewServers(engine, run, job);
  } catch (error) {
    for (const server of run.active.set.servers) server.restart();
    if (!(error instanceof AppError)) throw error;
    const { code, message, hint, data } = error;
    throw new AppError(code, `${database.label} was reset, but its servers did not start: ${message}`, {
      ...(hint === null ? {} : { hint }),
      data,
      cause: error,
    });
  }
};

/**
 * Takes a database back to how it was just after its import, or to a snapshot. Its name, owner, settings and whether it is active stay;
 * what it held is lost. The copy that it becomes is made beforehand, or there is a spare; so requests wait only for two renames and
 * for the start of new servers.
 *
 * @param snapshotName null: just imported
 * @throws AppError `snapshot-not-found`, `disk-full`, `database-busy`: nothing has changed then; or why no new server got ready
 */
export const resetDatabase = async (
  engine: Engine,
  database: Database,
  snapshotName: string | null,
  job: JobContext,
): Promise<Record<string, unknown>> => {
  requireComplete(database);
  engine.uses.requireFree(database.id, database.label);
  const startedMs = engine.now().getTime();
  job.progress({ phase: 'preparing', fraction: 0.05, detail: database.label });
  const origin = await originOf(engine, database, snapshotName);
  const incoming = await incomingOf(engine, database, origin, job);
  const outgoing = copyNameOf('replaced', randomUUID());
  let isSwapped = false;
  let heldFromMs = startedMs;
  let failed: string[] = [];
  try {
    job.progress({ phase: 'waiting for requests', fraction: 0.4, detail: database.label });
    heldFromMs = engine.now().getTime();
    await whileUnserved(engine, database, `${database.label} is being reset.`, async () => {
      const run = engine.runs.get(database.projectId);
      if (run !== undefined) retireStandby(engine, run, ({ databaseId }) => databaseId === database.id);
      job.progress({ phase: 'swapping', fraction: 0.5, detail: origin.shown });
      await swap(engine, { database, incoming: incoming.placeName, outgoing, history: origin.history });
      isSwapped = true;
      job.progress({ phase: 'swapped', fraction: 0.6, detail: origin.shown });
      if (isServed(engine, database)) failed = await replaceServers(engine, database, job);
    });
  } finally {
    const { placeName, isSpare } = incoming;
    if (isSwapped) {
      engine.background.run('removing what was reset', () => clearDiscard(engine, outgoing));
      ensureSpare(engine, database.id);
    } else if (!isSpare) await clearDiscard(engine, placeName);
    await showProject(engine, database.projectId);
  }
  const heldMs = engine.now().getTime() - heldFromMs;
  await beginCounting(engine, database);
  job.progress({ phase: 'looking at the sites', fraction: 0.95, detail: database.label });
  const changes = await lookAtSites(engine, database);
  await showProject(engine, database.projectId);
  await showSizes(engine);
  return {
    database: database.name,
    label: database.label,
    snapshot: snapshotName,
    hadSpare: incoming.isSpare,
    failed,
    changes,
    heldMs,
    durationMs: engine.now().getTime() - startedMs,
  };
};
