import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { databaseNameFor } from './database-name';
import { domainOddity, hostFaults, isLocalName, splitPort, toAsciiDomain } from './host-name';
import { slugGiver, slugProblem, suggestSlug } from './slugs';

const none: ReadonlySet<string> = new Set();

describe('a slug', () => {
  it.each(['alpha', 'a', 'velos-ch', '42', 'zürich', 'a'.repeat(63)])('"%s" is fine', (slug) => {
    expect(slugProblem(slug)).toBeNull();
  });

  it.each([
    ['', 'slug-blank', 'error'],
    ['my_shop', 'slug-invalid', 'error'],
    ['my shop', 'slug-invalid', 'error'],
    ['-alpha', 'slug-invalid', 'error'],
    ['alpha-', 'slug-invalid', 'error'],
    ['a..b', 'slug-invalid', 'error'],
    ['a:8000', 'slug-invalid', 'error'],
    ['a/b', 'slug-invalid', 'error'],
    ['ü_x', 'slug-invalid', 'error'],
    ['a'.repeat(64), 'label-too-long', 'error'],
    ['Alpha', 'slug-upper-case', 'warning'],
    ['shop.alpha', 'slug-invalid', 'warning'],
  ])('"%s" has the problem %s, %s (traps 2, 3 and 10)', (slug, code, severity) => {
    expect(slugProblem(slug)).toMatchObject({ code, severity });
  });

  it('names the character that no host may hold', () => {
    expect(slugProblem('my_shop')?.reason).toContain('"_"');
    expect(slugProblem('ü_x')?.reason).toContain('"_"');
  });

  it.each([
    ['Example Portal', 'example-portal'],
    ['my_shop', 'my-shop'],
    ['Zürich & Straße', 'zurich-strasse'],
    ['  --  ', 'site'],
    ['北京', 'site'],
    ['', 'site'],
  ])('from "%s" is suggested as %s', (text, slug) => {
    expect(suggestSlug(text, none)).toBe(slug);
  });

  it('gets a number where it is taken', () => {
    expect(suggestSlug('Shop', new Set(['shop', 'shop-2']))).toBe('shop-3');
    expect(suggestSlug('a'.repeat(70), new Set(['a'.repeat(63)]))).toBe(`${'a'.repeat(61)}-2`);
  });

  it('that is suggested is always valid and free', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.string()), (text, words) => {
        const taken = new Set([...words, text].map((word) => suggestSlug(word, none)));
        const slug = suggestSlug(text, taken);
        expect(slugProblem(slug)).toBeNull();
        expect(taken.has(slug)).toBe(false);
      }),
    );
  });

  it('is given but once, never to one site what another has, and within the limit', () => {
    const texts = fc.array(fc.constantFrom('shop', 'Shop', 'shop-2', 'a shop', ''), { minLength: 1 });
    fc.assert(
      fc.property(
        texts,
        fc.array(fc.constantFrom('shop', 'SHOP-3', 'a-shop')),
        fc.integer({ min: 6, max: 63 }),
        (all, used, limit) => {
          const give = slugGiver(used);
          const given = all.map((text) => give(text, '', limit));
          expect(new Set([...given, ...used.map((slug) => slug.toLowerCase())]).size).toBe(
            given.length + new Set(used.map((slug) => slug.toLowerCase())).size,
          );
          for (const slug of given) {
            expect(slugProblem(slug)).toBeNull();
            expect(slug.length).toBeLessThanOrEqual(limit);
          }
        },
      ),
    );
    expect(slugGiver(['Shop'])('Shop', 'Shop')).toBe('shop');
    expect(slugGiver(['Shop', 'shop'])('Shop', 'Shop')).toBe('shop-2');
  });
});

describe('the name of a database', () => {
  it.each([
    ['shop', 'live 2026-11-01', 'shop_live_2026_11_01'],
    ['Zürich', 'Küche', 'zurich_kuche'],
    ['42', '', 'db_42'],
    ['postgres', '', 'db_postgres'],
    ['import', '7', 'db_import_7'],
    ['pg', 'x', 'db_pg_x'],
    ['', '—', 'database'],
  ])('of project "%s" and dump "%s" is %s', (project, label, name) => {
    expect(databaseNameFor({ project, label, taken: none })).toBe(name);
  });

  it('is free, fits into 63 bytes, and needs no quotes', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.string({ unit: 'grapheme', maxLength: 200 }),
        (project, label) => {
          const first = databaseNameFor({ project, label, taken: none });
          const second = databaseNameFor({ project, label, taken: new Set([first]) });
          expect(second).not.toBe(first);
          for (const name of [first, second]) {
            expect(name).toMatch(/^[a-z][a-z0-9_]{0,62}$/);
            expect(name).not.toMatch(/^(pg_|import_|template|postgres$|manysite$)/);
          }
        },
      ),
    );
  });
});

describe('a host name', () => {
  it('is split at its port, brackets aside', () => {
    expect(splitPort('a.b:80')).toEqual({ name: 'a.b', port: '80' });
    expect(splitPort('[::1]:80')).toEqual({ name: '[::1]', port: '80' });
    expect(splitPort('[::1]')).toEqual({ name: '[::1]', port: null });
    expect(splitPort('a.b')).toEqual({ name: 'a.b', port: null });
  });

  it.each([
    'alpha.127.0.0.1.nip.io',
    'Alpha.test:8000',
    '127.0.0.1',
    '[::1]:8000',
    'localhost',
    `${'a'.repeat(63)}.test`,
  ])('%s may be written', (domain) => {
    expect(hostFaults(domain)).toEqual([]);
  });

  it.each([
    ['.nip.io', ['domain-unusual'], 'empty label'],
    ['a b.test', ['domain-unusual'], 'holds a blank'],
    ['a_b.test', ['domain-unusual'], '"_"'],
    ['*.test', ['domain-unusual'], '"*"'],
    ['ü.test', ['domain-unusual'], '"ü"'],
    ['http://a.test', ['domain-unusual'], 'port from 1 to 65535'],
    ['a.test:0', ['domain-unusual'], 'port from 1 to 65535'],
    ['a.test:65536', ['domain-unusual'], 'port from 1 to 65535'],
    ['-a.test', ['domain-unusual'], '"-a"'],
    ['\u212a.test', ['domain-unusual'], 'Django refuses'],
    [`${'a'.repeat(64)}.test`, ['label-too-long'], '64 characters'],
    [`${'a.'.repeat(50)}a`, ['domain-too-long'], '101 characters; at most 100'],
  ])('%s may not, and the reason is told (traps 2 and 3)', (domain, codes, reason) => {
    const faults = hostFaults(domain);
    expect(faults.map(({ code }) => code)).toEqual(codes);
    expect(faults[0]?.reason).toContain(reason);
  });

  it.each([
    ['bücher.example:8000', 'xn--bcher-kva.example:8000'],
    ['Alpha.example', 'Alpha.example'],
    ['a_b.ü', 'a_b.xn--tda'],
    ['１２３.example', '１２３.example'],
    ['ü b.example', 'ü b.example'],
    ['ü/b.example', 'ü/b.example'],
  ])('%s is %s to a browser, or stays where IDNA has no answer', (domain, ascii) => {
    expect(toAsciiDomain(domain)).toBe(ascii);
  });

  it.each([
    ['alpha.127.0.0.1.nip.io', true],
    ['alpha-127-0-0-1.sslip.io', true],
    ['localhost:8000', true],
    ['shop.localhost', true],
    ['127.0.0.53', true],
    ['shop.test:80', true],
    ['www.example.com', false],
    ['10.0.0.1.nip.io', false],
    ['localhost.example.com', false],
    ['192.168.1.1', false],
  ])('%s stands for this machine: %s', (domain, isLocal) => {
    expect(isLocalName(domain)).toBe(isLocal);
  });

  it.each([
    ['www.example.com', null],
    ['www.example.com:8080', 'carries the port 8080'],
    ['192.168.1.1:80', 'is an IP address'],
    ['localhost:8000', 'is localhost'],
    ['https://www.example.com', 'has a scheme'],
    ['www.example.com/shop', 'has a path'],
    ['www.example.com.', 'ends with a dot'],
    ['*.example.com', 'holds a wildcard, which only an alias may'],
    ['my_shop.example.com', 'holds "_", which Django refuses in a host'],
    ['bücher.example', 'is not ASCII; browsers send it as xn--bcher-kva.example, so Django never finds it'],
  ])('trap 18: %s, as real dumps have it, is described as: %s', (domain, oddity) => {
    expect(domainOddity(domain)).toBe(oddity);
  });
});
