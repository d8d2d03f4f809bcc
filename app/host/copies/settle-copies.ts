import { rm } from 'node:fs/promises';
import { namesOf } from '../../catalog/database-rows';
import { recoveredOf } from '../../catalog/discards';
import type { Recovered } from '../../contract';
import { dropDatabase, setConnectable } from '../../postgres/databases';
import { listDatabases } from '../../postgres/inventory';
import { orphanFolders } from '../../postgres/orphan-folders';
import type { Engine } from '../engine';

type SettleEngine = Pick<Engine, 'catalog' | 'cluster' | 'log'>;

/** Removes whatever an earlier host had begun to make, or had taken out of use. */
const clearDiscards = async ({ catalog, cluster }: SettleEngine): Promise<Recovered[]> => {
  const cleared: Recovered[] = [];
  for (const discard of await catalog.discards.list()) {
    if (discard.kind === 'database') await dropDatabase(cluster, discard.name);
    else await rm(discard.name, { force: true });
    await catalog.discards.remove(discard.kind, discard.name);
    cleared.push(recoveredOf(discard));
  }
  return cleared;
};

/** A database is closed while it is copied or swapped, and a snapshot open while it is exported: neither outlives its host. */
const settleConnections = async ({ catalog, cluster, log }: SettleEngine): Promise<void> => {
  const isOpen = new Map(
    (await listDatabases(cluster)).map(({ name, isConnectable }) => [name, isConnectable]),
  );
  for (const places of await catalog.databases.listPlaces()) {
    const { name } = places;
    for (const place of namesOf(places)) {
      const shallBeOpen = place === name;
      if (isOpen.get(place) === undefined || isOpen.get(place) === shallBeOpen) continue;
      await setConnectable(cluster, { name: place, isConnectable: shallBeOpen, timeoutMs: 5_000 });
      log.warn({ database: place }, `it was left ${shallBeOpen ? 'closed' : 'open'} by an earlier host`);
    }
  }
};

/** A folder of a copy that PostgreSQL was killed in belongs to no database, and PostgreSQL never removes it. */
const reportOrphans = async ({ cluster, log }: SettleEngine): Promise<void> => {
  for (const orphan of await orphanFolders(cluster))
    log.warn(orphan, `${orphan.folder} belongs to no database: a copy was cut off there. It may be deleted.`);
};

/**
 * At start-up: whatever moment of a snapshot, a reset, a deletion or an export the last host or its PostgreSQL was killed in, this
 * leaves each database whole under its name, and nothing besides.
 *
 * @returns what was undone or finished
 */
export const settleCopies = async (engine: SettleEngine): Promise<Recovered[]> => {
  const cleared = await clearDiscards(engine);
  await settleConnections(engine);
  await reportOrphans(engine);
  return cleared;
};
