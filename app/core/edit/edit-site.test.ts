import { describe, expect, it } from 'vitest';
import { type SiteEdit, siteEditSchema } from '../../contract';
import { diffRows } from '../plans/diff-rows';
import { alias, now, plus, settingsOf, site } from '../rewrite/testing/tables';
import type { SiteRows } from '../sites/rows';
import { editSite } from './edit-site';

const settings = settingsOf('{}.test');

const velo: SiteRows = {
  tables: {
    sites: [site(1, 'portal.test'), site(2, 'velo.test'), site(3, 'live.example')],
    aliases: [
      alias(1, 1, 'portal.test'),
      alias(2, 2, 'velo.test'),
      alias(3, 2, 'www.velo.example', null),
      alias(4, 3, 'live.example'),
    ],
    plus: [plus(1, 'portal'), plus(2, 'velo', { realDomain: 'velo.example' })],
  },
  identities: [],
};
const withoutPlus: SiteRows = {
  tables: { sites: [site(1, 'a.test'), site(2, 'b.test')], aliases: null, plus: null },
  identities: [{ siteId: 1, slug: 'a', realDomain: 'a.example' }],
};

const edit = (rows: SiteRows, siteId: number, fields: Partial<SiteEdit>, chosen = settings) => {
  const operation = editSite(siteEditSchema.parse({ siteId, ...fields }));
  const outcome = operation({ ...rows, settings: chosen, now, routerPort: 8000 });
  const changes = diffRows(rows, outcome.after, now);
  return { ...outcome, changes, site: outcome.after.tables.sites?.find(({ id }) => id === siteId) };
};
const aliasesOf = (rows: SiteRows, siteId: number) =>
  (rows.tables.aliases ?? [])
    .filter((row) => row.siteId === siteId)
    .map(({ domain, isCanonical, redirectToCanonical }) =>
      [domain, isCanonical === true ? 'canonical' : redirectToCanonical ? 'redirects' : 'serves'].join(' '),
    );
const problemsOf = ({ problems }: ReturnType<typeof edit>) =>
  problems.map(
    ({ severity, code, suggestion }) => `${severity} ${code}${suggestion === null ? '' : ` → ${suggestion}`}`,
  );

describe('the fields of a site', () => {
  it('gets its new domain and canonical alias with its new slug, in one plan', () => {
    const found = edit(velo, 2, { slug: 'bici' });
    expect(found.problems).toEqual([]);
    expect(found.title).toBe('N2: slug velo → bici');
    expect(found.changes.map(({ table }) => table)).toEqual([
      'django_site',
      'multisite_alias',
      'django_multisite_plus_site',
    ]);
    expect(found.site?.domain).toBe('bici.test');
    expect(aliasesOf(found.after, 2)).toEqual(['bici.test canonical', 'www.velo.example redirects']);
  });

  it('changes name, enabled and extra configuration, and nothing else', () => {
    const found = edit(velo, 2, {
      name: 'Velo',
      isEnabled: false,
      extraConfig: 'workers = 5\r\nharakiri = 3',
    });
    expect(found.problems).toEqual([
      expect.objectContaining({ code: 'extra-config', severity: 'warning', siteId: 2 }),
    ]);
    expect(found.title).toBe('N2: name N2 → Velo, disabled, extra configuration');
    expect(found.after.tables.plus?.[1]).toMatchObject({
      isEnabled: false,
      extraUwsgiIni: 'workers = 5\nharakiri = 3',
    });
    expect(found.site).toEqual({ id: 2, domain: 'velo.test', name: 'Velo' });
  });

  it('follows the real domain only where that decides', () => {
    expect(edit(velo, 2, { realDomain: 'new.example' }).site?.domain).toBe('velo.test');
    const real = settingsOf('{}.test', { rewriteDomains: false });
    expect(edit(velo, 2, { realDomain: 'new.example' }, real).site?.domain).toBe('new.example');
    expect(edit(velo, 2, { realDomain: '' }, real).site?.domain).toBe('velo.test');
    const refused = edit(velo, 2, { realDomain: '' }, settingsOf('{}.test', { useRealDomain: true }));
    expect(problemsOf(refused)).toEqual(['error real-domain-empty']);
    expect(refused.changes).toEqual([]);
  });

  it.each([
    [{ slug: 'my_shop' }, 'error slug-invalid → my-shop'],
    [{ slug: 'Velo2' }, 'error slug-upper-case → velo2'],
    [{ slug: '' }, 'error slug-blank'],
    [{ slug: 'PORTAL' }, 'error slug-upper-case → portal'],
    [{ slug: 'portal' }, 'error slug-duplicate → portal-2'],
    [{ name: 'ä'.repeat(51) }, `error name-too-long → ${'ä'.repeat(50)}`],
    [{ name: ' ' }, 'error name-blank'],
    [{ realDomain: 'https://www.velo.example/shop' }, 'error domain-unusual → www.velo.example'],
    [{ realDomain: 'x'.repeat(256) }, 'error domain-too-long'],
  ])('%j is refused with a suggestion before anything is written: %s', (fields, expected) => {
    const found = edit(velo, 2, { ...fields, isEnabled: false });
    expect(problemsOf(found)).toContain(expected);
    expect(found.changes).toEqual([]);
  });

  it('names who has the domain that the new slug would give', () => {
    const rows = {
      ...velo,
      tables: { ...velo.tables, sites: [site(1, 'portal.test'), site(2, 'velo.test'), site(3, 'bici.test')] },
    };
    const found = edit(rows, 2, { slug: 'bici' });
    expect(found.problems.map(({ message }) => message)).toEqual([
      'Site 2 (N2) should become "bici.test", which site 3 (N3) has and keeps.',
    ]);
    expect(found.changes).toEqual([]);
  });

  it('says what a database has no place for, and edits identities where there is no plus table', () => {
    const refused = edit(withoutPlus, 1, { isEnabled: false, extraConfig: 'x' });
    expect(refused.problems[0]).toMatchObject({
      code: 'place-missing',
      message:
        'This database has no table django_multisite_plus_site, so there is no place for whether it is enabled and extra configuration of site 1 (N1).',
    });
    expect(problemsOf(edit(withoutPlus, 2, { slug: 'x' }))).toEqual(['error plus-row-missing']);
    expect(problemsOf(edit(velo, 3, { slug: 'x', isEnabled: true }))).toEqual(['error plus-row-missing']);
    const found = edit(withoutPlus, 1, { slug: 'new', realDomain: 'new.example' });
    expect(found.problems).toEqual([]);
    expect(found.after.identities).toEqual([{ siteId: 1, slug: 'new', realDomain: 'new.example' }]);
    expect(found.site?.domain).toBe('new.test');
  });

  it('refuses a site that is not there, naming those that are', () => {
    expect(() => edit(velo, 9, { name: 'x' })).toThrowError(
      expect.objectContaining({ code: 'site-not-found', hint: 'It has: 1, 2, 3.' }),
    );
  });
});

describe('the aliases of a site', () => {
  it('are added in lower case and as punycode, redirecting or serving', () => {
    const found = edit(velo, 2, {
      aliases: [
        { edit: 'add', domain: ' M.Velo.Example ', redirects: false },
        { edit: 'add', domain: 'bücher.example', redirects: true },
        { edit: 'add', domain: '*.velo.test:8000', redirects: true },
        { edit: 'add', domain: 'www.velo.example', redirects: true },
      ],
    });
    expect(found.problems).toEqual([]);
    expect(aliasesOf(found.after, 2).slice(2)).toEqual([
      'm.velo.example serves',
      'xn--bcher-kva.example redirects',
      '*.velo.test:8000 redirects',
    ]);
    expect(found.title).toBe(
      'N2: alias m.velo.example added, alias xn--bcher-kva.example added, alias *.velo.test:8000 added',
    );
    expect(new Set(found.after.tables.aliases?.map(({ id }) => id)).size).toBe(7);
  });

  it.each([
    [{ edit: 'add', domain: 'portal.test', redirects: true }, 'alias-in-the-way'],
    [{ edit: 'add', domain: 'LIVE.example', redirects: true }, 'alias-in-the-way'],
    [{ edit: 'add', domain: 'www.velo.example', redirects: false }, 'alias-exists'],
    [{ edit: 'add', domain: 'a b.example', redirects: true }, 'domain-unusual'],
    [{ edit: 'add', domain: 'a.*.example', redirects: true }, 'domain-unusual'],
    [{ edit: 'add', domain: 'http://a.example/', redirects: true }, 'domain-unusual'],
    [{ edit: 'add', domain: '', redirects: true }, 'domain-unusual'],
    [{ edit: 'add', domain: `${'a.'.repeat(60)}example`, redirects: true }, 'domain-unusual'],
    [{ edit: 'change', domain: 'velo.test', to: 'x.test' }, 'alias-canonical'],
    [{ edit: 'change', domain: 'www.velo.example', to: 'live.example' }, 'alias-in-the-way'],
    [{ edit: 'remove', domain: 'velo.test' }, 'alias-canonical'],
    [{ edit: 'redirect', domain: 'velo.test', redirects: false }, 'alias-canonical'],
  ] as const)('%j is refused: %s', (one, code) => {
    const found = edit(velo, 2, { name: 'New', aliases: [one] });
    expect(problemsOf(found)).toEqual([`error ${code}`]);
    expect(found.changes).toEqual([]);
  });

  it('change their domain and flag, and go', () => {
    const found = edit(velo, 2, {
      aliases: [
        { edit: 'change', domain: 'WWW.velo.example', to: 'w3.velo.example' },
        { edit: 'redirect', domain: 'w3.velo.example', redirects: false },
      ],
    });
    expect(aliasesOf(found.after, 2)).toEqual(['velo.test canonical', 'w3.velo.example serves']);
    expect(found.title).toBe(
      'N2: alias www.velo.example → w3.velo.example, alias w3.velo.example serves the site',
    );
    const gone = edit(velo, 2, { aliases: [{ edit: 'remove', domain: 'www.velo.example' }] });
    expect(aliasesOf(gone.after, 2)).toEqual(['velo.test canonical']);
  });

  it('are named by their site where there is no such alias', () => {
    expect(() => edit(velo, 2, { aliases: [{ edit: 'remove', domain: 'nobody.example' }] })).toThrowError(
      expect.objectContaining({ code: 'alias-not-found', hint: 'It has: velo.test, www.velo.example.' }),
    );
  });

  it('have no place in a database without their table', () => {
    expect(
      problemsOf(edit(withoutPlus, 1, { aliases: [{ edit: 'add', domain: 'x.test', redirects: true }] })),
    ).toEqual(['error place-missing']);
  });

  it('become canonical with the domain of the site, and a rewrite that would undo it is announced', () => {
    const found = edit(velo, 2, { aliases: [{ edit: 'make-canonical', domain: 'www.velo.example' }] });
    expect(found.site?.domain).toBe('www.velo.example');
    expect(aliasesOf(found.after, 2)).toEqual(['velo.test redirects', 'www.velo.example canonical']);
    expect(problemsOf(found)).toContain('warning canonical-not-lasting');
    expect(found.title).toBe('N2: alias www.velo.example made canonical');
    const back = edit(found.after, 2, { aliases: [{ edit: 'make-canonical', domain: 'velo.test' }] });
    expect(back.problems).toEqual([]);
    expect(diffRows(velo, back.after, now)).toEqual([]);
  });

  it('take the real domain along where that decides, so that the next rewrite agrees', () => {
    const real = settingsOf('{}.test', { useRealDomain: true });
    const found = edit(velo, 2, { aliases: [{ edit: 'make-canonical', domain: 'www.velo.example' }] }, real);
    expect(found.after.tables.plus?.[1]?.realDomain).toBe('www.velo.example');
    expect(problemsOf(found)).not.toContain('warning canonical-not-lasting');
  });

  it('do not become canonical together with a new slug, as wildcard, or with the domain of another site', () => {
    const canonical = (domain: string) => ({ aliases: [{ edit: 'make-canonical' as const, domain }] });
    expect(() => edit(velo, 2, { slug: 'x', ...canonical('www.velo.example') })).toThrowError(
      expect.objectContaining({ code: 'site-edit-invalid' }),
    );
    const { tables } = velo;
    const rows = {
      ...velo,
      tables: { ...tables, aliases: [alias(1, 2, '*.velo.test', null), alias(2, 2, 'live.example', null)] },
    };
    expect(problemsOf(edit(rows, 2, canonical('*.velo.test')))).toEqual(['error domain-unusual']);
    expect(problemsOf(edit(rows, 2, canonical('live.example')))).toEqual(['error domain-taken']);
  });
});
