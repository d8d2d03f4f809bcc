import { describe, expect, it } from 'vitest';
import { isEditable, isInFile, originOf, typedValue } from './config-text';

describe('a value of the configuration', () => {
  it('is shown as one types it', () => {
    expect(typedValue('{}.localhost')).toBe('{}.localhost');
    expect(typedValue(['a', 1])).toBe('["a",1]');
    expect(typedValue(null)).toBe('null');
  });

  it('says where it comes from', () => {
    expect(originOf({ origin: 'default', detail: null })).toBe('default');
    expect(originOf({ origin: 'manysite.json', detail: 'manysite.json:3' })).toBe('manysite.json:3');
    expect(originOf({ origin: 'environment', detail: 'SITE_ID' })).toBe('environment, SITE_ID');
  });

  it('can be changed where the project’s files have a place for it', () => {
    expect(
      ['domainFormat', 'serve.watch', 'sites.portal.id', 'siteId', 'uwsgi.cheaper', 'django.version'].filter(
        (key) => isEditable({ key }),
      ),
    ).toEqual(['domainFormat', 'serve.watch', 'sites.portal.id']);
    expect([isInFile({ origin: 'manysite.local.json' }), isInFile({ origin: 'detected' })]).toEqual([
      true,
      false,
    ]);
  });
});
