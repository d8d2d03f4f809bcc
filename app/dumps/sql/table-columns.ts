import { firstTokens, type Token } from './sql-tokens';

/** A column as CREATE TABLE declares it. */
export interface ColumnDefinition {
  readonly name: string;
  /** What follows its name: type, default, constraints. */
  readonly tokens: readonly Token[];
}

const tokenLimit = 50_000;
/** Words that begin an entry of the list that is no column; quoted, they are names. */
const notColumns = new Set(['constraint', 'primary', 'unique', 'check', 'foreign', 'exclude', 'like']);

const isText = (token: Token, text: string): boolean => token.kind === 'other' && token.text === text;

/** The entries of the parenthesised list that begins at `start`. */
const listEntries = (tokens: readonly Token[], start: number): Token[][] => {
  const entries: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens.slice(start)) {
    const isClosing = isText(token, ')');
    if (isClosing) depth -= 1;
    if (depth === 0 && isClosing) break;
    if (depth === 1 && isText(token, ',')) entries.push([]);
    else if (depth > 0) entries.at(-1)?.push(token);
    if (isText(token, '(')) depth += 1;
  }
  return entries;
};

/** Columns of a CREATE TABLE, in its order; none for a partition, which has those of its root. */
export const tableColumns = (sql: string): ColumnDefinition[] => {
  const tokens = firstTokens(sql, tokenLimit);
  const start = tokens.findIndex((token) => isText(token, '('));
  const clause = tokens
    .slice(0, Math.max(start, 0))
    .some((token) => token.kind === 'word' && token.value === 'of');
  if (start < 0 || clause) return [];
  return listEntries(tokens, start).flatMap(([first, ...rest]) => {
    if (first === undefined || (first.kind !== 'word' && first.kind !== 'quoted')) return [];
    if (first.kind === 'word' && notColumns.has(first.value)) return [];
    return [{ name: first.value, tokens: rest }];
  });
};
