import { describe, expect, it } from 'vitest';
import { alias, plus, settings, site } from '../rewrite/testing/tables';
import { describeSites } from './describe-sites';
import type { SiteTables } from './rows';
import { databaseProblems, elsewhereProblems, noSurroundings, type Surroundings } from './surroundings';

const tables: SiteTables = {
  sites: [site(1, 'velo.test'), site(2, 'www.live.example'), site(3, 'new.example')],
  aliases: [alias(1, 1, 'velo.test'), alias(2, 1, 'alias.example', null)],
  plus: [
    plus(1, 'velo', { realDomain: 'www.Velo.example' }),
    plus(2, 'live', { realDomain: 'www.live.example' }),
  ],
};
const problemsIn = (changed: Partial<Surroundings>, of = tables) =>
  describeSites({
    tables: of,
    identities: [],
    settings,
    routerUrlPort: 8000,
    surroundings: { ...noSurroundings, ...changed },
  }).map(({ problems }) => problems.map(({ code, message }) => ({ code, message })));

describe('what is around the sites', () => {
  it('trap 16: a template folder named after a real domain is told of with the site whose domain is another here', () => {
    const templateFolders = [
      'shop/templates/www.velo.example',
      'templates/www.live.example',
      'templates/x.example',
    ];
    const [first, second] = problemsIn({ templateFolders });
    expect(first).toContainEqual({
      code: 'template-folder-unmatched',
      message:
        'The template folder shop/templates/www.velo.example is named after the real domain of site 1 (N1), whose domain is "velo.test" here, so its templates are not found; a link of that name beside it would do.',
    });
    expect(second?.map(({ code }) => code)).not.toContain('template-folder-unmatched');
  });

  it('trap 18: domains that another table holds and no site has are told of, whatever django_site says', () => {
    const domainsElsewhere = [
      {
        table: 'wagtailcore_site',
        domains: ['VELO.test', 'www.velo.example', 'alias.example', 'a.example', 'b.example'],
      },
      { table: 'customers_domain', domains: ['velo.test'] },
    ];
    expect(databaseProblems(tables, { ...noSurroundings, domainsElsewhere })).toEqual([
      {
        code: 'real-domains-elsewhere',
        severity: 'warning',
        siteId: null,
        message:
          'django_site has 3 sites, and the table wagtailcore_site holds other domains, which are not rewritten: a.example, b.example.',
        suggestion: null,
      },
    ]);
    const codes = problemsIn({ domainsElsewhere }).flatMap((problems) => problems.map(({ code }) => code));
    expect(codes).not.toContain('real-domains-elsewhere');
    const many = [{ table: 't', domains: Array.from({ length: 12 }, (_, index) => `d${index}.example`) }];
    expect(elsewhereProblems({ ...tables, sites: [site(1, 'example.com')] }, many)[0]?.message).toMatch(
      /^django_site has 1 site, and the table t .* d9\.example and 2 more\.$/,
    );
    expect(elsewhereProblems({ ...tables, sites: [] }, many)[0]?.message).toContain(
      'django_site has no sites',
    );
  });

  it('trap 18: they are told of where there is no site at all, and no table for one', () => {
    const domainsElsewhere = [{ table: 'wagtailcore_site', domains: ['a.example'] }];
    const codesOf = (sites: SiteTables['sites']) =>
      databaseProblems({ sites, aliases: null, plus: null }, { ...noSurroundings, domainsElsewhere }).map(
        ({ code }) => code,
      );
    expect(codesOf([])).toEqual(['real-domains-elsewhere']);
    expect(codesOf(null)).toEqual(['sites-table-missing', 'real-domains-elsewhere']);
  });

  it('trap 18: names that repeat are told of with each of their sites', () => {
    const named = {
      ...tables,
      sites: [1, 2, 3, 4, 5].map((id) => ({ ...site(id, `s${id}.example`), name: 'Shop' })),
    };
    const repeated = problemsIn({}, named).map((problems) =>
      problems.find(({ code }) => code === 'name-repeated'),
    );
    expect(repeated.map((problem) => problem?.message)).toEqual([
      'The name of site 1 (Shop) is that of site 2, 3, 4 and 1 more, too.',
      'The name of site 2 (Shop) is that of site 1, 3, 4 and 1 more, too.',
      'The name of site 3 (Shop) is that of site 1, 2, 4 and 1 more, too.',
      'The name of site 4 (Shop) is that of site 1, 2, 3 and 1 more, too.',
      'The name of site 5 (Shop) is that of site 1, 2, 3 and 1 more, too.',
    ]);
  });
});
