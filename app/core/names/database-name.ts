/**
 * Longest name given here, in bytes. PostgreSQL allows 63; the rest is room for names made from this one
 * (the pristine template, the spare, snapshots).
 */
const NAME_LIMIT = 48;

/** Names and prefixes with a meaning of their own in our cluster: never given to a database of a project. */
const reserved = /^(?:postgres$|manysite$|template|pg_|import_|\d)/;

const identifier = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');

/**
 * The name inside PostgreSQL of a freshly imported database.
 *
 * @param project the project's name, any text
 * @param label what the user calls the dump, or its file's name without endings, any text
 * @param taken names in use in the cluster
 * @returns `project_label`, made of `[a-z0-9_]`, starting with a letter, at most 48 bytes, not in `taken`
 */
export const databaseNameFor = (input: {
  project: string;
  label: string;
  taken: ReadonlySet<string>;
}): string => {
  const parts = [identifier(input.project), identifier(input.label)].filter((part) => part !== '');
  const joined = parts.join('_') || 'database';
  const wanted = reserved.test(joined) ? `db_${joined}` : joined;
  const stem = wanted.slice(0, NAME_LIMIT).replace(/_+$/, '');
  if (!input.taken.has(stem)) return stem;
  for (let number = 2; ; number += 1) {
    const ending = `_${number}`;
    const candidate = `${stem.slice(0, NAME_LIMIT - ending.length).replace(/_+$/, '')}${ending}`;
    if (!input.taken.has(candidate)) return candidate;
  }
};
