import { describe, expect, it } from 'vitest';
import { countsFor, HandRoutes, type KeptRoute, shownRoute } from './hand-routes';

const route: KeptRoute = {
  siteId: 1,
  slug: 'portal',
  port: 9000,
  by: 'route',
  since: '2026-11-02T10:00:00Z',
  databaseId: null,
  isListening: true,
};
const ofRun: KeptRoute = { ...route, by: 'run', databaseId: 'd1' };

describe('a route by hand', () => {
  it.each<[string, KeptRoute, string | null, boolean]>([
    ['counts for any database where its server was started by somebody else', route, 'd2', true],
    ['does not count while the project does not run', route, null, false],
    ['counts for the database that its server was started with', ofRun, 'd1', true],
    ['does not count for another one', ofRun, 'd2', false],
    ['does not count before its server listens', { ...ofRun, isListening: false }, 'd1', false],
  ])('%s', (_, kept, databaseId, counts) => {
    expect(countsFor(kept, databaseId)).toBe(counts);
    expect(shownRoute(kept, databaseId).isInUse).toBe(counts);
  });

  it('is kept by project and site until it is taken back', () => {
    const routes = new HandRoutes();
    routes.put('shop', route);
    routes.put('shop', { ...route, siteId: 2, slug: 'velo' });
    routes.put('shop', { ...route, port: 9001 });
    expect(routes.of('shop').map(({ slug, port }) => [slug, port])).toEqual([
      ['portal', 9001],
      ['velo', 9000],
    ]);
    expect(routes.find('other', 1)).toBeNull();
    routes.remove('shop', 1);
    expect(routes.of('shop')).toHaveLength(1);
    routes.forget('shop');
    expect(routes.of('shop')).toEqual([]);
  });
});
