import { describe, expect, it } from 'vitest';
import { bikes } from '../testing/site';
import { addressOf, hostsOf, ownAddress, parseAddress, realAddress, urlOf } from './address';

const own = ownAddress(bikes);

describe('the addresses of a preview', () => {
  it('are those of the site: its domain, its aliases without wildcards, its real domain', () => {
    expect(hostsOf(bikes)).toEqual({
      local: ['bikes.127.0.0.1.nip.io:8000', 'kids.localhost:8000'],
      real: 'www.example-bikes.ch',
    });
    expect(urlOf(own)).toBe('http://bikes.127.0.0.1.nip.io:8000/');
    expect(realAddress(bikes, '/a?b=c')).toEqual({
      side: 'real',
      host: 'www.example-bikes.ch',
      path: '/a?b=c',
    });
    expect(realAddress({ ...bikes, realDomain: '' }, '/')).toBeNull();
  });

  it.each([
    ['/velos?page=2#top', '/velos?page=2#top'],
    ['?q=1', '/?q=1'],
    ['', '/'],
    ['bikes.127.0.0.1.nip.io:8000/a', '/a'],
    ['bikes.127.0.0.1.nip.io/a', '/a'],
    ['http://BIKES.127.0.0.1.nip.io:8000/a b', '/a%20b'],
  ])('take "%s" for a page of the local domain', (text, path) => {
    expect(parseAddress(text, bikes, own)).toEqual({ ...own, path });
  });

  it('take an alias, and the real domain with either scheme', () => {
    expect(parseAddress('kids.localhost:8000/x', bikes, own)).toEqual({
      side: 'local',
      host: 'kids.localhost:8000',
      path: '/x',
    });
    for (const text of ['www.example-bikes.ch/x', 'https://www.example-bikes.ch/x'])
      expect(parseAddress(text, bikes, own)).toEqual({
        side: 'real',
        host: 'www.example-bikes.ch',
        path: '/x',
      });
  });

  it.each([
    'evil.example',
    '//evil.example/',
    'http://bikes.127.0.0.1.nip.io:8001/',
    'https://bikes.127.0.0.1.nip.io:8000/',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'http://user@bikes.127.0.0.1.nip.io:8000/',
    'shop.127.0.0.1.nip.io:8000',
    'http://',
  ])('do not take "%s"', (text) => {
    expect(parseAddress(text, bikes, own)).toBeNull();
  });

  it('keep the side when only the path is typed', () => {
    const real = realAddress(bikes, '/');
    if (real === null) throw new Error('bikes has a real domain');
    expect(parseAddress('/x', bikes, real)).toEqual({ ...real, path: '/x' });
    expect(addressOf('about:blank', bikes)).toBeNull();
  });
});
