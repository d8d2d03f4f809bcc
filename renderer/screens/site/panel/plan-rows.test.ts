import { describe, expect, it } from 'vitest';
import type { SiteChange } from '../../../../app/contract';
import { consequencesOf, rowsOf } from './plan-rows';

const update = (
  table: SiteChange['table'],
  id: number,
  column: SiteChange['column'],
  from: string | null,
  to: string | null,
): SiteChange => ({ table, row: 'update', id, siteId: 2, column, from, to });

const newSlug: readonly SiteChange[] = [
  update('django_site', 2, 'domain', 'bikes.test', 'velo.test'),
  update('multisite_alias', 7, 'domain', 'bikes.test', 'velo.test'),
  update('django_multisite_plus_site', 2, 'slug', 'bikes', 'velo'),
  update('django_multisite_plus_site', 2, 'last_updated_at', '1', '2'),
];

const running = { isRunning: true, startMs: 300 };

describe('what saving changes', () => {
  it('is shown by row, without time stamps that go along', () => {
    expect(rowsOf(newSlug)).toEqual([
      { name: 'django_site 2', cells: [newSlug[0]] },
      { name: 'multisite_alias 7', cells: [newSlug[1]] },
      { name: 'django_multisite_plus_site 2', cells: [newSlug[2]] },
    ]);
  });

  it('has new and deleted rows, by what they hold', () => {
    const row = { table: 'multisite_alias', siteId: 2, column: 'domain' } as const;
    const added: SiteChange = { ...row, row: 'insert', id: null, from: null, to: 'x.test' };
    const flag: SiteChange = { ...added, column: 'is_canonical', to: null };
    const removed: SiteChange = { ...row, row: 'delete', id: 8, from: 'kids.test', to: null };
    expect(rowsOf([added, flag, removed])).toEqual([
      { name: 'multisite_alias, new', cells: [added] },
      { name: 'multisite_alias 8, deleted', cells: [removed] },
    ]);
  });

  it('says which domain is no longer answered, and that servers restart', () => {
    expect(consequencesOf(newSlug, running)).toEqual({
      restart: 'The servers restart (300 ms when last measured), without a failed request.',
      left: ['bikes.test'],
    });
    expect(consequencesOf(newSlug, { ...running, startMs: null }).restart).toBe(
      'The servers restart, without a failed request.',
    );
  });

  it('restarts nothing for a real domain, or where nothing runs', () => {
    const changes = [update('django_multisite_plus_site', 2, 'real_domain', 'a.example', 'b.example')];
    expect(consequencesOf(changes, running)).toEqual({ restart: 'No server restarts.', left: [] });
    expect(consequencesOf(newSlug, { ...running, isRunning: false }).restart).toBe(
      'No server runs, so none restarts.',
    );
  });

  it('keeps a domain that only goes to another row', () => {
    const changes: readonly SiteChange[] = [
      update('django_site', 2, 'domain', 'bikes.test', 'kids.test'),
      update('multisite_alias', 7, 'is_canonical', 'true', null),
      { ...update('multisite_alias', 8, 'domain', null, 'bikes.test'), row: 'insert' },
    ];
    expect(consequencesOf(changes, running).left).toEqual([]);
  });
});
