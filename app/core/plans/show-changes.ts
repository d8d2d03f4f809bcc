import type { SiteChange } from '../../contract';
import { cellsOf, keyOf, type RowChange, siteIdOf } from './row-change';

/** An alias that is new or goes tells its site by `siteId` already. */
const isShown = (change: RowChange, column: SiteChange['column']): boolean =>
  column !== 'site_id' || change.row === 'update';

/**
 * The cells of a plan as clients see them: of an updated row those that differ, of an inserted one all that it gets (`from` is
 * null), of a deleted one all that it had (`to` is null).
 */
export const showChanges = (changes: readonly RowChange[]): SiteChange[] =>
  changes.flatMap((change) => {
    const key = keyOf(change);
    const { table, row } = change;
    const siteId = siteIdOf(change);
    return cellsOf(change)
      .filter(({ column }) => isShown(change, column))
      .map((cell) => ({ table, row, id: key > 0 ? key : null, siteId, ...cell }));
  });

/**
 * What a plan does as one text, equal for plans that do the same to the same rows. Timestamps are not in it: they come from the
 * clock. Its hash is the plan's fingerprint.
 */
export const fingerprintText = (changes: readonly RowChange[]): string =>
  JSON.stringify(
    changes.map((change) => [
      change.table,
      change.row,
      keyOf(change),
      siteIdOf(change),
      ...cellsOf(change)
        .filter(({ column }) => column !== 'last_updated_at')
        .map(({ column, from, to }) => [column, from, to]),
    ]),
  );
