import { describe, expect, it } from 'vitest';
import { hostKey, parseHost, patternKey } from './parse-host';

describe('a host', () => {
  it.each([
    ['Velos.CH', { name: 'velos.ch', port: null, kind: 'name' }],
    ['velos.ch.', { name: 'velos.ch', port: null, kind: 'name' }],
    ['velos.ch.:8000', { name: 'velos.ch', port: 8000, kind: 'name' }],
    ['localhost', { name: 'localhost', port: null, kind: 'name' }],
    ['under_score.test', { name: 'under_score.test', port: null, kind: 'name' }],
    ['127.0.0.1:80', { name: '127.0.0.1', port: 80, kind: 'ipv4' }],
    ['1.2.3.4.nip.io', { name: '1.2.3.4.nip.io', port: null, kind: 'name' }],
    ['[::1]:8000', { name: '[::1]', port: 8000, kind: 'ipv6' }],
    ['[FE80::1]', { name: '[fe80::1]', port: null, kind: 'ipv6' }],
  ])('is read from %s', (text, expected) => {
    expect(parseHost(text)).toEqual(expected);
  });

  it.each([
    '',
    '.',
    'a..b',
    '.a',
    '*',
    '*.a.b',
    '[ab]',
    'a b',
    'a/b',
    'user@a',
    'a:',
    'a:0',
    'a:65536',
    'a:80:90',
    '::1',
    'ä.test',
    'a\r\nb',
    `${'a'.repeat(254)}`,
  ])('is not read from %j', (text) => {
    expect(parseHost(text)).toBeNull();
  });

  it('is written back without what does not count', () => {
    expect(hostKey({ name: 'a.b', port: 8000 })).toBe('a.b:8000');
    expect(hostKey({ name: 'a.b', port: null })).toBe('a.b');
  });
});

describe('the domain of an alias', () => {
  it.each([
    ['Www.Velos.ch', 'www.velos.ch'],
    ['velos.ch:8000', 'velos.ch:8000'],
    [' velos.ch. ', 'velos.ch'],
    ['*', '*'],
    ['*:8000', '*:8000'],
    ['*.Velos.ch', '*.velos.ch'],
    ['*.velos.ch:8000', '*.velos.ch:8000'],
    ['[::1]', '[::1]'],
  ])('%s answers %s', (domain, key) => {
    expect(patternKey(domain)).toBe(key);
  });

  it.each([
    '',
    'http://velos.ch',
    'velos.ch/shop',
    'a.*.b',
    '**',
    '*a.b',
    '*.',
    '*.1:x',
    'a b',
    'x\r\nSet-Cookie: y',
  ])('%j answers nothing', (domain) => {
    expect(patternKey(domain)).toBeNull();
  });
});
