import type { RowStream, Rows } from '../entry';
import { drainRows, loadRows } from './load-rows';
import { eachInParallel, type RestoreContext } from './restore-context';
import { asRestoreError } from './restore-error';
import { tableKey } from './restore-ledger';
import type { SessionSettings } from './session-settings';
import type { Session } from './sessions';
import { mayTruncate, type TableFacts } from './table-facts';

export interface PlacedRows {
  readonly rows: Rows;
  readonly settings: SessionSettings;
}

const nothing = (): void => undefined;

const reasonFor = (context: RestoreContext, { schema, table }: Rows): string => {
  const { missingObjects, missingExtensions } = context.ledger;
  const known = missingObjects.get(tableKey(schema, table));
  if (known !== undefined) return known;
  return missingExtensions.length === 0
    ? 'the dump does not define the table'
    : `the dump does not define the table, which may belong to the extension ${missingExtensions.join(' or ')}`;
};

const drain = async (context: RestoreContext, rows: Rows): Promise<void> => {
  const count = await drainRows(rows, context.stop.signal);
  context.ledger.drained(rows, reasonFor(context, rows), count);
};

const loadInto = async (
  context: RestoreContext,
  session: Session,
  { rows, settings }: PlacedRows,
  { isFresh, onBytes }: { isFresh: boolean; onBytes: (count: number) => void },
): Promise<void> => {
  const { ledger, stop, meter } = context;
  const name = tableKey(rows.schema, rows.table);
  let counted: object | null = null;
  const onOpen = (opened: RowStream): void => {
    counted = meter.tables.begin(name, rows.sizeBytes, opened);
  };
  try {
    await session.use(settings);
    ledger.loaded(
      rows,
      await loadRows(session.client, { rows, isFresh, onBytes, onOpen, signal: stop.signal }),
    );
    if (counted !== null) meter.tables.end(counted);
  } catch (error) {
    throw asRestoreError(error, `rows of ${name}`, rows.place);
  }
};

const isFresh = (
  context: RestoreContext,
  rows: Rows,
  facts: TableFacts,
  targets: ReadonlySet<string>,
): boolean => {
  const key = tableKey(rows.schema, rows.table);
  return mayTruncate(facts, {
    isCreatedHere: context.ledger.createdTables.has(key),
    isLoaded: context.ledger.loadedRows.has(key) || (facts.root !== key && targets.has(facts.root)),
  });
};

/** Loads the rows that a sequential dump has at this place. */
export const loadRowsInline = async (context: RestoreContext, placed: PlacedRows): Promise<void> => {
  const { sessions, ledger, meter } = context;
  const { rows } = placed;
  const facts = (await context.tables.read(sessions.main.client)).get(tableKey(rows.schema, rows.table));
  meter.enter('data');
  if (facts === undefined) return drain(context, rows);
  const fresh = isFresh(context, rows, facts, new Set(ledger.loadedRows.keys()));
  const detail = tableKey(rows.schema, rows.table);
  await loadInto(context, sessions.main, placed, {
    isFresh: fresh,
    onBytes: () => meter.advance(meter.shareOfFile(), detail),
  });
};

const groupByTable = (placed: readonly PlacedRows[]): ReadonlyMap<string, readonly PlacedRows[]> => {
  const groups = new Map<string, PlacedRows[]>();
  for (const one of placed) {
    const key = tableKey(one.rows.schema, one.rows.table);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return groups;
};

/**
 * Loads the rows of a random-access dump over all connections, largest table first. Rows of one table, of which
 * some dumps have several entries, stay together in their order.
 */
export const loadRowsInParallel = async (
  context: RestoreContext,
  placed: readonly PlacedRows[],
): Promise<void> => {
  const { sessions, meter } = context;
  if (placed.length === 0) return;
  meter.tables.expect(placed.length);
  meter.enter('data');
  const facts = await context.tables.read(sessions.main.client);
  const byTable = groupByTable(placed);
  const targets = new Set(byTable.keys());
  const sizeOf = (group: readonly PlacedRows[]): number =>
    group.reduce((sum, { rows }) => sum + (rows.sizeBytes ?? 0), 0);
  const total = sizeOf(placed);
  const before = meter.bytesRead();
  const largestFirst = [...byTable.values()].toSorted((a, b) => sizeOf(b) - sizeOf(a));
  await eachInParallel(context, largestFirst, async (session, group) => {
    for (const one of group) {
      const key = tableKey(one.rows.schema, one.rows.table);
      const known = facts.get(key);
      const onBytes = total === 0 ? nothing : () => meter.advance((meter.bytesRead() - before) / total, key);
      if (known === undefined) await drain(context, one.rows);
      else
        await loadInto(context, session, one, {
          isFresh: isFresh(context, one.rows, known, targets),
          onBytes,
        });
    }
  });
};
