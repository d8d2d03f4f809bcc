import { describe, expect, it } from 'vitest';
import { alias, longAgo, now, plus, settings, site } from '../rewrite/testing/tables';
import type { SiteRows } from '../sites/rows';
import { diffRows } from './diff-rows';
import { type OperationInput, provisionalId, type SiteOperation } from './operation';

const rows: SiteRows = {
  tables: {
    sites: [site(1, 'a.test'), site(2, 'b.test')],
    aliases: [alias(1, 1, 'a.test'), alias(2, 2, 'b.test')],
    plus: [plus(1, 'a'), plus(2, 'b')],
  },
  identities: [],
};
const input: OperationInput = { ...rows, settings, now, routerPort: null };
const changesOf = (operation: SiteOperation) => diffRows(input, operation(input).after, now);

/** An operation that changes the rows of a table one by one. */
const mapping =
  <Table extends 'sites' | 'aliases' | 'plus'>(
    table: Table,
    change: (row: NonNullable<SiteRows['tables'][Table]>[number]) => object,
  ): SiteOperation =>
  ({ tables, identities }) => ({
    after: {
      tables: { ...tables, [table]: tables[table]?.map((row) => ({ ...row, ...change(row) })) ?? null },
      identities,
    },
    problems: [],
    title: 'Test',
  });

describe('the difference of site rows', () => {
  it('holds nothing where an operation changes nothing', () => {
    expect(changesOf(mapping('sites', () => ({})))).toEqual([]);
  });

  it('has the whole row before and after, and nothing of the rows beside it', () => {
    expect(changesOf(mapping('aliases', ({ id }) => (id === 2 ? { domain: 'x.test' } : {})))).toEqual([
      {
        table: 'multisite_alias',
        row: 'update',
        before: alias(2, 2, 'b.test'),
        after: alias(2, 2, 'x.test'),
      },
    ]);
  });

  it.each([
    ['a domain', mapping('sites', () => ({ domain: 'new.test' })), now],
    ['a slug', mapping('plus', () => ({ slug: 'new' })), now],
    ['whether it is enabled', mapping('plus', () => ({ isEnabled: false })), now],
    ['the extra config', mapping('plus', () => ({ extraUwsgiIni: 'workers = 2' })), now],
    ['a name', mapping('sites', () => ({ name: 'New' })), longAgo],
    ['the real domain', mapping('plus', () => ({ realDomain: 'new.example' })), longAgo],
    ['an alias', mapping('aliases', () => ({ domain: 'new.test' })), longAgo],
    ['the timestamp, which is not theirs', mapping('plus', () => ({ lastUpdatedAt: '2030' })), longAgo],
  ])('bumps last_updated_at or not when an operation changes %s (trap 5)', (_what, operation, expected) => {
    const single: OperationInput = {
      ...input,
      tables: { sites: [site(1, 'a.test')], aliases: [alias(1, 1, 'a.test')], plus: [plus(1, 'a')] },
    };
    const stamped = diffRows(single, operation(single).after, now).flatMap((change) =>
      change.table === 'django_multisite_plus_site' && change.row === 'update'
        ? [change.after.lastUpdatedAt]
        : [],
    );
    expect(stamped[0] ?? longAgo).toBe(expected);
  });

  it('inserts what has a new id and deletes what is gone, new sites last', () => {
    const id = provisionalId(rows.tables.sites ?? []);
    const aliasId = provisionalId(rows.tables.aliases ?? []);
    const changes = changesOf(({ tables, identities }) => ({
      after: {
        identities,
        tables: {
          sites: [site(id, 'new.test'), site(7, 'seven.test'), site(1, 'a.test')],
          aliases: [alias(1, 1, 'a.test'), alias(aliasId, id, 'new.test')],
          plus: [plus(id, 'new', { lastUpdatedAt: '' }), ...(tables.plus ?? []).slice(0, 1)],
        },
      },
      problems: [],
      title: 'Test',
    }));
    expect(changes).toEqual([
      { table: 'django_site', row: 'delete', before: site(2, 'b.test') },
      { table: 'multisite_alias', row: 'delete', before: alias(2, 2, 'b.test') },
      { table: 'django_multisite_plus_site', row: 'delete', before: plus(2, 'b') },
      { table: 'django_site', row: 'insert', after: site(7, 'seven.test') },
      { table: 'django_site', row: 'insert', after: site(-1, 'new.test') },
      { table: 'multisite_alias', row: 'insert', after: alias(-1, -1, 'new.test') },
      {
        table: 'django_multisite_plus_site',
        row: 'insert',
        after: plus(-1, 'new', { lastUpdatedAt: now }),
      },
    ]);
  });

  it('takes a key twice, or a table that came or went, for a bug of the operation', () => {
    const { tables } = rows;
    const twice = { ...rows, tables: { ...tables, sites: [site(1, 'a'), site(1, 'b')] } };
    expect(() => diffRows(rows, twice, now)).toThrow('two rows of django_site');
    expect(() => diffRows(rows, { ...rows, tables: { ...tables, plus: null } }, now)).toThrow('must not');
  });

  it('counts provisional ids down, so that none is given twice', () => {
    expect(provisionalId([])).toBe(-1);
    expect(provisionalId([{ id: 5 }, { id: -3 }])).toBe(-4);
  });
});
