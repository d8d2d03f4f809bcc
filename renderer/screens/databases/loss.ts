import type { Database } from '../../../app/contract';
import { dayText } from '../../text/age';
import { counted } from '../../text/counted';

/** What happened to a database since its import or last reset, as far as PostgreSQL can tell. */
export const changesText = ({ changedSince, lastUsedAt }: Database): string => {
  if (changedSince !== null)
    return changedSince.rows === 0 ? 'unchanged' : `${counted(changedSince.rows, 'row')} changed`;
  return lastUsedAt === null ? 'never used' : 'not counted';
};

/** What a reset takes away, as a sentence. */
export const lostByReset = (database: Database, nowMs: number): string => {
  const { changedSince, resetAt, importedAt } = database;
  const since = changedSince?.at ?? resetAt ?? importedAt;
  const moment = since === null ? 'its import' : dayText(since, nowMs);
  if (changedSince === null) return `Everything that was written since ${moment}; how much is not known`;
  if (changedSince.rows === 0) return `Nothing: no row was written since ${moment}`;
  return `${counted(changedSince.rows, 'row')} written since ${moment}`;
};

/** What goes with a database, besides its data. */
export const lostByDelete = ({ snapshots }: Pick<Database, 'snapshots'>): string =>
  snapshots.length === 0
    ? 'The database and its history of plans'
    : `The database, ${counted(snapshots.length, 'snapshot')} (${snapshots
        .slice(0, 3)
        .map(({ name }) => name)
        .join(', ')}${snapshots.length > 3 ? ' and more' : ''}) and its history of plans`;
