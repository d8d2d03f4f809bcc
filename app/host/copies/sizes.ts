import type { Engine } from '../engine';

/** Bytes on disk of one database; see `databaseSizes`. */
export const sizeOf = async ({ cluster }: Pick<Engine, 'cluster'>, name: string): Promise<number> => {
  const [row] = await cluster.query<{ bytes: string }>(
    'postgres',
    'select pg_catalog.pg_database_size(oid) as bytes from pg_catalog.pg_database where datname = $1',
    [name],
  );
  return Number(row?.bytes ?? 0);
};
