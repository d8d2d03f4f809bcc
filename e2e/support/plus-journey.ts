import { expect } from 'vitest';
import type { ConfigValue, LogLine, Status } from '../../app/contract';
import { makePlusProject, plusDump } from './plus-project';
import type { Sandbox } from './sandbox';
import { askServer } from './superuser';
import { visit } from './visitor';

interface Told {
  readonly siteId: number;
  readonly domain: string;
  readonly name: string;
  readonly realDomain: string;
  readonly mode: string;
  readonly process: number;
  readonly database: string;
}

const sitesBelow = (suffix: string) => [
  { siteId: 1, domain: `portal.${suffix}`, name: 'Example Portal', realDomain: 'www.example.com' },
  { siteId: 2, domain: `site1.${suffix}`, name: 'Site 1', realDomain: 'www.site1.com' },
  { siteId: 3, domain: `site2.${suffix}`, name: 'Site 2', realDomain: 'www.site2.com' },
];

/** Adds the project unchanged, imports its dump, and serves it in both modes. */
export const servePlusProject = async (sandbox: Sandbox, name: string, python: string): Promise<void> => {
  const folder = makePlusProject(sandbox, name, python);
  const ofProject = ['--project', folder];
  await sandbox.json('add', folder);

  const config = (await sandbox.json('config', ...ofProject)) as ConfigValue[];
  const lineOf = (key: string) => config.find((line) => line.key === key);
  expect(lineOf('domainFormat')).toMatchObject({ value: '{}.plus.localhost', origin: 'settings.py' });
  expect(lineOf('packages.django-multisite-plus')?.value).toBe('0.6.3');
  expect(lineOf('sites.site1.realDomain')).toMatchObject({
    value: 'www.site1.com',
    detail: expect.stringMatching(/^DJANGO_MULTISITE_PLUS_SITES in portal\/settings\.py, line \d+$/),
  });

  await sandbox.json('import', plusDump, ...ofProject);
  const { database } = (await sandbox.json('status', ...ofProject)) as Status;
  const rows = async () => {
    const tables = ['django_site', 'multisite_alias', 'django_multisite_plus_site'];
    return Promise.all(
      tables.map((table) => askServer(sandbox, `select * from ${table} order by 1`, database ?? '')),
    );
  };
  const told = async (suffix: string): Promise<Told[]> => {
    const port = ((await sandbox.json('status', ...ofProject)) as Status).router.port ?? 0;
    return Promise.all(
      sitesBelow(suffix).map(async ({ domain }) => JSON.parse((await visit({ port, host: domain })).body)),
    );
  };

  const imported = await rows();
  await sandbox.json('start', ...ofProject);
  const single = await told('plus.localhost');
  expect(single).toMatchObject(
    sitesBelow('plus.localhost').map((site) => ({ ...site, mode: 'single-process', database })),
  );
  expect(new Set(single.map(({ process }) => process)).size).toBe(1);
  expect(await rows()).toEqual(imported);

  // The package itself would write the domains of settings.py again, in each process that starts.
  await sandbox.json('config', '--set', 'domainFormat={}.ours.localhost', ...ofProject);
  await sandbox.json('rewrite', ...ofProject);
  const rewritten = await rows();
  await sandbox.json('mode', 'multi-process', ...ofProject);
  const multi = await told('ours.localhost');
  expect(multi).toMatchObject(
    sitesBelow('ours.localhost').map((site) => ({ ...site, mode: 'multi-process', database })),
  );
  expect(new Set(multi.map(({ process }) => process)).size).toBe(3);
  expect(await rows()).toEqual(rewritten);

  const logs = (await sandbox.json('logs', '--lines', '1000', ...ofProject)) as LogLine[];
  expect(logs.filter(({ text }) => /Syncing|Rewriting/.test(text))).toEqual([]);
  await sandbox.json('stop', ...ofProject);
};
