import { quoteIdentifier } from '../sql/quote-identifier';
import { buildIndexes, runUnderLocks } from './build-indexes';
import { type PlacedDefinition, planPostData } from './plan-post-data';
import { eachInParallel, type RestoreContext } from './restore-context';
import { isBeyondPolicy } from './restore-error';
import { nameOf } from './restore-ledger';
import { runDefinition } from './run-definition';
import type { TableFacts } from './table-facts';

const sizeFirst = (a: TableFacts, b: TableFacts): number => b.sizeBytes - a.sizeBytes;

/**
 * Foreign keys are checked by a query, whose plan needs statistics; so do the first requests of the project. Each loaded table
 * on its own: `ANALYZE` alone would warn of every catalog that the import does not own.
 */
const analyzeTables = async (
  context: RestoreContext,
  facts: ReadonlyMap<string, TableFacts>,
): Promise<void> => {
  const loaded = [...facts].filter(
    ([key, { kind }]) => (kind === 'r' || kind === 'p') && context.ledger.loadedRows.has(key),
  );
  await eachInParallel(
    context,
    loaded.toSorted(([, a], [, b]) => sizeFirst(a, b)),
    async ({ client }, [key, { schema, name }]) => {
      try {
        await client.query(`ANALYZE ${quoteIdentifier(schema)}.${quoteIdentifier(name)}`);
      } catch (error) {
        // An index on an expression runs a function of the dump, which may fail on some row.
        if (isBeyondPolicy(error)) throw error;
        context.ledger.warnings.push(
          `${key} could not be analysed: ${error instanceof Error ? error.message : String(error)}.`,
        );
      }
    },
  );
};

/**
 * Makes everything that comes after the rows: indexes and their constraints in parallel, then statistics, foreign keys in
 * parallel, and the rest in the dump's order.
 */
export const restorePostData = async (
  context: RestoreContext,
  placed: readonly PlacedDefinition[],
): Promise<void> => {
  const { sessions, meter } = context;
  // Sizes have grown since the definitions were made.
  context.tables.forget();
  const facts = await context.tables.read(sessions.main.client);
  const plan = planPostData(placed, facts);

  meter.enter('indexes');
  const later = await buildIndexes(context, plan.builds, facts);
  for (const task of plan.attachments) await runDefinition(context, sessions.main, task);
  await analyzeTables(context, facts);

  meter.enter('foreign-keys');
  let done = 0;
  await runUnderLocks(context, plan.foreignKeys, async (session, task) => {
    await runDefinition(context, session, task);
    done += 1;
    meter.advance(done / plan.foreignKeys.length, nameOf(task.definition));
  });

  meter.enter('post-data');
  const rest = [...plan.rest, ...later];
  for (const [index, task] of rest.entries()) {
    await runDefinition(context, sessions.main, task);
    meter.advance((index + 1) / rest.length, nameOf(task.definition));
  }
};
