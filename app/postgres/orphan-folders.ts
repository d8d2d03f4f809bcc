import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cluster } from './cluster';

/** A folder of a database that PostgreSQL does not know. */
export interface OrphanFolder {
  readonly folder: string;
  readonly sizeBytes: number;
}

const sizeOfFolder = async (folder: string): Promise<number> => {
  const files = await readdir(folder);
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(folder, file))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
};

/**
 * Folders `base/OID` whose database does not exist: what a kill -9 in the middle of a copy leaves (dumps spec, "Snapshots"). To be
 * asked while no database is being made.
 */
export const orphanFolders = async (
  cluster: Pick<Cluster, 'query' | 'dataFolder'>,
): Promise<OrphanFolder[]> => {
  const base = join(cluster.dataFolder, 'base');
  const rows = await cluster.query<{ oid: string }>(
    'postgres',
    'select oid::text as oid from pg_catalog.pg_database',
  );
  const known = new Set(rows.map(({ oid }) => oid));
  const orphans = (await readdir(base)).filter((name) => /^\d+$/.test(name) && !known.has(name));
  return Promise.all(
    orphans.map(async (name) => ({
      folder: join(base, name),
      sizeBytes: await sizeOfFolder(join(base, name)),
    })),
  );
};
