import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database, Job, ListedSite, Status } from '../app/contract';
import { formVisitor } from './support/form-visitor';
import { liveDump, makeProject } from './support/made-project';
import { newPgDump } from './support/pg-dump';
import { openSandbox, type Sandbox } from './support/sandbox';
import { visit, visitContinuously } from './support/visitor';

let sandbox: Sandbox;
const ofShop = ['--project', 'shop'];

beforeAll(async () => {
  sandbox = openSandbox();
  const folder = makeProject(sandbox, 'shop');
  await sandbox.json('add', folder);
  await sandbox.json('import', liveDump, ...ofShop);
  await sandbox.json('start', ...ofShop);
});
afterAll(() => sandbox.dispose());

const sitesOf = async (...words: string[]): Promise<ListedSite[]> =>
  (await sandbox.json('sites', ...words, ...ofShop)) as ListedSite[];
const status = async (): Promise<Status> => (await sandbox.json('status', ...ofShop)) as Status;
const pids = async (): Promise<(number | null)[]> => (await status()).servers.map(({ pid }) => pid);
const resultOf = (job: unknown): Record<string, unknown> => (job as Job).result ?? {};

/** Runs a line of Python in the project, as its developer would. */
const inProject = async (code: string): Promise<void> => {
  const imports = 'from pages.models import Enquiry, Profile';
  const outcome = await sandbox.run(
    'exec',
    ...ofShop,
    '--',
    'python',
    'manage.py',
    'shell',
    '-c',
    `${imports}; ${code}`,
  );
  expect(outcome.exitCode, outcome.stderr).toBe(0);
};

describe('a database that is served, while visitors read and write', () => {
  it('is kept by a snapshot, broken, and taken back to it and to just imported, without a failed request', async () => {
    const hosts = (await sitesOf()).filter(({ isEnabled }) => isEnabled).map(({ domain }) => domain);
    const [host = ''] = hosts;
    const port = (await status()).router.port ?? 0;
    const page = async (): Promise<string> => (await visit({ port, host })).body;
    const breakIt = async (): Promise<void> => {
      await inProject("Profile.objects.update(tagline='All broken here')");
      expect(await page()).toContain('All broken here');
    };
    const readers = [0, 1].map(() => visitContinuously(port, hosts));
    const writer = await formVisitor(port, host);

    const servers = await pids();
    await sandbox.json('snapshot', 'before', ...ofShop);
    expect(await pids()).toEqual(servers);

    await breakIt();
    await sandbox.json('reset', 'before', ...ofShop);
    expect(await page()).not.toContain('All broken here');
    const replaced = await pids();
    expect(replaced).not.toEqual(servers);

    await breakIt();
    await expect.poll(spare, { timeout: 60_000 }).toBeGreaterThan(0);
    const quick = resultOf(await sandbox.json('reset', '--yes', ...ofShop));
    expect(await page()).not.toContain('All broken here');
    expect(await pids()).not.toEqual(replaced);
    expect(quick).toMatchObject({ hadSpare: true, changes: 0 });
    console.log(
      `reset to just imported, with servers: ${quick.durationMs} ms, requests waited ${quick.heldMs} ms`,
    );

    const visits = await Promise.all([...readers, writer].map((visitor) => visitor.stop()));
    expect(visits.flatMap(({ failures }) => failures)).toEqual([]);
    for (const { total } of visits) expect(total).toBeGreaterThan(10);
    // What the writer wrote before the last reset is gone with it.
    await inProject('assert Enquiry.objects.count() < 10_000');
  });

  it('is exported and imported again with the same tables, rows and sites', async () => {
    const file = join(sandbox.dataFolder, 'exported.dump');
    await sandbox.json('export', file, '--pg-dump', newPgDump(), ...ofShop);
    await sandbox.json('import', file, '--label', 'again', ...ofShop);
    const databases = (await sandbox.json('databases', ...ofShop)) as Database[];
    const facts = databases.map(({ report, siteCount, problemCount }) => ({
      tables: report?.tables,
      indexes: report?.indexes,
      constraints: report?.constraints,
      siteCount,
      problemCount,
    }));
    expect(facts).toHaveLength(2);
    expect(facts[0]).toEqual(facts[1]);
    // What serves a site is no matter of its database.
    const told = (sites: readonly ListedSite[]) =>
      sites.map(({ url: _url, server: _server, routedToPort: _port, ...site }) => site);
    expect(told(await sitesOf('-d', 'again'))).toEqual(told(await sitesOf()));
  });
});

const spare = async (): Promise<number> => {
  const [database] = (await sandbox.json('databases', ...ofShop)) as Database[];
  return database?.spareBytes ?? 0;
};
