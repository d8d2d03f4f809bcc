import { randomUUID } from 'node:crypto';
import { AppError, type Database } from '../../contract';
import type { Engine } from '../engine';
import type { JobContext } from '../jobs/job-runner';
import { showProject } from '../journeys/project-records';
import { requireCopyRoom } from './copy-room';
import { clearDiscard, keepOrClear, makeCopy, planCopy } from './make-copy';
import { showSizes } from './measure-sizes';
import { sizeOf } from './sizes';
import { workAlone } from './work-alone';

/** @throws AppError `database-busy` for one that is being imported or deleted */
export const requireComplete = (database: Database): void => {
  if (database.state === 'ready' || database.state === 'needs-attention') return;
  throw new AppError(
    'database-busy',
    `${database.label} is being ${database.state === 'importing' ? 'imported' : 'deleted'}.`,
    {
      hint: 'Wait for its end: `manysite jobs` names the job.',
      data: { database: database.name },
    },
  );
};

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** `2026-11-28-15-04-12` by this machine's clock and zone; with a number behind it where that is taken. Pure. */
export const snapshotNameAt = (at: Date, taken: ReadonlySet<string>): string => {
  const day = [at.getFullYear(), at.getMonth() + 1, at.getDate()];
  const name = [...day, at.getHours(), at.getMinutes(), at.getSeconds()].map(twoDigits).join('-');
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? name : `${name}-${number}`;
    if (!taken.has(candidate)) return candidate;
  }
};

const chooseName = (engine: Engine, database: Database, wanted: string | null): string => {
  const taken = new Set(database.snapshots.map(({ name }) => name));
  if (wanted === null) return snapshotNameAt(engine.now(), taken);
  if (!taken.has(wanted)) return wanted;
  throw new AppError('snapshot-exists', `${database.label} has a snapshot “${wanted}” already.`, {
    hint: `Choose another name, or delete that one: \`manysite snapshot --delete ${wanted}\`.`,
    data: { database: database.name, snapshot: wanted },
  });
};

/**
 * Copies a database as it is now, under a name. A served database goes on being served by the same servers: its requests wait for
 * the copy, which takes about a second for 1.5 GB, or a tenth of that where copies share blocks.
 *
 * @param wantedName null: from the moment
 * @throws AppError `snapshot-exists`, `disk-full`, `database-busy`
 */
export const takeSnapshot = async (
  engine: Engine,
  database: Database,
  wantedName: string | null,
  job: JobContext,
): Promise<Record<string, unknown>> => {
  const { catalog, cluster, now } = engine;
  requireComplete(database);
  const name = chooseName(engine, database, wantedName);
  const startedMs = now().getTime();
  job.progress({ phase: 'looking for room', fraction: 0.05, detail: database.label });
  await requireCopyRoom(engine, `A snapshot of ${database.label}`, await sizeOf(engine, database.name));
  const plan = await planCopy(engine, {
    projectId: database.projectId,
    from: database.name,
    purpose: 'snapshot',
    what: `snapshot “${name}”`,
    subject: database.name,
  });
  // What is in memory goes to disk before requests are held, and not while they wait.
  await cluster.query('postgres', 'checkpoint');
  job.progress({ phase: 'waiting for requests', fraction: 0.2, detail: database.label });
  const heldFromMs = now().getTime();
  let takenAt = now();
  try {
    await workAlone(engine, database, `A snapshot of ${database.label} is being taken.`, async () => {
      takenAt = now();
      job.progress({ phase: 'copying', fraction: 0.3, detail: database.label });
      await makeCopy(engine, plan);
      job.progress({ phase: 'opening', fraction: 0.8, detail: database.label });
    });
  } catch (error) {
    await clearDiscard(engine, plan.placeName);
    throw error;
  }
  const heldMs = now().getTime() - heldFromMs;
  const copy = { placeName: plan.placeName, sizeBytes: await sizeOf(engine, plan.placeName) };
  job.progress({ phase: 'keeping', fraction: 0.9, detail: name });
  await keepOrClear(engine, copy, async () => {
    const input = { id: randomUUID(), databaseId: database.id, name, takenAt, ...copy };
    await catalog.copies.keepSnapshot(input);
    return true;
  });
  await showProject(engine, database.projectId);
  await showSizes(engine);
  return {
    database: database.name,
    snapshot: name,
    takenAt: takenAt.toISOString(),
    sizeBytes: copy.sizeBytes,
    heldMs,
    durationMs: now().getTime() - startedMs,
  };
};

/**
 * A snapshot of a database by its name.
 *
 * @throws AppError `snapshot-not-found` naming those that there are
 */
export const findSnapshot = async (engine: Engine, database: Database, name: string) => {
  const found = await engine.catalog.copies.findSnapshot(database.id, name);
  if (found !== null) return found;
  const names = database.snapshots.map((snapshot) => snapshot.name);
  throw new AppError('snapshot-not-found', `${database.label} has no snapshot “${name}”.`, {
    hint: names.length === 0 ? 'Take one: `manysite snapshot`.' : `It has: ${names.join(', ')}.`,
    data: { database: database.name, snapshot: name, snapshots: names },
  });
};

/** Deletes a snapshot. @throws AppError `snapshot-not-found`, `database-busy` while it is exported */
export const deleteSnapshot = async (
  engine: Engine,
  database: Database,
  name: string,
): Promise<Record<string, unknown>> => {
  const snapshot = await findSnapshot(engine, database, name);
  engine.uses.requireFree(snapshot.placeName, `The snapshot “${name}”`);
  await engine.catalog.copies.discardSnapshot(snapshot);
  await clearDiscard(engine, snapshot.placeName);
  await showProject(engine, database.projectId);
  await showSizes(engine);
  return { database: database.name, snapshot: name, freedBytes: snapshot.sizeBytes };
};
