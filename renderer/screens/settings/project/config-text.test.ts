import { describe, expect, it } from 'vitest';
import { isEditable, isInFile } from './config-text';

describe('a value of the configuration', () => {
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
