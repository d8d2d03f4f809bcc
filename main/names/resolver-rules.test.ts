import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { firstPatterns, localPatterns, proxyScript, resolverRules } from './resolver-rules';

it('the usual format and those that are remembered lead here', () => {
  expect(resolverRules(firstPatterns(['{}.shop.test:8000', '{slug}.localhost', '{}.127.0.0.1.nip.io']))).toBe(
    'MAP *.127.0.0.1.nip.io 127.0.0.1, MAP *.shop.test 127.0.0.1, MAP *.localhost 127.0.0.1',
  );
});

it('a format that could hide half of the net, or slip another rule in, leads nowhere', () => {
  expect(localPatterns(['{}', 'fixed.example', '{}, MAP * 1.2.3.4', '{}.a b', '{}.'])).toEqual([]);
});

it('a later format goes to the router by a proxy script, and nothing else does', () => {
  const script = proxyScript(['*.shop.test'], 8123);
  const found = (host: string): unknown =>
    runInNewContext(`${script}; FindProxyForURL('http://' + host, host)`, {
      host,
      shExpMatch: (text: string, pattern: string) => text.endsWith(pattern.slice(1)),
    });
  expect(found('portal.shop.test')).toBe('PROXY 127.0.0.1:8123');
  expect(found('portal.example')).toBe('DIRECT');
});
