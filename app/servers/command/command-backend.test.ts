import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ServeRequest } from '../backend';
import { chooseBackend } from '../backends';
import { commandBackend } from './command-backend';

const request: ServeRequest = {
  projectId: 'shop',
  databaseId: 'shop_live',
  mode: 'multi-process',
  sites: [
    { id: 1, slug: 'portal', hostHeader: 'portal.127.0.0.1.nip.io:8000' },
    { id: 7, slug: 'blog', hostHeader: null },
  ],
  command: ['python', 'manage.py', 'runserver', '{host}:{port}'],
  cwd: '/projects/shop',
  environmentOf: (siteId) => ({ PATH: '/bin', ...(siteId === null ? {} : { SITE_ID: String(siteId) }) }),
  readyTimeoutMs: 60_000,
  warmUpPaths: ['/', '/über uns/?q=%C3%BC'],
  logFolder: '/data/logs',
};

describe('multi-process', () => {
  test('is one server a site, each with its own environment, Host and log', () => {
    const [portal, blog] = commandBackend.plan(request);
    expect(portal).toMatchObject({
      id: 'shop/shop_live/multi-process/portal',
      name: 'portal',
      siteIds: [1],
      command: request.command,
      cwd: '/projects/shop',
      env: { SITE_ID: '1' },
      readyTimeoutMs: 60_000,
      logFile: '/data/logs/shop/shop_live/portal-1.log',
    });
    expect(portal?.warmUp).toEqual([
      { path: '/', hostHeader: 'portal.127.0.0.1.nip.io:8000' },
      { path: '/%C3%BCber%20uns/?q=%C3%BC', hostHeader: 'portal.127.0.0.1.nip.io:8000' },
    ]);
    expect(blog).toMatchObject({ name: 'blog', env: { SITE_ID: '7' }, warmUp: [{ hostHeader: null }, {}] });
  });

  test('tells sites with blank or double slugs apart', () => {
    const sites = ['', 'shop', 'shop', 'ok'].map((slug, id) => ({ id, slug, hostHeader: null }));
    expect(commandBackend.plan({ ...request, sites }).map(({ name }) => name)).toEqual([
      'site-0',
      'shop-1',
      'shop-2',
      'ok',
    ]);
  });

  test('gives every site a name and a log file of its own, inside the folder of logs, whatever a dump holds', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 20 }), fc.string(), (slugs, databaseId) => {
        const sites = slugs.map((slug, id) => ({ id, slug, hostHeader: slug }));
        const specs = commandBackend.plan({ ...request, databaseId, sites });
        expect(new Set(specs.map(({ logFile }) => logFile)).size).toBe(sites.length);
        expect(new Set(specs.map(({ name }) => name)).size).toBe(sites.length);
        for (const { logFile } of specs)
          expect(logFile).toMatch(/^\/data\/logs\/shop\/([A-Za-z0-9_-]*\/)?[A-Za-z0-9_-]+\.log$/);
      }),
    );
  });

  test.each(['*.example.com', 'a b', 'a\r\nX: y', 'bücher.example', 'a/b'])(
    'does not send %j as a Host',
    (hostHeader) => {
      const [spec] = commandBackend.plan({ ...request, sites: [{ id: 1, slug: 'a', hostHeader }] });
      expect(spec?.warmUp.map((warmUp) => warmUp.hostHeader)).toEqual([null, null]);
    },
  );
});

describe('single-process', () => {
  test('is one server for all sites, warmed up through the default site', () => {
    const specs = commandBackend.plan({ ...request, mode: 'single-process' });
    expect(specs).toHaveLength(1);
    expect(specs[0]).toMatchObject({
      id: 'shop/shop_live/single-process/all',
      name: 'all',
      siteIds: [1, 7],
      env: { PATH: '/bin' },
      logFile: '/data/logs/shop/shop_live/all.log',
      warmUp: [{ path: '/', hostHeader: 'portal.127.0.0.1.nip.io:8000' }, {}],
    });
  });

  test('runs without any site, too', () => {
    expect(commandBackend.plan({ ...request, mode: 'single-process', sites: [] })).toMatchObject([
      { name: 'all', siteIds: [], warmUp: [{ hostHeader: null }, {}] },
    ]);
  });
});

test('a command without {port} is refused before anything runs', () => {
  expect(() => commandBackend.plan({ ...request, command: ['python'] })).toThrow(
    expect.objectContaining({ code: 'setting-invalid' }),
  );
});

test('auto takes the command backend', () => {
  expect(chooseBackend('auto')).toBe(commandBackend);
  expect(chooseBackend('command')).toBe(commandBackend);
});
