import { describe, expect, it } from 'vitest';
import type { SiteChange, SitePlan } from '../../../app/contract';
import { makeProject } from '../../testing/make-state';
import { conflictsOf, planLines, rowText, sizeOfPlan } from './plan-lines';
import { configuredRewrite, operationOf, orderFor, withSite } from './plan-order';
import { barText, presetOf, presets } from './plan-text';
import { valueChange } from './value-change';
import { whenApplied } from './when-applied';

const change = (siteId: number, parts: Partial<SiteChange> = {}): SiteChange => ({
  table: 'django_site',
  row: 'update',
  id: siteId,
  siteId,
  column: 'domain',
  from: 'velos.127.0.0.1.nip.io',
  to: 'velos.localhost',
  ...parts,
});
const sites = [
  { id: 1, name: 'Group', domain: 'portal.127.0.0.1.nip.io' },
  { id: 2, name: 'Vélos', domain: 'www.example-velos.ch' },
];
const plan: SitePlan = {
  title: 'Rewrite',
  fingerprint: 'f',
  changes: [change(1), change(1, { table: 'multisite_alias', id: 11 }), change(3)],
  problems: [
    { code: 'name-repeated', severity: 'warning', siteId: 1, message: 'w', suggestion: null },
    { code: 'slug-duplicate', severity: 'error', siteId: 2, message: 'e', suggestion: 'velos-ch' },
  ],
};

describe('the diff', () => {
  it('has conflicts first, then changes by site, then what was left out', () => {
    expect(
      planLines(plan, sites, [4]).map(({ kind, siteName, isFirst }) => [kind, siteName, isFirst]),
    ).toEqual([
      ['conflict', 'Vélos', true],
      ['change', 'Group', true],
      ['change', 'Group', false],
      ['change', 'Site 3', true],
      ['left-out', 'Site 4', true],
    ]);
  });

  it('moves a site that was just left out before the plan is computed again', () => {
    expect(planLines(plan, sites, [1, 2]).map(({ kind, siteId }) => [kind, siteId])).toEqual([
      ['change', 3],
      ['left-out', 1],
      ['left-out', 2],
    ]);
  });

  it('has lines with ids of their own, new rows too', () => {
    const fresh = change(-1, { id: null, row: 'insert', from: null });
    const lines = planLines(
      { ...plan, changes: [...plan.changes, fresh, { ...fresh, column: 'name' }] },
      sites,
      [1],
    );
    expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length);
  });

  it('numbers what is in the way', () => {
    expect(conflictsOf(plan, sites)).toMatchObject([{ number: 1, siteName: 'Vélos' }]);
  });

  it('names the row, and the column where it is not the domain', () => {
    expect(rowText(change(3))).toBe('django_site 3');
    expect(rowText(change(3, { column: 'slug', table: 'django_multisite_plus_site' }))).toBe(
      'plus_site 3 · slug',
    );
    expect(rowText(change(-1, { id: null }))).toBe('django_site new');
  });

  it('counts rows, not cells', () => {
    expect(sizeOfPlan({ ...plan, changes: [...plan.changes, change(1, { column: 'name' })] })).toEqual({
      rows: 3,
      sites: 2,
    });
    expect(barText(plan)).toBe('3 rows, 1 conflict, nothing written yet');
  });
});

describe('a value that changes', () => {
  it.each([
    ['velos.127.0.0.1.nip.io', 'velos.localhost', 'velos', '.127.0.0.1.nip.io', '.localhost'],
    ['www.example-velos.ch', 'velos.localhost', '', 'www.example-velos.ch', 'velos.localhost'],
    ['velos', 'velos-ch', '', 'velos', 'velos-ch'],
    ['a.b', 'a.b.c', 'a', '.b', '.b.c'],
  ])('%s → %s', (from, to, same, before, after) => {
    expect(valueChange(from, to)).toEqual({ same, from: before, to: after });
  });
});

describe('an order', () => {
  it('is the rewrite as configured where nothing was asked for this database', () => {
    expect(orderFor({ databaseId: 'a', order: { kind: 'repair' } }, 'b')).toBe(configuredRewrite);
    expect(orderFor({ databaseId: 'a', order: { kind: 'repair' } }, 'a')).toEqual({ kind: 'repair' });
  });

  it('leaves sites out and takes them in again', () => {
    const without = withSite(withSite(configuredRewrite, 2, false), 2, false);
    expect(without.leaveOut).toEqual([2]);
    expect(withSite(without, 2, true).leaveOut).toEqual([]);
  });

  it('goes to the real domains or to a format, never to both', () => {
    expect(operationOf({ ...configuredRewrite, format: '{}.localhost', asRealDomains: true })).toMatchObject({
      domainFormat: null,
      asRealDomains: true,
    });
  });

  it('is one of the presets or none', () => {
    expect(presets('{}.dev.test').map(({ label }) => label)).toEqual([
      'as configured',
      'nip.io',
      'localhost',
      'real domains',
    ]);
    expect(presets('{}.localhost')).toHaveLength(3);
    expect(presetOf(configuredRewrite, '{}.localhost')).toBe('{}.localhost');
    expect(presetOf({ ...configuredRewrite, asRealDomains: true }, '{}.localhost')).toBe('real');
  });
});

describe('what applying means', () => {
  const figures = {
    memoryBytes: 1,
    startMs: 400,
    p50Ms: 1,
    p95Ms: 1,
    serverCount: 1,
    database: 'live',
    measuredAt: '',
  };

  it('is told of servers only where they run and domains move', () => {
    const project = makeProject({
      isRunning: true,
      figures: { 'single-process': figures, 'multi-process': null },
    });
    expect(whenApplied(plan, project, 10)[0]).toEqual(['10 servers restart', 'about 0.4 s, new before old']);
    expect(whenApplied(plan, makeProject(), 0)[0]).toEqual(['Old domains', 'no longer answered']);
    expect(whenApplied({ ...plan, changes: [change(1, { column: 'name' })] }, project, 10)).toEqual([
      ['Live site', 'not touched'],
      ['One transaction', 'one row'],
    ]);
  });
});
