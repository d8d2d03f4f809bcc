import { describe, expect, test } from 'vitest';
import { stagingLocale } from './staging-locale';

describe('the locale of a database for a dump', () => {
  test.each([
    ['de_DE.UTF-8', 'de-DE'],
    ['de_DE.utf8', 'de-DE'],
    ['de_DE@euro', 'de-DE'],
    ['en_US', 'en-US'],
    ['en-US', 'en-US'],
    ['es_419', 'es-419'],
    ['sv', 'sv'],
    ['zh-Hans-CN', 'zh-Hans-CN'],
    ['de-u-co-phonebk', 'de-u-co-phonebk'],
  ])('%s is ICU %s', (dumpLocale, locale) => {
    expect(stagingLocale(dumpLocale)).toEqual({ provider: 'icu', locale });
  });

  test.each([
    null,
    'C',
    'POSIX',
    'C.UTF-8',
    'c.utf8',
    '',
    'German_Germany.1252',
    'xx_XX.UTF-8',
    'not a locale',
    "'; drop",
  ])('%j is the built-in one', (dumpLocale) => {
    expect(stagingLocale(dumpLocale)).toEqual({ provider: 'builtin', locale: 'C.UTF-8' });
  });
});
