import type { Definition, DumpReader } from '../entry';
import { loadLargeObjects } from './load-large-objects';
import type { PlacedDefinition } from './plan-post-data';
import type { RestoreContext } from './restore-context';
import { asRestoreError } from './restore-error';
import { nameOf } from './restore-ledger';
import { restorePostData } from './restore-post-data';
import { loadRowsInline, loadRowsInParallel, type PlacedRows } from './restore-rows';
import { admitDefinition, runDefinition } from './run-definition';
import { baseSettings, type SessionSettings } from './session-settings';

/** What waits for the rows, or comes after them. */
interface Pending {
  rows: PlacedRows[];
  /** Of the data section: sequences' values. */
  data: PlacedDefinition[];
  postData: PlacedDefinition[];
}

const nothingPending = (): Pending => ({ rows: [], data: [], postData: [] });

/** These complete what another statement made, and may stand anywhere in plain SQL. */
const completes: ReadonlySet<string> = new Set(['COMMENT', 'DROP', 'SEQUENCE OWNED BY', 'DISABLE TRIGGER']);

const sectionOf = ({ section, type }: Definition, pending: Pending): Definition['section'] =>
  pending.postData.length > 0 && completes.has(type) ? 'post-data' : section;

/** Does what is pending, in the order of sections. */
const flush = async (context: RestoreContext, pending: Pending): Promise<void> => {
  await loadRowsInParallel(context, pending.rows);
  for (const task of pending.data) await runDefinition(context, context.sessions.main, task);
  if (pending.postData.length > 0) await restorePostData(context, pending.postData);
};

const isLeftOut = ({ leavesOut }: RestoreContext, { section, place }: Definition): boolean =>
  section === 'post-data' &&
  leavesOut.some((one) =>
    one.kind === 'entry'
      ? place.kind === 'entry' && place.dumpId === one.dumpId
      : place.kind === 'line' && place.line === one.line,
  );

const leaveOut = ({ ledger }: RestoreContext, definition: Definition): void => {
  const reason = 'it was left out, as the import was told';
  ledger.skip(definition.type, reason);
  ledger.leaveGap(definition, reason);
  ledger.warnings.push(`The ${nameOf(definition)} was left out, as the import was told.`);
};

/**
 * Restores all entries of a dump.
 *
 * A random-access dump has its rows loaded in parallel once all definitions before them are made. A sequential one has
 * them loaded as they come. Post-data definitions wait until the end; only in files that were put together by hand
 * are there tables or rows behind them, and then everything before runs first.
 *
 * @throws AppError of the reader and of `runDefinition`
 */
export const restoreEntries = async (context: RestoreContext, reader: DumpReader): Promise<void> => {
  const { sessions, ledger, meter, stop } = context;
  let pending = nothingPending();
  let settings: SessionSettings = baseSettings;

  const catchUp = async (): Promise<void> => {
    const due = pending;
    pending = nothingPending();
    await flush(context, due);
  };

  const takeDefinition = async (definition: Definition): Promise<void> => {
    if (isLeftOut(context, definition)) {
      leaveOut(context, definition);
      return;
    }
    const admitted = await admitDefinition(context, { definition, settings });
    settings = admitted.settings;
    if (admitted.toRun === null) return;
    const placed: PlacedDefinition = { definition: admitted.toRun, settings };
    const section = sectionOf(definition, pending);
    if (section === 'post-data') pending.postData.push(placed);
    else if (section === 'data' && reader.isRandomAccess) pending.data.push(placed);
    else {
      if (pending.postData.length > 0) await catchUp();
      await runDefinition(context, sessions.main, placed);
      meter.advance(0, definition.name);
    }
  };

  for await (const entry of reader.entries(stop.signal)) {
    stop.signal.throwIfAborted();
    switch (entry.kind) {
      case 'definition':
        await takeDefinition(entry);
        break;
      case 'rows':
        if (pending.postData.length > 0) await catchUp();
        if (reader.isRandomAccess) pending.rows.push({ rows: entry, settings });
        else await loadRowsInline(context, { rows: entry, settings });
        break;
      case 'large-objects':
        try {
          await loadLargeObjects(sessions.main.client, entry, stop.signal);
        } catch (error) {
          throw asRestoreError(error, 'large objects', entry.place);
        }
        break;
      case 'skipped':
        ledger.skip(entry.what, entry.reason);
        break;
      default:
        entry satisfies never;
    }
  }
  await catchUp();
};
