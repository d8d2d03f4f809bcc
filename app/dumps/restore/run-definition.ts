import { AppError } from '../../contract';
import type { Definition } from '../entry';
import { explainFailure } from './explain-failure';
import { foreignKeyTarget, type PlacedDefinition } from './plan-post-data';
import { type Decision, decideDefinition } from './policy';
import { decideFailure, type FailureDecision, needsWhatIsMissing } from './policy-failures';
import type { RestoreContext } from './restore-context';
import { asRestoreError, isBeyondPolicy, isDatabaseError } from './restore-error';
import { nameOf } from './restore-ledger';
import { type SessionSettings, withSetting } from './session-settings';
import type { Session } from './sessions';
import { splitStatements } from './split-statements';

const refused = (definition: Definition, reason: string): AppError => {
  const { place } = definition;
  const where = place.kind === 'line' ? `line ${place.line}` : `entry ${place.dumpId}`;
  return new AppError(
    'dump-statement-refused',
    `The dump holds a statement that is not run (${where}): ${reason}. It begins with: ${definition.sql.slice(0, 120)}`,
    {
      hint: 'Remove it from the file, or make the dump with pg_dump.',
      data: { place, statement: definition.sql.slice(0, 1000) },
    },
  );
};

const sentence = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** @returns whether the definition is to be run */
const settle = (
  context: RestoreContext,
  definition: Definition,
  decision: Exclude<Decision, { action: 'set' }>,
): boolean => {
  const { ledger } = context;
  switch (decision.action) {
    case 'run':
      return true;
    case 'refuse':
      throw refused(definition, decision.reason);
    case 'skip':
      ledger.skip(decision.what, decision.reason);
      if (decision.leavesGap) ledger.leaveGap(definition, decision.reason);
      if (definition.type === 'EXTENSION')
        ledger.warnings.push(`${sentence(decision.reason)}: what needs it was left out.`);
      return false;
    default:
      return decision satisfies never;
  }
};

const record = (
  context: RestoreContext,
  definition: Definition,
  decision: Exclude<FailureDecision, { outcome: 'fail' }>,
): void => {
  const { ledger } = context;
  if (decision.outcome === 'skip') {
    ledger.skip(decision.what, decision.reason);
    return;
  }
  ledger.warnings.push(`${sentence(nameOf(definition))} was not created: ${decision.reason}.`);
  if (decision.leavesGap) ledger.leaveGap(definition, decision.reason);
};

const overlook = (context: RestoreContext, definition: Definition, error: unknown): void => {
  if (isBeyondPolicy(error) || !isDatabaseError(error))
    throw asRestoreError(error, nameOf(definition), definition.place);
  const { ledger } = context;
  const target = definition.type === 'FK CONSTRAINT' ? foreignKeyTarget(definition) : null;
  const decision = decideFailure(definition, {
    sqlState: error.code ?? '',
    message: error.message,
    gaps: ledger.gaps,
    missingExtensions: ledger.missingExtensions,
    definedNames: ledger.definedNames,
    targetHasNoRows: target !== null && !ledger.loadedRows.has(target),
  });
  if (decision.outcome === 'fail') throw asRestoreError(error, nameOf(definition), definition.place);
  record(context, definition, decision);
};

/** Plain SQL writes a large object by three calls, which need one transaction. */
const execute = async (session: Session, definition: Definition): Promise<void> => {
  const isLargeObject = definition.type === 'BLOBS';
  if (isLargeObject && definition.name === 'lo_open') await session.client.query('BEGIN');
  await session.client.query(definition.sql);
  if (isLargeObject && definition.name === 'lo_close') await session.client.query('COMMIT');
};

/**
 * Runs one definition on one connection, as the policy says.
 *
 * @param options.mayRunLater true: one that needs what is not there yet is left for later
 * @returns `later` when it was left
 * @throws AppError `dump-statement-refused`, `dump-statement-failed`, `disk-full`, `postgres-failed`
 */
export const runDefinition = async (
  context: RestoreContext,
  session: Session,
  { definition, settings }: PlacedDefinition,
  options: { readonly mayRunLater: boolean } = { mayRunLater: false },
): Promise<'settled' | 'later'> => {
  const { ledger, stop, tables } = context;
  stop.signal.throwIfAborted();
  try {
    await session.use(settings);
    await execute(session, definition);
    ledger.made(definition);
    if (definition.section !== 'data') tables.forget();
  } catch (error) {
    if (options.mayRunLater && isDatabaseError(error) && needsWhatIsMissing(error.code ?? '')) return 'later';
    try {
      overlook(context, definition, error);
    } catch (failure) {
      throw await explainFailure(session.client, definition, failure, error);
    }
    // Statements of the dump may have left a transaction open.
    await session.client.query('ROLLBACK');
  }
  return 'settled';
};

/** The statements of an archive's entry that are to be run; each is sieved on its own. */
const admitEntry = async (
  context: RestoreContext,
  { definition, settings }: PlacedDefinition,
): Promise<Definition | null> => {
  const escapesInStrings = /\b(off|false|no|0)\b/i.test(settings.get('standard_conforming_strings') ?? '');
  const statements = await splitStatements(definition.sql, escapesInStrings);
  const admitted = statements.filter((sql) => {
    const statement = { ...definition, sql };
    const decision = decide(context, statement);
    return decision.action !== 'set' && settle(context, statement, decision);
  });
  return admitted.length === 0 ? null : { ...definition, sql: admitted.join('\n') };
};

const decide = ({ availableExtensions, ledger }: RestoreContext, definition: Definition): Decision =>
  decideDefinition(definition, { availableExtensions, hasCreatedTables: ledger.createdTables.size > 0 });

/**
 * What becomes of a definition when the dump comes to it: settings are tried at once and kept for what follows, and what
 * is left out is counted.
 *
 * @returns the settings from here on, and what is to be run; null: nothing
 * @throws AppError `dump-statement-refused`
 */
export const admitDefinition = async (
  context: RestoreContext,
  placed: PlacedDefinition,
): Promise<{ readonly settings: SessionSettings; readonly toRun: Definition | null }> => {
  const { definition, settings } = placed;
  const { ledger, sessions } = context;
  const decision = decide(context, definition);
  if (decision.action === 'run' && definition.place.kind === 'entry') {
    return { settings, toRun: await admitEntry(context, placed) };
  }
  if (decision.action !== 'set') {
    return { settings, toRun: settle(context, definition, decision) ? definition : null };
  }
  const { name, sql } = decision.setting;
  ledger.sawDumpSettings ||= name === 'check_function_bodies';
  const changed = withSetting(settings, name, sql);
  try {
    await sessions.main.use(changed);
    return { settings: changed, toRun: null };
  } catch (error) {
    if (isBeyondPolicy(error)) throw asRestoreError(error, nameOf(definition), definition.place);
    ledger.skip(`SET ${name}`, error instanceof Error ? error.message : String(error));
    return { settings, toRun: null };
  }
};
