import { describe, expect, it } from 'vitest';
import { makeDatabase, makeProject } from '../testing/make-state';
import {
  logsItem,
  type PaletteSite,
  type PaletteWorld,
  paletteSections,
  queryOf,
  siteIdOf,
  withRecent,
  withSite,
} from './palette-items';

const site = (id: number, name: string, slug: string): PaletteSite => ({
  id,
  name,
  slug,
  domain: `${slug}.127.0.0.1.nip.io`,
  realDomain: `www.${slug}.example`,
  hasAddress: true,
  hasServer: true,
});

const world: PaletteWorld = {
  project: makeProject(),
  projects: [makeProject(), makeProject({ id: 'p2', name: 'bikeshed', folder: '/work/bikeshed' })],
  sites: [site(1, 'E-Bikes', 'ebikes'), site(2, 'Bikes for Kids', 'kids'), site(3, 'Group', 'portal')],
  databases: [{ database: makeDatabase('stage', { isWarm: true }), cost: '0.02 s', command: 'database-2' }],
  commands: [
    { id: 'palette', title: 'Command palette' },
    { id: 'go-logs', title: 'Logs' },
    { id: 'undo-plan', title: 'Undo last plan' },
    { id: 'database-2', title: 'Second database' },
  ],
  settings: [{ key: 'routerPort', title: 'Port of the router', now: 'now 8000' }],
  recent: [],
};

const shown = (typed: string, given: PaletteWorld = world) =>
  paletteSections(given, typed).map(({ title, items }) => [title, items.map((item) => item.title)]);

describe('the palette', () => {
  it('lists the commands while nothing is typed, those given last first', () => {
    expect(shown('')).toEqual([['Commands', ['Logs', 'Undo last plan']]]);
    expect(shown('', { ...world, recent: ['undo-plan', 'save'] })).toEqual([
      ['Recent', ['Undo last plan']],
      ['Commands', ['Logs']],
    ]);
  });

  it('finds sites, databases, commands, other projects and settings, what begins with it first', () => {
    expect(shown('bike')).toEqual([
      ['Sites', ['Bikes for Kids', 'E-Bikes']],
      ['Projects', ['Open bikeshed']],
    ]);
    expect(shown('stage')).toEqual([['Databases', ['Switch to stage']]]);
    expect(shown('port')).toEqual([
      ['Sites', ['Group']],
      ['Settings', ['Port of the router']],
    ]);
    expect(shown('xyzzy')).toEqual([]);
  });

  it('is narrowed by a sign', () => {
    expect(queryOf(' @ bik ')).toEqual({ wanted: 'sites', term: 'bik' });
    expect(shown('@bike')).toEqual([['Sites', ['Bikes for Kids', 'E-Bikes']]]);
    expect(shown('>lo')).toEqual([['Commands', ['Logs']]]);
    expect(shown('#')).toEqual([['Databases', ['Switch to stage']]]);
  });

  it('says what a switch takes, with the key of the database', () => {
    const item = paletteSections(world, '#stage')[0]?.items[0];
    expect([item?.detail, item?.command]).toEqual(['warm, 0.02 s', 'database-2']);
  });

  it('gives a command that takes something away on the second ↵ only', () => {
    const asks = paletteSections(world, '>').flatMap(({ items }) =>
      items.filter((item) => item.isDestructive),
    );
    expect(asks.map(({ title }) => title)).toEqual(['Undo last plan']);
  });

  it('offers what can be done with a site, and knows it by each of these lines', () => {
    const { title, items } = withSite(site(-4, 'Kids', 'kids'));
    expect(title).toBe('With Kids');
    expect(items.map((item) => siteIdOf(item.id))).toEqual(items.map(() => -4));
    expect(siteIdOf('command-save')).toBeNull();
    expect(
      withSite({ ...site(1, 'Kids', 'kids'), hasAddress: false, hasServer: false }).items.map(
        (item) => item.title,
      ),
    ).toEqual(['Why this site', 'Edit fields', 'Log']);
  });

  it('always leads on to the logs', () => {
    expect(logsItem('xy').title).toBe('Search the logs for “xy”');
  });

  it('remembers each command once', () => {
    expect(withRecent(['save', 'go-logs'], 'go-logs')).toEqual(['go-logs', 'save']);
  });
});
