import type { Definition } from '../entry';

/** What a failed definition means for the import. */
export type FailureDecision =
  | { readonly outcome: 'fail' }
  /** The object is missing now, which the user must know. */
  | { readonly outcome: 'warn'; readonly reason: string; readonly leavesGap: boolean }
  /** Nothing is lost. */
  | { readonly outcome: 'skip'; readonly what: string; readonly reason: string };

export interface FailureFacts {
  readonly sqlState: string;
  /** PostgreSQL's message. */
  readonly message: string;
  /** What this restore left out or could not make, by name (with and without schema) → why. */
  readonly gaps: ReadonlyMap<string, string>;
  /** Extensions that the dump wants and this server lacks. */
  readonly missingExtensions: readonly string[];
  /** Names, without schema, of all that the dump itself defined so far. */
  readonly definedNames: ReadonlySet<string>;
  /** For a foreign key: whether the dump leaves out the rows of the table it points to (`--exclude-table-data`). */
  readonly targetHasNoRows: boolean;
}

const undefinedObject = new Set(['42P01', '42883', '42704', '42703', '3F000']);
/** Whether an error says that something is not there, which a later definition may still make. */
export const needsWhatIsMissing = (sqlState: string): boolean => undefinedObject.has(sqlState);

const duplicateObject = new Set(['42P06', '42710', '42723']);
const forbidden = '42501';
const foreignKeyViolated = '23503';
const noUniqueTarget = '42830';

/** Nobody loses a row or a rule about rows when one of these is missing: a warning names it. */
const besideTheData: ReadonlySet<string> = new Set([
  'COMMENT',
  'VIEW',
  'MATERIALIZED VIEW',
  'MATERIALIZED VIEW DATA',
  'FUNCTION',
  'PROCEDURE',
  'AGGREGATE',
  'OPERATOR',
  'CAST',
  'CONVERSION',
  'STATISTICS',
  'TEXT SEARCH CONFIGURATION',
  'TEXT SEARCH DICTIONARY',
  'TRANSFORM',
  'SERVER',
  'USER MAPPING',
  'FOREIGN TABLE',
  'PROCEDURAL LANGUAGE',
  'RULE',
  'POLICY',
]);

/** Partial dumps (`-t`, `-n`) leave these pointing at what is in another file: SQLSTATEs that only warn. */
const pointsOutside: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['FK CONSTRAINT', new Set(['42P01', '3F000'])],
  ['DEFAULT', new Set(['42P01', '42883', '42704', '3F000'])],
  ['TRIGGER', new Set(['42P01', '42883', '3F000'])],
  ['INDEX', new Set(['42883', '42704', '3F000'])],
  ['CONSTRAINT', new Set(['42883', '42704', '3F000'])],
  ['CHECK CONSTRAINT', new Set(['42883', '42704', '3F000'])],
  ['SEQUENCE OWNED BY', new Set(['42P01', '3F000'])],
  ['SEQUENCE SET', new Set(['42P01', '3F000'])],
]);

/** Names in quotes, with a dot, or called as functions: the other words of a message are prose. */
const namesIn = (message: string): string[] =>
  [...message.matchAll(/"([^"]+)"|([\w$]+(?:\.[\w$]+)+)|([\w$]+)\(/g)].flatMap(
    ([, quoted, dotted, called]) => quoted ?? dotted ?? called ?? [],
  );

const withoutSchema = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

/** Why the thing that a message names is missing, as far as this restore caused it. */
const explain = (message: string, facts: FailureFacts): string | null => {
  const names = namesIn(message);
  for (const name of names) {
    const reason = facts.gaps.get(name) ?? facts.gaps.get(withoutSchema(name));
    if (reason !== undefined) return reason;
  }
  const [extension, ...others] = facts.missingExtensions;
  if (extension === undefined || names.some((name) => facts.definedNames.has(withoutSchema(name))))
    return null;
  return others.length === 0
    ? `it needs the extension ${extension}, which is not available on this server`
    : `it needs one of the extensions ${[extension, ...others].join(', ')}, which are not available on this server`;
};

/** What belongs to a table that is missing: naming the table is enough. */
const isConsequence = ({ schema, table, type }: Definition, facts: FailureFacts): boolean =>
  type === 'SEQUENCE OWNED BY' ||
  type === 'COMMENT' ||
  (table !== null && facts.gaps.has(`${schema ?? 'public'}.${table}`));

const isDisablingTriggers = (definition: Definition): boolean =>
  /^ALTER\s+TABLE\s[^;]*\s(DISABLE|ENABLE)\s+TRIGGER\s+ALL\b/i.test(definition.sql);

const decideUndefined = (definition: Definition, facts: FailureFacts): FailureDecision => {
  const reason = explain(facts.message, facts);
  if (reason !== null) {
    return isConsequence(definition, facts)
      ? { outcome: 'skip', what: definition.type, reason }
      : { outcome: 'warn', reason, leavesGap: true };
  }
  return pointsOutside.get(definition.type)?.has(facts.sqlState) === true
    ? { outcome: 'warn', reason: `${facts.message}; it is not in the dump`, leavesGap: true }
    : { outcome: 'fail' };
};

/**
 * Decides what a definition's failure means. Imports are judged by rows, objects and the trailer, so an error that
 * costs neither is counted or becomes a warning; anything else that touches a table's definition or data fails.
 * Lost connections, full disks and cancelled statements never come here. Source: docs/dumps.md, "Skip", "Warn", "Fail".
 */
export const decideFailure = (definition: Definition, facts: FailureFacts): FailureDecision => {
  const { sqlState, message } = facts;
  const { type } = definition;
  if (type === 'EXTENSION' && sqlState === '42710')
    return { outcome: 'skip', what: type, reason: 'it is there already' };
  if (type === 'EXTENSION') return { outcome: 'warn', reason: message, leavesGap: true };
  if (isDisablingTriggers(definition)) return { outcome: 'warn', reason: message, leavesGap: false };
  if (/^DROP\s/i.test(definition.sql))
    return { outcome: 'skip', what: 'DROP', reason: 'what it drops does not exist' };
  if (duplicateObject.has(sqlState)) return { outcome: 'skip', what: type, reason: 'it is there already' };
  if (undefinedObject.has(sqlState)) {
    const decision = decideUndefined(definition, facts);
    if (decision.outcome !== 'fail') return decision;
  }
  if (sqlState === forbidden && besideTheData.has(type)) {
    return {
      outcome: 'warn',
      reason: 'only a superuser can make it, and an import never is one',
      leavesGap: true,
    };
  }
  if (type === 'FK CONSTRAINT' && sqlState === foreignKeyViolated && facts.targetHasNoRows) {
    return { outcome: 'warn', reason: 'the dump leaves out the rows that it points to', leavesGap: true };
  }
  if (type === 'FK CONSTRAINT' && sqlState === noUniqueTarget) {
    const reason = explain(message, facts);
    if (reason !== null) return { outcome: 'warn', reason, leavesGap: true };
  }
  return besideTheData.has(type)
    ? { outcome: 'warn', reason: message, leavesGap: false }
    : { outcome: 'fail' };
};
