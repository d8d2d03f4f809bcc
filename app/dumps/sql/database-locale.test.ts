import { describe, expect, it } from 'vitest';
import { databaseLocale } from './database-locale';

describe('the locale of a dumped database', () => {
  it.each([
    ["LC_COLLATE = 'de_DE.UTF-8' LC_CTYPE = 'en_US.UTF-8'", 'de_DE.UTF-8', 'PostgreSQL 9 to 12'],
    ["LOCALE = 'en_US.utf8'", 'en_US.utf8', 'PostgreSQL 13 and 14'],
    ["LOCALE_PROVIDER = libc LOCALE = 'en_GB.UTF-8'", 'en_GB.UTF-8', 'PostgreSQL 15 and later'],
    ["LOCALE_PROVIDER = libc LOCALE = 'C' LC_COLLATE = 'sv_SE'", 'sv_SE', 'one category differs'],
    ["LOCALE_PROVIDER = icu LOCALE = 'en_US.UTF-8' ICU_LOCALE = 'de-AT'", 'de-AT', 'ICU'],
    [
      "LOCALE_PROVIDER = icu LC_COLLATE = 'C' LC_CTYPE = 'C' ICU_LOCALE = 'fr-FR' ICU_RULES = '&a < g'",
      'fr-FR',
      'ICU with rules',
    ],
    ["LOCALE_PROVIDER = builtin LOCALE = 'C' BUILTIN_LOCALE = 'C.UTF-8'", 'C.UTF-8', 'built in'],
    ['', null, 'not told'],
  ])('of %s is %s (%s)', (options, locale, _writtenBy) => {
    expect(
      databaseLocale(`CREATE DATABASE shop WITH TEMPLATE = template0 ENCODING = 'UTF8' ${options};`),
    ).toBe(locale);
  });
});
