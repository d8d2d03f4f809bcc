import { firstTokens, type Token } from './sql-tokens';

const isText = (token: Token | undefined, text: string): boolean =>
  token?.kind === 'other' && token.text === text;

/** Tokens up to the next comma or closing parenthesis at this depth. */
const takeExpression = (tokens: readonly Token[], from: number): number => {
  let depth = 0;
  for (let at = from; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (depth === 0 && (isText(token, ',') || isText(token, ')'))) return at;
    if (isText(token, '(')) depth += 1;
    if (isText(token, ')')) depth -= 1;
  }
  return tokens.length;
};

/** A string, number, true, false or null, with or without a cast; undefined for anything that must be computed. */
const literal = (tokens: readonly Token[]): string | null | undefined => {
  const cast = tokens.findIndex((token, at) => isText(token, ':') && isText(tokens[at + 1], ':'));
  const parts = cast < 0 ? tokens : tokens.slice(0, cast);
  const [first, ...others] = parts;
  if (first === undefined) return undefined;
  if (first.kind === 'string' && others.length === 0) return first.value;
  if (first.kind === 'word' && others.length === 0) {
    if (first.value === 'null') return null;
    return first.value === 'true' || first.value === 'false' ? first.value : undefined;
  }
  const number = parts.map((token) => token.text).join('');
  return /^-?\d+(?:\.\d+)?$/.test(number) ? number : undefined;
};

/** No statement that the reader merges holds more: 1,000 rows. */
const tokenLimit = 2_000_000;

/**
 * The tuples of `INSERT INTO t (...) VALUES (...), (...);` as values.
 *
 * @returns a row a tuple; undefined where a value is no literal
 */
export const insertedRows = (sql: string): (string | null | undefined)[][] => {
  const tokens = firstTokens(sql, tokenLimit);
  let at = tokens.findIndex((token) => token.kind === 'word' && token.value === 'values') + 1;
  const rows: (string | null | undefined)[][] = [];
  while (at > 0 && isText(tokens[at], '(')) {
    const row: (string | null | undefined)[] = [];
    do {
      const end = takeExpression(tokens, at + 1);
      row.push(literal(tokens.slice(at + 1, end)));
      at = end;
    } while (isText(tokens[at], ','));
    rows.push(row);
    at += 1;
    if (!isText(tokens[at], ',')) break;
    at += 1;
  }
  return rows;
};
