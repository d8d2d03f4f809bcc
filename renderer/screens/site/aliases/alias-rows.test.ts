import { describe, expect, it } from 'vitest';
import type { AliasEdit } from '../../../../app/contract';
import { bikes } from '../testing/site';
import { aliasRows, withoutRow } from './alias-rows';

const seen = (edits: readonly AliasEdit[]) =>
  aliasRows(bikes, edits).map(({ domain, isCanonical, redirects, change }) =>
    [domain, isCanonical ? 'canonical' : redirects ? 'redirects' : 'serves', change].join(' '),
  );

const own = 'bikes.127.0.0.1.nip.io';

describe('the aliases of a site', () => {
  it('are as they stand, the canonical one first', () => {
    expect(seen([])).toEqual([
      `${own} canonical none`,
      'kids.localhost redirects none',
      '*.bikes.example serves none',
    ]);
  });

  it('are shown as they will be, with what is to become of them', () => {
    expect(
      seen([
        { edit: 'add', domain: 'new.test', redirects: true },
        { edit: 'redirect', domain: 'kids.localhost', redirects: false },
        { edit: 'change', domain: 'kids.localhost', to: 'boys.localhost' },
        { edit: 'remove', domain: '*.bikes.example' },
      ]),
    ).toEqual([
      `${own} canonical none`,
      'boys.localhost serves changed',
      '*.bikes.example serves removed',
      'new.test redirects added',
    ]);
  });

  it('have one canonical alias', () => {
    expect(seen([{ edit: 'make-canonical', domain: 'kids.localhost' }])).toEqual([
      'kids.localhost canonical changed',
      `${own} serves none`,
      '*.bikes.example serves none',
    ]);
  });

  it('lose the edits of one of them, whatever it is called by then', () => {
    const edits: readonly AliasEdit[] = [
      { edit: 'add', domain: 'new.test', redirects: true },
      { edit: 'change', domain: 'new.test', to: 'newer.test' },
      { edit: 'remove', domain: 'kids.localhost' },
    ];
    const row = aliasRows(bikes, edits).find(({ domain }) => domain === 'newer.test');
    if (row === undefined) throw new Error('newer.test is there');
    expect(withoutRow(edits, row)).toEqual([{ edit: 'remove', domain: 'kids.localhost' }]);
  });
});
