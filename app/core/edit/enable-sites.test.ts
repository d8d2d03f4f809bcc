import { describe, expect, it } from 'vitest';
import { diffRows } from '../plans/diff-rows';
import { alias, now, plus, settingsOf, site } from '../rewrite/testing/tables';
import type { SiteRows } from '../sites/rows';
import { type Enabling, enableSites } from './enable-sites';

const rows: SiteRows = {
  tables: {
    sites: [site(1, 'portal.test'), site(2, 'velo.test'), site(3, 'live.example')],
    aliases: [alias(1, 1, 'portal.test'), alias(2, 2, 'velo.test')],
    plus: [plus(1, 'portal'), plus(2, 'velo', { isEnabled: false })],
  },
  identities: [],
};

const planOf = (enabling: Enabling) => {
  const outcome = enableSites(enabling)({ ...rows, settings: settingsOf('{}.test'), now, routerPort: 8000 });
  const isEnabledOf = outcome.after.tables.plus?.map(({ siteId, isEnabled }) => [siteId, isEnabled]);
  return { ...outcome, isEnabledOf, changes: diffRows(rows, outcome.after, now) };
};

describe('enabling and disabling sites', () => {
  it('is one plan for all of them, in which each counts once', () => {
    const { title, isEnabledOf, problems } = planOf({ siteIds: [1, 2, 1], isEnabled: false });
    expect(title).toBe('Disable 2 sites');
    expect(isEnabledOf).toEqual([
      [1, false],
      [2, false],
    ]);
    expect(problems).toEqual([]);
  });

  it('of one site is called as an edit of it is', () => {
    expect(planOf({ siteIds: [2], isEnabled: true }).title).toBe('N2: enabled');
  });

  it('changes nothing where all are so already', () => {
    expect(planOf({ siteIds: [1], isEnabled: true }).changes).toEqual([]);
  });

  it('is refused as a whole by a site that has no place for it', () => {
    const { problems } = planOf({ siteIds: [1, 3], isEnabled: false });
    expect(problems).toMatchObject([{ code: 'plus-row-missing', severity: 'error', siteId: 3 }]);
  });

  it('names a site that is not there', () => {
    expect(() => planOf({ siteIds: [1, 99], isEnabled: true })).toThrow('no site with the id 99');
  });
});
