import type { SiteChange } from '../../contract';
import { cellsOf, keyOf, type RowChange, siteIdOf } from './row-change';
import type { Cell } from './row-columns';

/** The cells of each change of a plan, which are both shown and part of the fingerprint. */
type CellsOfEach = readonly (readonly Cell[])[];

/**
 * The cells of a plan as clients see them: of an updated row those that differ, of an inserted one all that it gets (`from` is
 * null), of a deleted one all that it had (`to` is null).
 */
export const showChanges = (
  changes: readonly RowChange[],
  cellsOfEach: CellsOfEach = changes.map(cellsOf),
): SiteChange[] => {
  const shown: SiteChange[] = [];
  changes.forEach((change, at) => {
    const key = keyOf(change);
    const { table, row } = change;
    const [id, siteId] = [key > 0 ? key : null, siteIdOf(change)];
    for (const { column, from, to } of cellsOfEach[at] ?? []) {
      // An alias that is new or goes tells its site by `siteId` already.
      if (column === 'site_id' && row !== 'update') continue;
      shown.push({ table, row, id, siteId, column, from, to });
    }
  });
  return shown;
};

/**
 * What a plan does as one text, equal for plans that do the same to the same rows. Timestamps are not in it: they come from the
 * clock. Its hash is the plan's fingerprint.
 */
export const fingerprintText = (
  changes: readonly RowChange[],
  cellsOfEach: CellsOfEach = changes.map(cellsOf),
): string => {
  // One flat list, since lists in lists of thousands of rows take three times as long; numbers tell where a row begins.
  const told: (string | number | null)[] = [];
  changes.forEach((change, at) => {
    told.push(change.table, change.row, keyOf(change), siteIdOf(change));
    for (const { column, from, to } of cellsOfEach[at] ?? [])
      if (column !== 'last_updated_at') told.push(column, from, to);
  });
  return JSON.stringify(told);
};
