import type { Definition } from '../entry';
import type { LockedTask } from './lock-schedule';
import { tableKey } from './restore-ledger';
import type { SessionSettings } from './session-settings';
import type { TableFacts } from './table-facts';

/** A definition and the settings at its place in the dump. */
export interface PlacedDefinition {
  readonly definition: Definition;
  readonly settings: SessionSettings;
}

/** Definitions of one kind run one phase after the other; those of a phase in parallel where they have locks. */
export interface PostDataPlan {
  /** Indexes, primary keys, unique and exclusion constraints; the largest tables first. */
  readonly builds: readonly LockedTask<PlacedDefinition>[];
  readonly attachments: readonly PlacedDefinition[];
  readonly foreignKeys: readonly LockedTask<PlacedDefinition>[];
  /** Triggers, rules, policies, materialized views and all else, in the dump's order. */
  readonly rest: readonly PlacedDefinition[];
}

const identifier = '(?:"(?:[^"]|"")+"|[\\w$\\u0080-\\uffff]+)';
const references = new RegExp(`\\sREFERENCES\\s+(?:ONLY\\s+)?(?:(${identifier})\\.)?(${identifier})`, 'iu');

const unquoted = (name: string): string =>
  name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name.toLowerCase();

/** The table that a foreign key points to, by `tableKey`; null when the statement does not tell. */
export const foreignKeyTarget = ({ sql, schema }: Definition): string | null => {
  const [, targetSchema, target] = references.exec(sql) ?? [];
  if (target === undefined) return null;
  return tableKey(targetSchema === undefined ? schema : unquoted(targetSchema), unquoted(target));
};

const tableOf = ({ schema, table }: Definition): string | null =>
  table === null ? null : tableKey(schema, table);

type Facts = ReadonlyMap<string, TableFacts>;

/** Partitions and their root are locked together by what is done to the root. */
const familyOf = (table: string, facts: Facts): string => `family of ${facts.get(table)?.root ?? table}`;

const buildLocks = (definition: Definition, table: string, facts: Facts) => {
  const family = familyOf(table, facts);
  if (facts.get(table)?.kind === 'p') return { exclusive: [family], shared: [] };
  // CREATE INDEX holds off writers only: two of one table run together. ADD CONSTRAINT needs the table alone.
  return definition.type === 'INDEX'
    ? { exclusive: [], shared: [table, family] }
    : { exclusive: [table], shared: [family] };
};

const isBuild = ({ type, sql }: Definition): boolean =>
  (type === 'INDEX' || type === 'CONSTRAINT') &&
  /^\s*(CREATE|ALTER\s+TABLE\s[^;]*\sADD\s+CONSTRAINT)\b/i.test(sql);

/**
 * Orders the definitions that come after the rows.
 *
 * @param facts all tables as they are now, by `tableKey`: what belongs to a table that a later definition makes (a
 * materialized view that needs a primary key) keeps its place in the dump's order
 */
export const planPostData = (placed: readonly PlacedDefinition[], facts: Facts): PostDataPlan => {
  const builds: LockedTask<PlacedDefinition>[] = [];
  const attachments: PlacedDefinition[] = [];
  const foreignKeys: LockedTask<PlacedDefinition>[] = [];
  const rest: PlacedDefinition[] = [];
  for (const task of placed) {
    const { definition } = task;
    const table = tableOf(definition);
    if (table !== null && facts.has(table) && isBuild(definition)) {
      builds.push({ task, ...buildLocks(definition, table, facts) });
    } else if (definition.type === 'INDEX ATTACH') {
      attachments.push(task);
    } else if (definition.type === 'FK CONSTRAINT' && table !== null) {
      const target = foreignKeyTarget(definition) ?? table;
      foreignKeys.push({ task, exclusive: [familyOf(table, facts), familyOf(target, facts)], shared: [] });
    } else {
      rest.push(task);
    }
  }
  const sizeOf = ({ definition }: PlacedDefinition): number =>
    facts.get(tableOf(definition) ?? '')?.sizeBytes ?? 0;
  return {
    builds: builds.toSorted((a, b) => sizeOf(b.task) - sizeOf(a.task)),
    attachments,
    foreignKeys,
    rest,
  };
};
