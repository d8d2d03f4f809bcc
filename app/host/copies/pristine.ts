import { AppError, type Database } from '../../contract';
import type { Engine } from '../engine';
import { showProject } from '../journeys/project-records';
import { beginCounting } from './changed-rows';
import { clearDiscard, keepOrClear, makeCopy, planCopy } from './make-copy';
import { showSizes } from './measure-sizes';
import { sizeOf } from './sizes';
import { ensureSpare } from './spares';
import { workAlone } from './work-alone';

/**
 * Makes a new template of the moment of import from a database as it is now: "just imported" is the state in which the after-import
 * steps have left it. The one before, made right after the restore, goes.
 *
 * @throws AppError `disk-full`; the old template stays then
 */
const renewPristine = async (engine: Engine, database: Database): Promise<void> => {
  const { catalog } = engine;
  const before = await catalog.databases.places(database.id);
  const plan = await planCopy(engine, {
    projectId: database.projectId,
    from: database.name,
    purpose: 'pristine',
    what: 'copy as just imported',
    subject: database.name,
  });
  try {
    await workAlone(engine, database, `${database.label} is being copied.`, () => makeCopy(engine, plan));
  } catch (error) {
    await clearDiscard(engine, plan.placeName);
    throw error;
  }
  const copy = { placeName: plan.placeName, sizeBytes: await sizeOf(engine, plan.placeName) };
  const isKept = await keepOrClear(engine, copy, () => catalog.copies.keepPristine(database.id, copy));
  if (!isKept) return;
  for (const old of [before.pristineName, before.spareName])
    if (old !== null) await clearDiscard(engine, old);
  await showProject(engine, database.projectId);
  await showSizes(engine);
  ensureSpare(engine, database.id);
};

/**
 * After an import, or a repetition of its steps: what “just imported” means is settled, and the spare of it is made.
 *
 * @param haveStepsRun the steps have changed what was restored
 */
export const settlePristine = async (
  engine: Engine,
  database: Database,
  haveStepsRun: boolean,
): Promise<void> => {
  await beginCounting(engine, database);
  if (database.state !== 'ready' || !haveStepsRun) {
    ensureSpare(engine, database.id);
    return;
  }
  try {
    await renewPristine(engine, database);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // The database itself is fine, and so is the older template: it holds what was restored, before the steps.
    engine.log.warn(error, `${database.name} keeps its template from before the after-import steps`);
    ensureSpare(engine, database.id);
  }
};
