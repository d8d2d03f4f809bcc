import { describe, expect, it } from 'vitest';
import type { InspectedSite, Problem } from '../../../app/contract';
import { problemInRow, siteRows, suggestedSlugs } from './site-rows';

const site = (id: number, slug: string, changes: Partial<InspectedSite> = {}): InspectedSite => ({
  id,
  slug,
  name: `Site ${id}`,
  domain: `www.${id}.example`,
  realDomain: '',
  isEnabled: true,
  isManaged: true,
  extraConfig: '',
  aliases: [],
  localDomain: `${slug}.site.test`,
  problems: [],
  ...changes,
});

const problem = (changes: Partial<Problem>): Problem => ({
  code: 'slug-blank',
  severity: 'error',
  siteId: 12,
  message: 'The slug of site 12 (Ski) is blank.',
  suggestion: 'ski',
  ...changes,
});

const blank = site(12, '', { name: 'Ski', localDomain: null, problems: [problem({})] });

describe('slugs that are chosen beforehand', () => {
  it('are those that the engine suggests for errors of slugs', () => {
    const extra = problem({ code: 'extra-config', severity: 'warning', suggestion: null });
    expect(suggestedSlugs([site(1, 'portal', { problems: [extra] }), blank])).toEqual({ '12': 'ski' });
  });

  it('leave the first of two sites with one slug as it is', () => {
    const twice = (id: number, slug: string, suggestion: string): InspectedSite =>
      site(id, slug, { problems: [problem({ code: 'slug-duplicate', siteId: id, suggestion })] });
    expect(suggestedSlugs([twice(12, 'Velos', 'velos-2'), twice(3, 'velos', 'velos-3')])).toEqual({
      '12': 'velos-2',
    });
    expect(suggestedSlugs([twice(4, 'velos', 'velos-2'), twice(3, 'velos', 'velos-3')])).toEqual({
      '4': 'velos-2',
    });
  });
});

describe('sites of a dump', () => {
  it('come with their problems first', () => {
    const warned = site(2, 'b', { problems: [problem({ severity: 'warning' })] });
    const rows = siteRows([site(1, 'a'), warned, blank], [site(1, 'a'), warned, blank], {});
    expect(rows.map((row) => row.site.id)).toEqual([12, 2, 1]);
    expect(rows[0]).toMatchObject({ localDomain: null, isSolved: false, hasSlugFix: true });
  });

  it('keep a problem in sight once a slug solves it', () => {
    const planned = site(12, 'ski', { name: 'Ski' });
    const [row] = siteRows([blank], [planned], { '12': 'ski' });
    expect(row).toMatchObject({ slug: 'ski', localDomain: 'ski.site.test', isSolved: true });
    expect(row?.problem?.code).toBe('slug-blank');
  });

  it('are fine where another site got another slug instead', () => {
    const twice = site(3, 'velos', {
      problems: [problem({ code: 'slug-duplicate', siteId: 3, suggestion: 'velos-3' })],
    });
    const [row] = siteRows([twice], [site(3, 'velos')], { '12': 'velos-2' });
    expect(row).toMatchObject({ problem: null, isSolved: false, hasSlugFix: false, slug: 'velos' });
  });

  it('show the new problem of a slug that solves nothing', () => {
    const taken = problem({ code: 'slug-duplicate', message: 'Site 12 (Ski) has the slug "a".' });
    const [row] = siteRows([blank], [{ ...blank, problems: [taken] }], { '12': 'a' });
    expect(row).toMatchObject({ isSolved: false, problem: { code: 'slug-duplicate' } });
  });
});

describe('a problem in the row of its site', () => {
  it('does not name the site again', () => {
    expect(problemInRow(problem({}), blank)).toBe('The slug is blank');
    const other = problem({ message: 'Site 12 (Ski) has the slug "velos", and so has site 3 (Vélos).' });
    expect(problemInRow(other, blank)).toBe('Has the slug "velos", and so has site 3 (Vélos)');
  });
});
