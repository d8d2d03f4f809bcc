import type { Engine } from '../engine';
import { showProject } from '../journeys/project-records';
import { freeBytesOf, roomForCopy } from './copy-room';
import { copyDatabase, keepOrClear } from './make-copy';
import { showSizes } from './measure-sizes';
import { sizeOf } from './sizes';

/** A spare is made only where this many times its size stays free besides it: it must not be what fills a disk. */
const roomyFactor = 2;

const hasRoom = async (engine: Engine, sizeBytes: number): Promise<boolean> => {
  const { cluster } = engine;
  const needed = roomForCopy(sizeBytes, cluster.sharesBlocks) + sizeBytes * roomyFactor;
  return (await freeBytesOf(cluster.dataFolder)) >= needed;
};

const makeSpare = async (engine: Engine, databaseId: string): Promise<void> => {
  const { catalog, settings } = engine;
  const database = await catalog.databases.find(databaseId);
  if (!settings.values.keepSpares || database === null || !database.isActive) return;
  const { pristineName, spareName } = await catalog.databases.places(databaseId);
  if (pristineName === null || spareName !== null) return;
  if (!(await hasRoom(engine, await sizeOf(engine, pristineName)))) {
    engine.log.info({ database: database.name }, 'no room for a spare: its next reset copies first');
    return;
  }
  const copy = await copyDatabase(engine, {
    projectId: database.projectId,
    from: pristineName,
    purpose: 'spare',
    what: 'spare copy',
    subject: database.name,
  });
  await keepOrClear(engine, copy, () => catalog.copies.keepSpare(databaseId, pristineName, copy));
  await showProject(engine, database.projectId);
  await showSizes(engine);
};

/**
 * Sees to it, in the background, that an active database has a spare: a copy of its template that a reset only has to rename. It
 * costs disk, so only active databases get one, where there is room for it, unless `keepSpares` of settings.json says no.
 */
export const ensureSpare = (engine: Engine, databaseId: string): void =>
  engine.background.run('making a spare', () => makeSpare(engine, databaseId));
