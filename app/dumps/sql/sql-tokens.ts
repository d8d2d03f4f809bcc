/** A piece of a statement. White space and comments are left out. */
export interface Token {
  readonly kind: 'word' | 'quoted' | 'string' | 'other';
  /** As it is written. */
  readonly text: string;
  /** What it means: a word in lower case (PostgreSQL folds it so), a quoted name or a string without its quotes. */
  readonly value: string;
}

const pattern =
  /(?<space>\s+|--[^\n]*|\/\*[\s\S]*?\*\/)|(?<quoted>"(?:[^"]|"")*")|(?<escaped>[eE]'(?:[^'\\]|\\[\s\S]|'')*')|(?<text>'(?:[^']|'')*')|(?<word>[A-Za-z_\u0080-\u{10ffff}][\w$\u0080-\u{10ffff}]*)|(?<other>[\s\S])/uy;

const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
const escapePattern =
  /''|\\(?:([0-7]{1,3})|x([0-9A-Fa-f]{1,2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([\s\S]))/g;

/** What stands between the quotes of an E'' string (PostgreSQL's documentation, "String Constants with C-Style Escapes"). */
export const unescapeString = (inner: string): string =>
  inner.replaceAll(
    escapePattern,
    (match, octal?: string, hex?: string, short?: string, long?: string, char?: string) => {
      if (match === "''") return "'";
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
      const code = hex ?? short ?? long;
      if (code !== undefined) return String.fromCodePoint(Number.parseInt(code, 16));
      return char === undefined ? '' : (escapes[char] ?? char);
    },
  );

const toToken = (groups: Readonly<Record<string, string | undefined>>): Token | null => {
  const { quoted, escaped, text, word, other } = groups;
  if (word !== undefined) return { kind: 'word', text: word, value: word.toLowerCase() };
  if (quoted !== undefined)
    return { kind: 'quoted', text: quoted, value: quoted.slice(1, -1).replaceAll('""', '"') };
  if (text !== undefined) return { kind: 'string', text, value: text.slice(1, -1).replaceAll("''", "'") };
  if (escaped !== undefined)
    return { kind: 'string', text: escaped, value: unescapeString(escaped.slice(2, -1)) };
  return other === undefined ? null : { kind: 'other', text: other, value: other };
};

/**
 * The first tokens of a statement: enough to tell what it is about. Dollar quotes are not known: they come later
 * than anything that is looked for.
 *
 * @param limit most tokens to return
 */
export const firstTokens = (sql: string, limit: number): Token[] => {
  const tokens: Token[] = [];
  pattern.lastIndex = 0;
  while (tokens.length < limit && pattern.lastIndex < sql.length) {
    const match = pattern.exec(sql);
    if (match === null) break;
    const token = toToken(match.groups ?? {});
    if (token !== null) tokens.push(token);
  }
  return tokens;
};
