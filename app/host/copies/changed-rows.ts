import type { ChangesBaseline } from '../../catalog/changes-baseline';
import type { Database } from '../../contract';
import { connectAs } from '../../postgres/connect';
import { ensureServingRole } from '../../postgres/roles';
import type { Engine } from '../engine';

type ChangesEngine = Pick<Engine, 'catalog' | 'cluster' | 'uses'>;

/**
 * Rows that were inserted, updated or deleted in the tables of a project since the counters began, as PostgreSQL counts them:
 * rolled back ones too, dropped tables not any more. A crash of PostgreSQL begins them anew, which the epoch tells.
 */
const readCounters = (engine: ChangesEngine, database: Database): Promise<ChangesBaseline> =>
  engine.uses.share(database.id, async () => {
    const login = await ensureServingRole(engine.cluster, database.projectId);
    const client = await connectAs(engine.cluster, {
      ...login,
      database: database.name,
      applicationName: 'manysite counters',
    });
    try {
      const { rows } = await client.query<{ rows: string; epoch: string | null }>(
        `select coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::text as rows,
                (select stats_reset::text from pg_catalog.pg_stat_wal) as epoch
         from pg_catalog.pg_stat_user_tables`,
      );
      const [counters] = rows;
      return { rows: Number(counters?.rows ?? 0), epoch: counters?.epoch ?? null };
    } finally {
      await client.end();
    }
  });

/** From here on changed rows are counted: after an import with its steps, and after a reset. */
export const beginCounting = async (engine: ChangesEngine, database: Database): Promise<void> => {
  await engine.catalog.databases.keepBaseline(database.id, await readCounters(engine, database));
};

/** What changed since its import or last reset; null where PostgreSQL cannot tell. Takes one connection. */
export const changesSince = async (
  engine: ChangesEngine,
  database: Database,
): Promise<Database['changedSince']> => {
  const at = database.resetAt ?? database.importedAt;
  const baseline = await engine.catalog.databases.baseline(database.id);
  if (at === null || baseline === null) return null;
  const { rows, epoch } = await readCounters(engine, database);
  if (epoch !== baseline.epoch || rows < baseline.rows) return null;
  return { at, rows: rows - baseline.rows };
};
