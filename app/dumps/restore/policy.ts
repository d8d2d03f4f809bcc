import type { Definition } from '../entry';
import { classifyStatement } from '../sql/classify-statement';
import { type LeftOut, leftOutTypes } from './policy-object-types';
import { knownStatementRules, type StatementRule, unknownStatementRules } from './policy-statements';
import { parseSetting, type Setting } from './session-settings';

/** What the restorer does with a definition, before it has tried anything. */
export type Decision =
  | { readonly action: 'run' }
  /** Remembered for this and all later definitions. */
  | { readonly action: 'set'; readonly setting: Setting }
  | ({ readonly action: 'skip' } & LeftOut)
  | { readonly action: 'refuse'; readonly reason: string };

export interface PolicyFacts {
  /** Extensions that this server has and that the import may create. */
  readonly availableExtensions: ReadonlySet<string>;
  /** Whether this restore has created a table yet: before that there is nothing to drop. */
  readonly hasCreatedTables: boolean;
}

const run: Decision = { action: 'run' };
const skip = (what: string, reason: string, leavesGap = false): Decision => ({
  action: 'skip',
  what,
  reason,
  leavesGap,
});

/** Settings that the import needs to keep, or that are not about this database. */
const keptSettings: ReadonlyMap<string, string> = new Map([
  ['client_encoding', 'the connection stays in UTF8; texts are decoded before'],
  ['default_tablespace', 'tablespaces belong to the server that the dump was made on'],
  ['default_with_oids', 'PostgreSQL 12 and later have no tables with OIDs'],
  ['application_name', 'the connection keeps its name'],
  ['role', 'an import never changes its role'],
  ['session_authorization', 'an import never changes its role'],
]);

const decideSetting = (setting: Setting): Decision => {
  const reason = keptSettings.get(setting.name);
  return reason === undefined ? { action: 'set', setting } : skip(`SET ${setting.name}`, reason);
};

const applyRule = (rule: StatementRule, facts: PolicyFacts): Decision => {
  switch (rule.action) {
    case 'drop':
      return facts.hasCreatedTables ? run : skip('DROP', 'the database is new: there is nothing to drop');
    case 'skip':
      return { action: 'skip', ...rule.leftOut };
    case 'refuse':
      return { action: 'refuse', reason: rule.reason };
    default:
      return rule satisfies never;
  }
};

/** Reads the transaction statements of plain SQL: the import has transactions of its own. */
const decideTransaction = (sql: string): Decision =>
  /^(ROLLBACK|ABORT)\b/i.test(sql)
    ? { action: 'refuse', reason: 'it takes back what stands before it' }
    : skip('TRANSACTION', 'the import has transactions of its own');

const leadingComments = /^(?:\s+|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)+/;

/** Not by what the dump calls it: that, too, was written by others. */
const decideStatement = (sql: string, facts: PolicyFacts): Decision => {
  const { type, name } = classifyStatement(sql);
  const leftOut = leftOutTypes.get(type);
  if (leftOut !== undefined) return { action: 'skip', ...leftOut };
  const setting = parseSetting(sql);
  if (setting !== null) return decideSetting(setting);
  if (type === 'SET')
    return skip(`SET ${name}`, keptSettings.get(name) ?? 'it is not a setting of the session');
  if (type === 'TRANSACTION') return decideTransaction(sql);
  if (type === 'EXTENSION' && /^CREATE\b/i.test(sql)) {
    return facts.availableExtensions.has(name)
      ? run
      : skip(type, `the extension ${name} is not available on this server`, true);
  }
  const rule = (type === 'UNKNOWN' ? unknownStatementRules : knownStatementRules).find(({ matches }) =>
    matches.test(sql),
  );
  if (rule !== undefined) return applyRule(rule, facts);
  return type === 'UNKNOWN'
    ? { action: 'refuse', reason: 'pg_dump does not write statements of this kind' }
    : run;
};

/**
 * Decides what is done with a definition. What a dump holds was written by others, so only kinds of statements that
 * pg_dump writes are run; what belongs to the server or to roles is left out and counted; anything else is refused.
 * The import's role is the wall, this is the sieve. Source: docs/dumps.md, "As whom", "Skip" and "Fail".
 *
 * @param definition of one statement; an archive's entry of several is split before
 */
export const decideDefinition = (definition: Definition, facts: PolicyFacts): Decision => {
  const sql = definition.sql.replace(leadingComments, '');
  if (sql.replace(/^[\s;]+/, '') === '') return skip(definition.type, 'the dump has no statement for it');
  const leftOut = leftOutTypes.get(definition.type);
  return leftOut === undefined ? decideStatement(sql, facts) : { action: 'skip', ...leftOut };
};
