import { setTimeout as delay } from 'node:timers/promises';
import type { Session } from './sessions';

const pollIntervalMs = 250;

/** How far the indexes at work are: backend's pid → 0 to 1. */
export type BuildShares = ReadonlyMap<number, number>;

// Reading the table is about half of a btree's work, sorting and writing the other half.
const sharesSql = `
  SELECT pid, CASE
    WHEN tuples_total > 0 THEN 0.5 + 0.5 * tuples_done / tuples_total
    WHEN blocks_total > 0 THEN 0.5 * blocks_done / blocks_total
    ELSE 0 END::float8 AS share
  FROM pg_catalog.pg_stat_progress_create_index WHERE pid = ANY ($1::int[])`;

/**
 * Asks PostgreSQL again and again how far index builds are, until the signal is aborted. A role sees the progress of
 * its own connections.
 *
 * @param control a connection that does nothing else
 */
export const watchBuilds = async (
  control: Session,
  pids: readonly number[],
  onShares: (shares: BuildShares) => void,
  signal: AbortSignal,
): Promise<void> => {
  while (!signal.aborted) {
    const { rows } = await control.client.query<{ pid: number; share: number }>(sharesSql, [pids]);
    onShares(new Map(rows.map(({ pid, share }) => [pid, share])));
    try {
      await delay(pollIntervalMs, null, { signal });
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }
};
