/** A name in single quotes behind its option, as CREATE DATABASE writes it. */
const optionIn = (sql: string, option: string): string | null =>
  new RegExp(`\\b${option}\\s*=\\s*'((?:[^']|'')+)'`, 'i').exec(sql)?.[1]?.replaceAll("''", "'") ?? null;

/**
 * How a dumped database sorted its text: the ICU locale where ICU did it, the built-in one where that did, else the
 * C library's `LC_COLLATE`, which pg_dump calls `LOCALE` when all categories are the same.
 *
 * @param sql `CREATE DATABASE ...` as pg_dump of any version writes it
 * @returns the locale as it stands there, e.g. `de_DE.UTF-8`; null: not told
 */
export const databaseLocale = (sql: string): string | null => {
  const [, provider = 'libc'] = /\bLOCALE_PROVIDER\s*=\s*"?(\w+)/i.exec(sql) ?? [];
  const plain = optionIn(sql, 'LC_COLLATE') ?? optionIn(sql, 'LOCALE');
  switch (provider.toLowerCase()) {
    case 'icu':
      return optionIn(sql, 'ICU_LOCALE') ?? plain;
    case 'builtin':
      return optionIn(sql, 'BUILTIN_LOCALE') ?? plain;
    default:
      return plain;
  }
};
