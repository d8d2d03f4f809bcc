import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findRoute } from './find-route';
import type { Route, RouteTable } from './route-table';

const site = (siteName: string): Route => ({
  kind: 'site',
  projectId: 'p',
  siteId: 1,
  siteName,
  upstream: 'u',
});

const tableOf = (patterns: readonly string[], defaultRoute: Route | null = null): RouteTable => ({
  revision: 1,
  hosts: Object.fromEntries(patterns.map((pattern) => [pattern, site(pattern)])),
  defaultRoute,
  upstreams: {},
});

const found = (table: RouteTable, host: string): string | null => {
  const route = findRoute(table, host);
  return route?.kind === 'site' ? route.siteName : null;
};

describe('which row answers a host', () => {
  it('takes the first of: with port, without, then wildcards from the longest to the star', () => {
    const order = ['a.b.c:8000', 'a.b.c', '*.b.c:8000', '*.b.c', '*.c:8000', '*.c', '*:8000', '*'];
    for (let first = 0; first < order.length; first++) {
      expect(found(tableOf(order.slice(first)), 'a.b.c:8000')).toBe(order[first]);
    }
  });

  it('ignores case and a trailing dot', () => {
    expect(found(tableOf(['a.b.c']), 'A.b.C.')).toBe('a.b.c');
    expect(found(tableOf(['a.b.c']), 'A.b.C.:8000')).toBe('a.b.c');
  });

  it('never splits an address', () => {
    expect(found(tableOf(['*.0.0.1', '*.1', '*']), '127.0.0.1')).toBe('*');
    expect(found(tableOf(['*.0.0.1', '*.1']), '127.0.0.1')).toBeNull();
    expect(found(tableOf(['[::1]', '*']), '[::1]:8000')).toBe('[::1]');
    expect(found(tableOf(['*:8000']), '[::1]:8000')).toBe('*:8000');
  });

  it('does not let a wildcard answer the bare domain below which it stands', () => {
    expect(found(tableOf(['*.b.c']), 'b.c')).toBeNull();
  });

  it.each(['127.0.0.1', '10.0.0.7:8000', '[::1]', 'localhost', 'LOCALHOST:8000'])(
    'sends %s to the default site',
    (host) => {
      expect(found(tableOf(['a.b.c'], site('default')), host)).toBe('default');
      expect(findRoute(tableOf(['a.b.c']), host)).toBeNull();
    },
  );

  it('prefers a row that names localhost to the default site', () => {
    expect(found(tableOf(['localhost'], site('default')), 'localhost:8000')).toBe('localhost');
  });

  it.each(['evil.example', 'localhost.evil.example', '127.0.0.1.nip.io', 'sub.localhost'])(
    'answers nothing for %s',
    (host) => {
      expect(findRoute(tableOf(['a.b.c'], site('default')), host)).toBeNull();
    },
  );

  it.each(['*', '*.b.c', '[ab]', '*:8000', 'a.b.?', ''])(
    'trap 13: never reads the Host %j as a pattern',
    (host) => {
      expect(findRoute(tableOf(['*', '*.b.c', '*:8000', 'a.b.c'], site('default')), host)).toBeNull();
    },
  );

  it('finds nothing of what every object inherits', () => {
    for (const host of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
      expect(findRoute(tableOf([]), host)).toBeNull();
    }
  });

  it('never throws, whatever a client sends', () => {
    const table = tableOf(['a.b.c', '*.c'], site('default'));
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (host) => {
        const route = findRoute(table, host);
        expect(route === null || route.kind === 'site').toBe(true);
      }),
    );
  });
});
