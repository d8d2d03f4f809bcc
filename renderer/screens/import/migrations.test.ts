import { describe, expect, it } from 'vitest';
import { migrationLines } from './migrations';

const code = (app: string, ...names: readonly string[]) =>
  names.map((name) => ({ app, name, replaces: [] as [string, string][] }));

describe('the migrations of a dump beside those of the code', () => {
  it('are told where they differ, and counted where they do not', () => {
    const dump = [
      { app: 'auth', names: ['0001_initial'] },
      { app: 'catalog', names: ['0001_initial', '0042_price'] },
      { app: 'search', names: ['0001_initial', '0008_index'] },
      { app: 'polls', names: ['0001_initial'] },
    ];
    const ofCode = [
      ...code('auth', '0001_initial'),
      ...code('catalog', '0001_initial', '0042_price', '0043_tax', '0044_vat'),
      ...code('search', '0001_initial'),
      ...code('news', '0001_initial'),
    ];
    expect(migrationLines(dump, ofCode)).toEqual([
      { kind: 'newer', text: 'catalog 0042, code has 0044', note: '2 to apply' },
      { kind: 'newer', text: 'news is new', note: '1 to apply' },
      { kind: 'unknown', text: 'polls is not in the code', note: '1 migration' },
      { kind: 'unknown', text: 'search 0008 is not in the code', note: 'other branch?' },
      { kind: 'equal', text: '1 other app', note: 'equal' },
    ]);
  });

  it('of a squash are those that it replaces, where these were run', () => {
    const squash = {
      app: 'cms',
      name: '0001_squashed_0002',
      replaces: [
        ['cms', '0001_initial'],
        ['cms', '0002_more'],
      ] as [string, string][],
    };
    const run = [{ app: 'cms', names: ['0001_initial', '0002_more'] }];
    expect(migrationLines(run, [squash])).toEqual([{ kind: 'equal', text: '1 app', note: 'equal' }]);
    expect(migrationLines([], [squash, ...code('cms', '0001_initial', '0002_more')])).toEqual([
      { kind: 'newer', text: 'cms is new', note: '1 to apply' },
    ]);
  });
});
