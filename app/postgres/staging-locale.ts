/** How a database sorts and compares text. */
export type DatabaseLocale =
  | { readonly provider: 'icu'; readonly locale: string }
  | { readonly provider: 'builtin'; readonly locale: 'C.UTF-8' };

const builtin: DatabaseLocale = { provider: 'builtin', locale: 'C.UTF-8' };

/** Names of the C library, such as `de_DE.UTF-8@euro`; everything else must be a BCP 47 tag as it is. */
const posixName = /^([A-Za-z]{2,3})(?:[_-]([A-Za-z]{2}|\d{3}))?(?:[.@].*)?$/;

const languageTag = (name: string): string | null => {
  const [, language, region] = posixName.exec(name) ?? [];
  const wanted =
    language === undefined ? name : [language, ...(region === undefined ? [] : [region])].join('-');
  try {
    const locale = new Intl.Locale(wanted);
    return Intl.Collator.supportedLocalesOf(locale).length > 0 ? locale.toString() : null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
};

/**
 * The locale of a database for a dump: ICU with the dump's own, where it is known and means something to ICU,
 * else the built-in C.UTF-8 (dumps spec, "Locale").
 *
 * @param dumpLocale as the dump has it, e.g. `de_DE.UTF-8`, `C`, `en-US`; null: unknown
 */
export const stagingLocale = (dumpLocale: string | null): DatabaseLocale => {
  if (dumpLocale === null || /^(C|POSIX)([.@].*)?$/i.test(dumpLocale)) return builtin;
  const tag = languageTag(dumpLocale);
  return tag === null ? builtin : { provider: 'icu', locale: tag };
};
