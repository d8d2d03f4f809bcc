import { statfs } from 'node:fs/promises';
import { AppError } from '../../contract';
import type { Engine } from '../engine';
import { clearDiscard } from './make-copy';

/** What stays free in any case: some WAL, and room for whatever else the machine does. */
const reserveBytes = 128 * 1024 * 1024;

export type RoomEngine = Pick<Engine, 'catalog' | 'cluster' | 'log'>;

/** Bytes that are free for us on the disk of the cluster. */
export const freeBytesOf = async (folder: string): Promise<number> => {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
};

/** Room that a copy of so many bytes takes; next to nothing where copies share blocks. */
export const roomForCopy = (sizeBytes: number, sharesBlocks: boolean): number =>
  (sharesBlocks ? 0 : sizeBytes) + reserveBytes;

/**
 * Gives up spares, which only save time, until so much is free: those of databases that were used longest ago first.
 *
 * @returns what is free then
 */
export const giveUpSpares = async (engine: RoomEngine, neededBytes: number): Promise<number> => {
  const { catalog, cluster, log } = engine;
  let free = await freeBytesOf(cluster.dataFolder);
  if (free >= neededBytes) return free;
  const databases = await catalog.databases.listAll();
  const oldestFirst = databases
    .filter(({ spareBytes }) => spareBytes !== null)
    .sort((a, b) => (a.lastUsedAt ?? '').localeCompare(b.lastUsedAt ?? ''));
  for (const { id, name } of oldestFirst) {
    const spare = await catalog.copies.discardSpare(id);
    if (spare === null) continue;
    await clearDiscard(engine, spare);
    log.info({ database: name }, 'its spare was given up for room on the disk');
    free = await freeBytesOf(cluster.dataFolder);
    if (free >= neededBytes) break;
  }
  return free;
};

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(2)} GB`;

/**
 * Refuses what would fill the disk before it is begun; spares go first.
 *
 * @param what begins the message: `A snapshot of shop_live`
 * @param sizeBytes of the copy
 * @throws AppError `disk-full` with `freeBytes` and `neededBytes`
 */
export const requireCopyRoom = async (engine: RoomEngine, what: string, sizeBytes: number): Promise<void> => {
  const neededBytes = roomForCopy(sizeBytes, engine.cluster.sharesBlocks);
  const freeBytes = await giveUpSpares(engine, neededBytes);
  if (freeBytes >= neededBytes) return;
  throw new AppError(
    'disk-full',
    `${what} needs ${gigabytes(neededBytes)}; ${gigabytes(freeBytes)} are free in ${engine.cluster.dataFolder}.`,
    {
      hint: 'Delete snapshots or databases that are no longer needed (`manysite databases` shows their sizes), or free space on that disk.',
      data: { freeBytes, neededBytes },
    },
  );
};
