import { describe, expect, it } from 'vitest';
import { siteEditSchema } from '../../contract';
import { adoptSites } from '../adopt/adopt-sites';
import { editSite } from '../edit/edit-site';
import { parseDomainFormat } from '../format/domain-format';
import type { SiteOperation } from '../plans/operation';
import { planSites } from '../plans/plan-sites';
import { fingerprintText, showChanges } from '../plans/show-changes';
import { configuredSites } from '../populate/configured-site';
import { populateSites } from '../populate/populate-sites';
import { repairSites } from '../repair/repair-sites';
import type { RewriteSettings } from '../rewrite/rewrite-settings';
import { rewriteSites } from '../rewrite/rewrite-sites';
import { describeSites } from './describe-sites';
import { proposeIdentities } from './propose-identities';
import type { SiteTables } from './rows';

const settings: RewriteSettings = {
  format: parseDomainFormat('{}.test'),
  rewriteDomains: true,
  useRealDomain: false,
};
const ids = Array.from({ length: 1000 }, (_, index) => index + 1);

const thousand = (slugOf: (id: number) => string, domainOf: (id: number) => string): SiteTables => ({
  sites: ids.map((id) => ({ id, domain: domainOf(id), name: `Site ${id}` })),
  aliases: ids.flatMap((id) => [
    { id, siteId: id, domain: domainOf(id), isCanonical: true, redirectToCanonical: true },
    { id: id + 1000, siteId: id, domain: `m${id}.example`, isCanonical: null, redirectToCanonical: true },
  ]),
  plus: ids.map((id) => ({
    siteId: id,
    slug: slugOf(id),
    realDomain: `www${id}.example`,
    isEnabled: true,
    lastUpdatedAt: '2001-01-01 00:00:00+00',
    extraUwsgiIni: '',
  })),
});

const shapes: readonly [string, SiteTables][] = [
  [
    'all rewritten',
    thousand(
      (id) => `s${id}`,
      (id) => `www${id}.example`,
    ),
  ],
  [
    'each to the domain of the next',
    thousand(
      (id) => `s${(id % 1000) + 1}`,
      (id) => `s${id}.test`,
    ),
  ],
  [
    'one chain of conflicts',
    thousand(
      (id) => (id === 1 ? '_' : `s${id - 1}`),
      (id) => `s${id}.test`,
    ),
  ],
  [
    'all slugs the same but for case',
    thousand(
      (id) => (id % 2 ? 'shop' : 'SHOP'),
      (id) => `www${id}.example`,
    ),
  ],
  [
    'all slugs bad',
    thousand(
      (id) => `bad_${id}`,
      (id) => `www${id}.example`,
    ),
  ],
];

/** Processor time is not waiting time, of which a busy machine takes a lot. */
const waitMs = 60_000;

/**
 * The best of several runs in milliseconds of processor time: what the rules cost, not what else the machine is doing.
 */
const bestCpuMs = (work: () => void): number =>
  Math.min(
    ...Array.from({ length: 8 }, () => {
      const before = process.cpuUsage();
      work();
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1000;
    }),
  );

describe('a thousand sites', () => {
  it.each(shapes)(
    'are planned and described within 100 ms: %s',
    (_what, tables) => {
      const work = () => {
        const { changes } = planSites(rewriteSites(), {
          tables,
          identities: [],
          settings,
          now: '2026-11-01T12:00:00.000Z',
          routerPort: 8000,
        });
        showChanges(changes);
        fingerprintText(changes);
        return describeSites({ tables, identities: [], settings, routerUrlPort: 8000 });
      };
      expect(work()).toHaveLength(1000);
      expect(bestCpuMs(work)).toBeLessThan(100);
    },
    waitMs,
  );

  const chain = thousand(
    (id) => `s${id}`,
    (id) => `s${id}.test`,
  );
  const unmanaged = { ...chain, plus: [] };
  const upper = thousand(
    (id) => `Shop${id}`,
    (id) => `Shop${id}.test`,
  );
  const configured = (entries: readonly (readonly [string, { id?: number; name?: string }])[]) =>
    populateSites(configuredSites(Object.fromEntries(entries)));

  it.each<[string, SiteTables, SiteOperation, number]>([
    [
      'populated anew',
      { ...chain, sites: [], aliases: [], plus: [] },
      configured(ids.map((id) => [`n${id}`, {}])),
      3000,
    ],
    [
      'populated, each with the slug of the next',
      chain,
      configured(ids.map((id) => [`s${(id % 1000) + 1}`, { id }])),
      3000,
    ],
    [
      'populated into one chain of conflicts',
      chain,
      configured(ids.map((id) => [`s${id + 1}`, { id, name: id === 1000 ? 'n'.repeat(51) : 'N' }])),
      0,
    ],
    ['one edited', chain, editSite(siteEditSchema.parse({ siteId: 500, slug: 'new' })), 3],
    ['adopted', unmanaged, adoptSites({ siteIds: null, slugs: new Map() }), 3000],
    ['repaired', upper, repairSites, 3000],
  ])(
    'are planned within 100 ms: %s',
    (_what, tables, operation, changes) => {
      const work = () =>
        planSites(operation, {
          tables,
          identities: [],
          settings,
          now: '2026-11-01T12:00:00.000Z',
          routerPort: 8000,
        });
      expect(work().changes).toHaveLength(changes);
      expect(bestCpuMs(work)).toBeLessThan(100);
    },
    waitMs,
  );

  it('that all have one name get their slugs proposed within 100 ms', () => {
    const sites = ids.map((id) => ({ id, domain: `www${id}.example`, name: 'Shop' }));
    const propose = () => proposeIdentities({ sites, aliases: null, plus: null });
    expect(new Set(propose().map(({ slug }) => slug)).size).toBe(1000);
    expect(bestCpuMs(propose)).toBeLessThan(100);
  });
});
