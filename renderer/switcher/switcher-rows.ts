import type { Database } from '../../app/contract';
import { attentionOf } from '../text/attention';
import { fileName } from '../text/format';

type Snapshot = Database['snapshots'][number];

/** One option of the switcher. A snapshot of null is the moment right after the import. */
export type SwitcherRow =
  | {
      readonly kind: 'database';
      readonly id: string;
      readonly database: Database;
      /** Its key: 1 to 9; null beyond. */
      readonly number: number | null;
      /** Why it cannot be chosen; null: it can. */
      readonly reason: string | null;
    }
  | {
      readonly kind: 'snapshot';
      readonly id: string;
      readonly database: Database;
      readonly snapshot: Snapshot | null;
      readonly reason: null;
    };

/** Why a database cannot be switched to; null: it can. */
export const reasonAgainst = (database: Database): string | null => {
  switch (database.state) {
    case 'ready':
      return null;
    case 'importing':
      return 'Being imported';
    case 'deleting':
      return 'Being deleted';
    case 'needs-attention':
      return attentionOf(database.attention).what;
    default:
      return database.state satisfies never;
  }
};

/** Databases in the order in which they were when it was opened; those that came since at the end. */
export const inOrder = (databases: readonly Database[], ids: readonly string[]): readonly Database[] => {
  const place = ({ id }: Database): number => {
    const at = ids.indexOf(id);
    return at === -1 ? ids.length : at;
  };
  return [...databases].sort((one, other) => place(one) - place(other));
};

const matches = (text: string, query: string): boolean => text.toLowerCase().includes(query);

const snapshotRows = (database: Database, snapshots: readonly (Snapshot | null)[]): readonly SwitcherRow[] =>
  snapshots.map((snapshot) => ({
    kind: 'snapshot',
    id: `${database.id}/${snapshot?.name ?? ''}`,
    database,
    snapshot,
    reason: null,
  }));

/**
 * What the switcher lists.
 *
 * @param databases in their order, which tells their numbers
 * @param query what was typed; a snapshot that it names is shown with its database
 * @param openedId the database whose snapshots are shown; null: none
 */
export const switcherRows = (
  databases: readonly Database[],
  query: string,
  openedId: string | null,
): readonly SwitcherRow[] => {
  const wanted = query.trim().toLowerCase();
  return databases.flatMap((database, index): readonly SwitcherRow[] => {
    const reason = reasonAgainst(database);
    const found = wanted === '' ? [] : database.snapshots.filter(({ name }) => matches(name, wanted));
    const isFound =
      matches(database.label, wanted) ||
      matches(database.name, wanted) ||
      matches(fileName(database.dump.file), wanted);
    if (!isFound && found.length === 0) return [];
    const row: SwitcherRow = {
      kind: 'database',
      id: database.id,
      database,
      number: index < 9 ? index + 1 : null,
      reason,
    };
    if (reason !== null) return [row];
    if (openedId === database.id) return [row, ...snapshotRows(database, [null, ...database.snapshots])];
    return [row, ...snapshotRows(database, found)];
  });
};

/** The row that comes after one in a direction and can be chosen; the same one where there is none. */
export const nextRow = (rows: readonly SwitcherRow[], id: string | null, step: 1 | -1): string | null => {
  const usable = rows.filter(({ reason }) => reason === null);
  const at = usable.findIndex((row) => row.id === id);
  if (at === -1) return (step === 1 ? usable[0] : usable.at(-1))?.id ?? null;
  return usable[at + step]?.id ?? usable[at]?.id ?? null;
};

/** The database that was active before the one that is now; null where there is none that can be used. */
export const previousOf = (databases: readonly Database[]): Database | null =>
  databases
    .filter(({ isActive, state, lastUsedAt }) => !isActive && state === 'ready' && lastUsedAt !== null)
    .sort((one, other) => (other.lastUsedAt ?? '').localeCompare(one.lastUsedAt ?? ''))[0] ?? null;
