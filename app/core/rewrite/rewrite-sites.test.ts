import { describe, expect, it } from 'vitest';
import { alias, longAgo, now, plan, plus, settingsOf, site } from './testing/tables';

const codes = (found: ReturnType<typeof plan>) =>
  found.problems.map(({ siteId, severity, code }) => `${siteId} ${severity} ${code}`);

describe('a rewrite plan', () => {
  it('names each cell that changes with its old and new value, by site', () => {
    const found = plan({
      sites: [site(2, 'b.example'), site(1, 'a.example')],
      aliases: [alias(7, 2, 'b.example')],
      plus: [plus(1, 'a'), plus(2, 'b')],
    });
    const domain = { row: 'update', column: 'domain' };
    const stamp = {
      table: 'django_multisite_plus_site',
      row: 'update',
      column: 'last_updated_at',
      from: longAgo,
      to: now,
    };
    const created = { table: 'multisite_alias', row: 'insert', id: null, siteId: 1, from: null };
    expect(found.problems).toEqual([]);
    expect(found.changes).toEqual([
      { ...domain, table: 'django_site', id: 1, siteId: 1, from: 'a.example', to: 'a.test' },
      { ...created, column: 'domain', to: 'a.test' },
      { ...created, column: 'is_canonical', to: 'true' },
      { ...created, column: 'redirect_to_canonical', to: 'true' },
      { ...stamp, id: 1, siteId: 1 },
      { ...domain, table: 'django_site', id: 2, siteId: 2, from: 'b.example', to: 'b.test' },
      { ...domain, table: 'multisite_alias', id: 7, siteId: 2, from: 'b.example', to: 'b.test' },
      { ...stamp, id: 2, siteId: 2 },
    ]);
  });

  it('leaves out rows that do not change, and bumps nothing where only an alias follows (trap 5)', () => {
    const found = plan({
      sites: [site(1, 'a.test'), site(2, 'b.test')],
      aliases: [alias(1, 1, 'a.test'), alias(2, 2, 'old.test')],
      plus: [plus(1, 'a'), plus(2, 'b')],
    });
    expect(found.changes).toEqual([
      {
        table: 'multisite_alias',
        row: 'update',
        id: 2,
        siteId: 2,
        column: 'domain',
        from: 'old.test',
        to: 'b.test',
      },
    ]);
  });

  it('takes slugs and real domains from the identities in a database without the plus table', () => {
    const tables = { sites: [site(1, 'a.example'), site(2, 'b.example')], aliases: null, plus: null };
    const found = plan(tables, { identities: [{ siteId: 1, slug: 'one', realDomain: 'a.example' }] });
    expect(found.changes).toEqual([
      {
        table: 'django_site',
        row: 'update',
        id: 1,
        siteId: 1,
        column: 'domain',
        from: 'a.example',
        to: 'one.test',
      },
    ]);
    expect(codes(found)).toEqual(['2 warning plus-row-missing']);
  });

  it('is empty, with the reason, where there is no django_site', () => {
    const found = plan({ sites: null, aliases: null, plus: null });
    expect(found.changes).toEqual([]);
    expect(codes(found)).toEqual(['null warning sites-table-missing']);
  });

  it('lets two sites exchange their domains and aliases (trap 7)', () => {
    const tables = {
      sites: [site(1, 'b.test'), site(2, 'a.test')],
      aliases: [alias(1, 1, 'b.test'), alias(2, 2, 'a.test')],
      plus: [plus(1, 'a'), plus(2, 'b')],
    };
    const found = plan(tables);
    expect(found.problems).toEqual([]);
    expect(found.after.sites).toEqual([site(1, 'a.test'), site(2, 'b.test')]);
  });

  it('leaves out a site whose domain is held by one that is left out, along the whole chain', () => {
    const found = plan({
      sites: [site(1, 'b.test'), site(2, 'c.test'), site(3, 'd.test'), site(4, 'x.example')],
      aliases: null,
      plus: [plus(1, 'bad_slug'), plus(2, 'b'), plus(3, 'c'), plus(4, 'free')],
    });
    expect(found.changes.map(({ siteId, to }) => `${siteId} ${to}`)).toEqual(['4 free.test', `4 ${now}`]);
    expect(codes(found)).toEqual(['1 error slug-invalid', '2 error domain-taken', '3 error domain-taken']);
    expect(found.problems[1]?.message).toBe(
      'Site 2 (N2) should become "b.test", which site 1 (N1) has and keeps.',
    );
  });

  it('names a site without a plus row that has the domain already (traps 7 and 14)', () => {
    const tables = { sites: [site(1, 'x.example'), site(2, 'A.test')], aliases: null, plus: [plus(1, 'a')] };
    expect(codes(plan(tables))).toEqual(['1 error domain-taken', '2 warning plus-row-missing']);
  });

  it('names an alias of the same site that has the new domain (trap 7)', () => {
    const tables = {
      sites: [site(1, 'x.example')],
      aliases: [alias(1, 1, 'x.example'), alias(2, 1, 'A.TEST', null)],
      plus: [plus(1, 'a')],
    };
    const found = plan(tables);
    expect(found.changes).toEqual([]);
    expect(codes(found)).toContain('1 error alias-in-the-way');
    expect(found.problems[0]?.message).toContain('its own alias has ("A.TEST", alias 2)');
  });

  it('leaves the site that has the domain alone, and names the one that wants it too', () => {
    const tables = {
      sites: [site(1, 'shop.test'), site(2, 'x.example')],
      aliases: null,
      plus: [plus(1, 'shop'), plus(2, 'SHOP')],
    };
    expect(codes(plan(tables))).toContain('2 error domain-taken');
    expect(codes(plan(tables)).filter((code) => code.startsWith('1 '))).toEqual([]);
  });

  it('suggests different free slugs to sites whose slugs are equal but for case', () => {
    const tables = {
      sites: [site(1, 'a.example'), site(2, 'b.example')],
      aliases: null,
      plus: [plus(1, 'shop'), plus(2, 'Shop')],
    };
    const suggestions = plan(tables)
      .problems.filter(({ code }) => code === 'slug-duplicate')
      .map(({ suggestion }) => suggestion);
    expect(suggestions).toEqual(['shop-3', 'shop-2']);
  });

  it('names domains that come out equal though the slugs differ', () => {
    const tables = {
      sites: [site(1, 'a.example'), site(2, 'b.example')],
      aliases: null,
      plus: [plus(1, 'shop1'), plus(2, 'shop2')],
    };
    expect(codes(plan(tables, { settings: settingsOf('{:.4}.test') }))).toEqual([
      '1 error domain-duplicate',
      '2 error domain-duplicate',
    ]);
  });

  it('suggests a slug that fits into the format, for one that is too long (trap 2)', () => {
    const format = `{}.${'long.'.repeat(10)}test`;
    const tables = { sites: [site(1, 'a.example')], aliases: null, plus: [plus(1, 'a'.repeat(60))] };
    const [problem] = plan(tables, { settings: settingsOf(format) }).problems;
    expect(problem).toMatchObject({ code: 'domain-too-long', severity: 'error', suggestion: 'a'.repeat(45) });
    const fixed = { ...tables, plus: [plus(1, problem?.suggestion ?? '')] };
    expect(plan(fixed, { settings: settingsOf(format) }).problems).toEqual([]);
  });

  it('suggests a slug from the name or the domain where it is blank, and another where it is invalid (trap 3)', () => {
    const tables = {
      sites: [
        { id: 1, domain: 'www.a.example', name: 'www.a.example' },
        site(2, 'b.example'),
        site(3, 'c.example'),
      ],
      aliases: null,
      plus: [plus(1, ''), plus(2, 'my_shop'), plus(3, 'my shop')],
    };
    expect(plan(tables).problems.map(({ code, suggestion }) => [code, suggestion])).toEqual([
      ['slug-blank', 'a'],
      ['slug-invalid', 'my-shop'],
      ['slug-invalid', 'my-shop-2'],
    ]);
  });

  it('writes an upper-case slug as Python does, and warns (trap 10)', () => {
    const tables = {
      sites: [site(1, 'a.example')],
      aliases: [alias(1, 1, 'a.example')],
      plus: [plus(1, 'Shop')],
    };
    const found = plan(tables);
    expect(found.changes[0]?.to).toBe('Shop.test');
    expect(found.problems).toEqual([
      expect.objectContaining({ code: 'slug-upper-case', severity: 'warning', suggestion: 'shop' }),
    ]);
  });

  it('writes a domain outside ASCII as punycode and shows both forms (trap 1)', () => {
    const tables = { sites: [site(1, 'a.example')], aliases: null, plus: [plus(1, 'zürich')] };
    const found = plan(tables);
    expect(found.changes[0]?.to).toBe('xn--zrich-kva.test');
    expect(found.problems[0]?.message).toBe(
      'zürich.test is written as xn--zrich-kva.test, which is what browsers send.',
    );
    const live = { ...tables, plus: [plus(1, 'a', { realDomain: 'bücher.example' })] };
    const back = plan(live, { settings: settingsOf('{}.test', { useRealDomain: true }) });
    expect(back.changes[0]?.to).toBe('xn--bcher-kva.example');
    expect(back.problems[0]?.message).toContain('bücher.example is written as xn--bcher-kva.example');
  });

  it('keeps a disabled site without real domain as it is when real domains are asked for (trap 8)', () => {
    const tables = {
      sites: [site(1, 'a.test'), site(2, 'b.test')],
      aliases: null,
      plus: [plus(1, 'a', { isEnabled: false }), plus(2, 'b', { realDomain: 'www.b.example' })],
    };
    const found = plan(tables, { settings: settingsOf('{}.test', { useRealDomain: true }) });
    expect(found.changes.map(({ to }) => to)).toEqual(['www.b.example', now]);
    expect(codes(found)).toEqual(['1 warning real-domain-empty']);
  });

  it('refuses a real domain that Django could not serve, and only warns of a slug that it does not need', () => {
    const tables = {
      sites: [site(1, 'a.test'), site(2, 'b.test')],
      aliases: null,
      plus: [plus(1, 'a', { realDomain: 'http://a.example/' }), plus(2, '', { realDomain: 'b.example' })],
    };
    const found = plan(tables, { settings: settingsOf('{}.test', { rewriteDomains: false }) });
    expect(found.changes.map(({ siteId }) => siteId)).toEqual([2, 2]);
    expect(codes(found).filter((code) => !code.startsWith('1 warning'))).toEqual([
      '1 error domain-unusual',
      '2 warning slug-blank',
    ]);
  });

  it('names the slug that is shorter than an index of the format', () => {
    const tables = { sites: [site(1, 'a.example')], aliases: null, plus: [plus(1, 'ab')] };
    expect(codes(plan(tables, { settings: settingsOf('{0[2]}{0[1]}.test') }))).toEqual([
      '1 error slug-invalid',
    ]);
  });

  it('warns of aliases of upper case and of is_canonical false (trap 10), and not of redirects that the router answers', () => {
    const tables = {
      sites: [site(1, 'a.example')],
      aliases: [
        alias(1, 1, 'a.example'),
        alias(2, 1, 'www.a.example', null),
        { ...alias(3, 1, 'M.a.example', null), redirectToCanonical: false },
        alias(4, 1, 'f.a.example', false),
        alias(5, 1, 'old.localhost', null),
      ],
      plus: [plus(1, 'a')],
    };
    expect(codes(plan(tables, { routerPort: 8000 }))).toEqual([
      '1 warning alias-mixed-case',
      '1 warning alias-canonical-false',
    ]);
    const otherPort = plan(tables, { routerPort: 8000, settings: settingsOf('{}.test:9000') });
    expect(codes(otherPort)).toContain('1 warning domain-unusual');
  });

  it.each([
    [
      '{}.test:9000',
      8000,
      [
        'The alias "a.test" of site 1 is redirected by Django to http://a.test:9000/ for good (301), away from the router\'s port 8000.',
      ],
    ],
    ['{}.test:8000', 8000, []],
    ['{}.test', 8000, []],
  ])(
    'with the format "%s" and the router on port %s warns of an alias that only lacks the port (trap 9): %j',
    (format, routerPort, messages) => {
      const tables = {
        sites: [{ ...site(1, 'a.example'), name: '' }],
        aliases: [alias(1, 1, 'a.example'), alias(2, 1, 'a.test', null)],
        plus: [plus(1, 'a')],
      };
      const { problems } = plan(tables, { routerPort, settings: settingsOf(format) });
      const found = problems.filter(({ code }) => code === 'alias-redirects-away');
      expect(found.map(({ message }) => message)).toEqual(messages);
    },
  );
});
