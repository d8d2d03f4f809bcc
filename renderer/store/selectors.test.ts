import { describe, expect, it } from 'vitest';
import type { Problem } from '../../app/contract';
import { makeState } from '../testing/make-state';
import { databaseProblemsOf, sitesOf } from './selectors';

describe('a database without sites', () => {
  const found: Problem = {
    code: 'real-domains-elsewhere',
    severity: 'warning',
    siteId: null,
    message: 'django_site has no sites, and the table wagtailcore_site holds other domains.',
    suggestion: null,
  };
  const state = makeState({ sites: [{ id: 'd1', sites: [], problems: [found] }] });

  it('has no sites, and tells what was found in other tables', () => {
    expect(sitesOf(state, 'd1')).toEqual([]);
    expect(databaseProblemsOf(state, 'd1')).toEqual([found]);
  });

  it('is told apart from one that is not known yet', () => {
    expect(sitesOf(state, 'd2')).toBeNull();
    expect(databaseProblemsOf(state, 'd2')).toEqual([]);
    expect(databaseProblemsOf(state, null)).toEqual([]);
  });
});
