import { describe, expect, it } from 'vitest';
import { applyDomainFormat, parseDomainFormat } from './domain-format';

const apply = (format: string, slug: string): string => applyDomainFormat(parseDomainFormat(format), slug);

describe('a domain format', () => {
  it.each([
    ['{}.127.0.0.1.nip.io', 'alpha', 'alpha.127.0.0.1.nip.io'],
    ['{0}.{0}.test', 'alpha', 'alpha.alpha.test'],
    ['{{x}}-{}', 'alpha', '{x}-alpha'],
    ['{:.3}.test', 'alpha', 'alp.test'],
    ['{:>7}', 'alpha', '  alpha'],
    ['{:x^8}', 'alpha', 'xalphaxx'],
    ['{:07}', 'alpha', 'alpha00'],
    ['{!s:.2}', 'alpha', 'al'],
    ['{!r}', 'alpha', "'alpha'"],
    ['{!r}', "it's", '"it\'s"'],
    ['{!a}', 'ü', "'\\xfc'"],
    ['{0[0]}{0[4]}.test', 'alpha', 'aa.test'],
    ['{}.test:8000', '', '.test:8000'],
  ])('%s makes of "%s" what Python makes of it', (format, slug, domain) => {
    expect(apply(format, slug)).toBe(domain);
  });

  it('counts code points, not UTF-16 units', () => {
    expect(apply('{:.1}.test', '😀b')).toBe('xn--e28h.test');
    expect(apply('{0[1]}.test', '😀b')).toBe('b.test');
  });

  it.each([
    ['{}.{}', '"{}" twice'],
    ['{slug}.test', 'names {slug}'],
    ['{1}.test', 'value number 2'],
    ['{0.attr}.test', 'attribute'],
    ['{0[a]}.test', 'no index'],
    ['{0}{}', 'mixes'],
    ['{.test', 'closed'],
    ['{0[}.test', 'closed'],
    ['{}}', 'single "}"'],
    ['{0!x}', 'conversion "!x"'],
    ['{:=5}', '"=" aligns numbers'],
    ['{:d}', '"d"'],
    ['{:.}', 'digits'],
    ['{:{0}}', 'inside a placeholder'],
    ['{:>99999}', 'over 255'],
    ['{} .test', 'blank'],
    ['{}\t.test', 'blank'],
    ['local.example', 'no placeholder'],
    ['', 'no placeholder'],
  ])('trap 1: "%s" is refused with the reason', (format, reason) => {
    expect(() => parseDomainFormat(format)).toThrowError(
      expect.objectContaining({ code: 'domain-format-invalid', message: expect.stringMatching(reason) }),
    );
  });

  it('writes labels outside ASCII as punycode and leaves the others as they are', () => {
    expect(apply('{}.bücher.example:8000', 'Shop')).toBe('Shop.xn--bcher-kva.example:8000');
    expect(apply('{}.example', 'zürich')).toBe('xn--zrich-kva.example');
  });

  it('leaves a label that IDNA reads as dots or numbers as it is, so that the domain is refused later', () => {
    expect(apply('{}.example', 'a。b')).toBe('a。b.example');
  });

  it('names the slug that is too short for an index', () => {
    expect(() => apply('{0[5]}.test', 'abc')).toThrowError(/"abc" is shorter/);
  });
});
