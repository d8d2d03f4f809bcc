import { describe, expect, test } from 'vitest';
import type { SiteChange } from '../../contract';
import { paintFor } from './paint';
import { renderHistory, renderPlan } from './plan-text';

const plain = paintFor(false);

describe('a plan', () => {
  const change = {
    table: 'django_site' as const,
    row: 'update' as const,
    id: 1,
    siteId: 1,
    column: 'domain' as const,
    from: 'www.a.test',
    to: 'a.nip.io',
  };
  const insert = {
    ...change,
    table: 'multisite_alias' as const,
    row: 'insert' as const,
    id: null,
    from: null,
  };
  const moved = {
    ...change,
    table: 'django_multisite_plus_site' as const,
    column: 'last_updated_at' as const,
  };
  const planOf = (...changes: SiteChange[]) => ({
    title: 'Rewrite → {}.nip.io',
    fingerprint: 'f',
    changes,
    problems: [],
  });

  test('shows domains row by row, and nothing of what follows from them', () => {
    const usual = { ...insert, column: 'is_canonical' as const, to: 'true' };
    const text = renderPlan(planOf(change, insert, usual, moved), 'shown', plain);
    expect(text.split('\n')).toEqual([
      'Rewrite → {}.nip.io',
      '',
      'SITE  TABLE  ROW  FROM           TO',
      '   1  site     1  www.a.test  →  a.nip.io',
      '   1  alias  new              →  a.nip.io',
      '',
      '2 values of 1 site would change. Apply it: the same command without --dry-run',
    ]);
  });

  test('names the columns where it is about others than domains, new sites and what goes', () => {
    const name = { ...change, column: 'name' as const, from: '', to: 'Shop' };
    const site = { ...insert, table: 'django_site' as const, siteId: -1 };
    const gone = { ...insert, row: 'delete' as const, id: 7, from: 'old.test', to: null };
    const text = renderPlan(planOf(name, site, gone), 'applied', plain);
    expect(text).toMatch(/^ +1 {2}site +1 {2}name +\(blank\) +→ {2}Shop$/m);
    expect(text).toMatch(/^ new {2}site +new {2}domain +→ {2}a\.nip\.io$/m);
    expect(text).toMatch(/^ +1 {2}alias +7 gone {2}domain +old\.test +→$/m);
    expect(text).toContain('Changed 3 values of 2 sites. Take it back: manysite rewrite --undo');
  });

  test('says that there is nothing to do', () => {
    expect(renderPlan(planOf(), 'applied', plain)).toContain('Nothing to change');
    expect(renderPlan(planOf(change), 'undone', plain)).toMatch(/Took back 1 value of 1 site\.$/);
  });
});

describe('the history of sites', () => {
  test('names what the next undo takes back', () => {
    const plan = {
      id: 'p',
      position: 1,
      kind: 'import' as const,
      title: 'Import: real → {}.test',
      state: 'applied' as const,
      rowCount: 3,
      siteCount: 1,
      appliedAt: '2026-11-01T11:00:00Z',
      undoneAt: null,
    };
    const undone = {
      ...plan,
      position: 2,
      title: 'Slug of A: a → b',
      state: 'undone' as const,
      undoneAt: '2026-11-01T11:59:00Z',
    };
    const text = renderHistory([undone, plan], new Date('2026-11-01T12:00:00Z'), plain);
    expect(text.split('\n').slice(1)).toEqual([
      '2  Slug of A: a → b        1 site  1 h ago  undone 1 min ago',
      '1  Import: real → {}.test  1 site  1 h ago                    ← manysite rewrite --undo',
    ]);
    expect(renderHistory([], new Date(), plain)).toBe('Nothing was changed yet.');
  });
});
