import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PlanRecord, Site, SitePlan, Status } from '../app/contract';
import { aliasTable, siteTable, writeDump } from './support/made-dump';
import { liveDump, makeProject, stageDump } from './support/made-project';
import { openSandbox, type Sandbox } from './support/sandbox';
import { factOf, visit } from './support/visitor';

let sandbox: Sandbox;
beforeAll(() => {
  sandbox = openSandbox();
});
afterAll(() => sandbox.dispose());

const local = (slug: string): string => `${slug}.127.0.0.1.nip.io`;

describe('sites that are served', () => {
  let shop: string;
  let port: number;
  beforeAll(async () => {
    shop = makeProject(sandbox, 'shop');
    await sandbox.json('add', shop);
    await sandbox.json('import', liveDump, '--project', 'shop');
    await sandbox.json('import', stageDump, '--project', 'shop');
    await sandbox.json('mode', 'multi-process', '--project', 'shop');
    await sandbox.json('start', '--project', 'shop');
    port = ((await sandbox.json('status', '--project', 'shop')) as Status).router.port ?? 0;
  });

  const shopJson = (...words: string[]) => sandbox.json(...words, '--project', 'shop');
  const statusOf = async (host: string): Promise<number> => (await visit({ port, host })).status;
  const siteAt = async (host: string): Promise<string> => factOf(await visit({ port, host }), 'site-id');

  it('a slug that is edited gives the site its new domain, which answers at once, and an undo gives the old one back', async () => {
    const shown = (await shopJson('site', 'set', 'velowerk', '--slug', 'bici', '--dry-run')) as SitePlan;
    expect(await statusOf(local('velowerk'))).toBe(200);
    const applied = (await shopJson('site', 'set', 'velowerk', '--slug', 'bici')) as SitePlan;
    expect(applied.fingerprint).toBe(shown.fingerprint);
    expect(applied.title).toBe('Velowerk: slug velowerk → bici');
    expect([await siteAt(local('bici')), await statusOf(local('velowerk'))]).toEqual(['2', 421]);
    await shopJson('rewrite', '--undo');
    expect([await siteAt(local('velowerk')), await statusOf(local('bici'))]).toEqual(['2', 421]);
    const [last] = (await shopJson('rewrite', '--history')) as PlanRecord[];
    expect(last).toMatchObject({ kind: 'edit', state: 'undone', title: 'Velowerk: slug velowerk → bici' });
  });

  it('what does not fit is refused with a suggestion, and nothing is written', async () => {
    const refused = await sandbox.refused(
      'site',
      'set',
      '2',
      '--slug',
      'museum',
      '--disable',
      '--project',
      'shop',
    );
    expect(refused).toMatchObject({
      exitCode: 2,
      error: { code: 'site-edit-invalid', hint: 'Nothing was written. Try museum-2.' },
    });
    expect(await statusOf(local('velowerk'))).toBe(200);
  });

  it('trap 12: a site that is disabled says so, and another alias serves it once it is enabled again', async () => {
    await shopJson('site', 'set', 'museum', '--disable');
    expect(await statusOf(local('museum'))).toBe(503);
    await shopJson('site', 'set', 'museum', '--enable', '--add-alias', 'art.localhost', '--no-redirect');
    expect([await siteAt(local('museum')), await siteAt('art.localhost')]).toEqual(['3', '3']);
  });

  it('are disabled together by one plan, which one undo takes back', async () => {
    const both = ['site', 'set', 'museum', '3', 'praxis', '--disable'];
    const planned = (await shopJson(...both, '--dry-run')) as SitePlan;
    expect(planned.changes.filter(({ column }) => column === 'is_enabled')).toHaveLength(2);
    expect(await statusOf(local('museum'))).toBe(200);
    await shopJson(...both);
    expect([await statusOf(local('museum')), await statusOf(local('praxis'))]).toEqual([503, 503]);
    const [last] = (await shopJson('rewrite', '--history')) as PlanRecord[];
    expect(last).toMatchObject({ kind: 'edit', title: 'Disable 2 sites', rowCount: 2, siteCount: 2 });
    await shopJson('rewrite', '--undo');
    expect([await statusOf(local('museum')), await statusOf(local('praxis'))]).toEqual([200, 200]);
    const refused = await sandbox.refused(...both, '--slug', 'x', '--project', 'shop');
    expect(refused).toMatchObject({ exitCode: 2, error: { code: 'usage-invalid' } });
  });

  it('trap 15: extra configuration is stored and shown, and nothing of it is executed', async () => {
    const witness = join(sandbox.dataFolder, 'witness');
    const file = join(sandbox.dataFolder, 'extra.ini');
    writeFileSync(
      file,
      `exec-pre-app = touch ${witness}\nattach-daemon = touch ${witness}\nenv = SITE_ID=3\n`,
    );
    await shopJson('site', 'set', 'praxis', '--extra-config', file);
    expect(await siteAt(local('praxis'))).toBe('8');
    const praxis = ((await shopJson('sites')) as Site[]).find(({ slug }) => slug === 'praxis');
    expect(praxis?.extraConfig).toContain('exec-pre-app = touch');
    expect(praxis?.problems.map(({ code }) => code)).toEqual(['extra-config']);
    expect(existsSync(witness)).toBe(false);
  });

  it('trap 16: a template folder named after a real domain is told of with its site', async () => {
    const folder = makeProject(sandbox, 'templates');
    mkdirSync(join(folder, 'pages/templates/velowerk.example'));
    await sandbox.json('add', folder);
    const inspected = (await sandbox.json('inspect', liveDump, '--project', 'templates')) as {
      sites: Site[];
    };
    await sandbox.json('import', liveDump, '--project', 'templates');
    const listed = (await sandbox.json('sites', '--project', 'templates')) as Site[];
    const planned = (await sandbox.json('rewrite', '--dry-run', '--project', 'templates')) as SitePlan;
    for (const problems of [inspected.sites, listed].map((sites) => sites.flatMap((site) => site.problems)))
      expect(problems).toContainEqual(
        expect.objectContaining({ code: 'template-folder-unmatched', siteId: 2 }),
      );
    expect(planned.problems.map(({ code }) => code)).toContain('template-folder-unmatched');
  });

  it('trap 6: a switch to an older dump with the same domains serves its own sites there, and back again', async () => {
    await shopJson('rewrite', '--slug', '2=museum', '--slug', '3=velowerk', '--database', 'stage');
    expect(await siteAt(local('velowerk'))).toBe('2');
    await shopJson('switch', 'stage');
    expect(await siteAt(local('velowerk'))).toBe('3');
    await shopJson('switch', 'live');
    expect(await siteAt(local('velowerk'))).toBe('2');
  });
});

describe('sites of a database', () => {
  it('are populated from manysite.json, and a second time nothing changes', async () => {
    const folder = makeProject(sandbox, 'populated');
    const sites = {
      bici: { id: 2, name: 'Bici', realDomain: 'www.bici.example' },
      praxis: { realDomain: 'new.praxis.example' },
      fresh: { id: 40 },
      other: {},
    };
    writeFileSync(join(folder, 'manysite.json'), JSON.stringify({ name: 'populated', sites }));
    await sandbox.json('add', folder);
    await sandbox.json('import', liveDump, '--project', 'populated');
    const { title } = (await sandbox.json('populate', '--project', 'populated')) as SitePlan;
    expect(title).toBe('Sites of the configuration: 2 new sites, 2 changed');
    const listed = (await sandbox.json('sites', '--project', 'populated')) as Site[];
    const facts = new Map(
      listed.map(({ id, slug, name, domain, realDomain }) => [slug, { id, name, domain, realDomain }]),
    );
    expect(facts.get('bici')).toEqual({
      id: 2,
      name: 'Bici',
      domain: local('bici'),
      realDomain: 'www.bici.example',
    });
    expect(facts.get('praxis')).toMatchObject({ id: 8, realDomain: 'new.praxis.example' });
    expect(facts.get('fresh')).toEqual({
      id: 40,
      name: local('fresh'),
      domain: local('fresh'),
      realDomain: '',
    });
    // The sequence went past the explicit id (trap 4).
    expect(facts.get('other')).toMatchObject({ id: 41, domain: local('other') });
    expect(await sandbox.json('populate', '--project', 'populated')).toMatchObject({
      changes: [],
      problems: [],
    });
    expect(await sandbox.json('rewrite', '--dry-run', '--project', 'populated')).toMatchObject({
      changes: [],
    });
  });

  it('trap 14: that are not managed are listed, adopted and repaired', async () => {
    const folder = makeProject(sandbox, 'adopting');
    await sandbox.json('add', folder);
    const plusTable = [
      'CREATE TABLE public.django_multisite_plus_site (site_id integer PRIMARY KEY, real_domain varchar(255) NOT NULL, slug varchar(255) NOT NULL UNIQUE, is_enabled boolean NOT NULL, last_updated_at timestamptz NOT NULL, extra_uwsgi_ini text NOT NULL);',
      "INSERT INTO public.django_multisite_plus_site VALUES (1, 'www.harbour.example', 'Harbour', true, '2026-01-01', '');",
    ];
    const file = writeDump(sandbox, 'unmanaged.sql', [...siteTable, ...aliasTable, ...plusTable]);
    await sandbox.json('import', file, '--project', 'adopting');
    const ofProject = ['--project', 'adopting'];
    const before = (await sandbox.json('sites', ...ofProject)) as Site[];
    expect(before.map(({ isManaged }) => isManaged)).toEqual([true, false]);
    expect(before[1]?.problems.map(({ code }) => code)).toEqual(['plus-row-missing']);
    await sandbox.json('adopt', '7', '--slug', '7=regatta', ...ofProject);
    await sandbox.json('repair', ...ofProject);
    const after = (await sandbox.json('sites', ...ofProject)) as Site[];
    expect(after.map(({ slug, domain, isManaged }) => ({ slug, domain, isManaged }))).toEqual([
      { slug: 'harbour', domain: local('harbour'), isManaged: true },
      { slug: 'regatta', domain: local('regatta'), isManaged: true },
    ]);
  });

  it('without the plus table are edited in the catalog, and say what has no place', async () => {
    const folder = makeProject(sandbox, 'bare');
    await sandbox.json('add', folder);
    await sandbox.json('import', writeDump(sandbox, 'bare.sql', siteTable), '--project', 'bare');
    await sandbox.json(
      'site',
      'set',
      'boats',
      '--slug',
      'regatta',
      '--real-domain',
      'new.example',
      '--project',
      'bare',
    );
    expect(await sandbox.json('sites', '--project', 'bare')).toMatchObject([
      { id: 1, slug: 'harbour' },
      { id: 7, slug: 'regatta', domain: local('regatta'), realDomain: 'new.example' },
    ]);
    expect(await sandbox.refused('site', 'set', 'regatta', '--disable', '--project', 'bare')).toMatchObject({
      exitCode: 2,
      error: { message: expect.stringContaining('no table django_multisite_plus_site') },
    });
    await sandbox.json('rewrite', '--undo', '--project', 'bare');
    expect(await sandbox.json('sites', '--project', 'bare')).toMatchObject([
      {},
      { slug: 'boats', domain: local('boats') },
    ]);
  });
});
