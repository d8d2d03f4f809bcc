import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Site, SitePlan, Status } from '../app/contract';
import { formVisitor } from './support/form-visitor';
import { liveDump, makeProject, stageDump } from './support/made-project';
import { openSandbox, type Sandbox } from './support/sandbox';
import { askServer } from './support/superuser';
import { type Visits, visitContinuously } from './support/visitor';

/** Every change of what serves, under several kept-alive clients at once, some of which post forms that are written. */
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = openSandbox();
  const folder = makeProject(sandbox, 'shop');
  await sandbox.json('add', folder);
  for (const dump of [liveDump, stageDump]) await sandbox.json('import', dump, '--project', folder);
  await sandbox.json('start', '--project', folder);
});
afterAll(() => sandbox.dispose());

/** A row as another tool may leave it: the next rewrite mends it, and replaces the servers for it. */
const disturbRewrite = (database: string): Promise<unknown[]> =>
  askServer(
    sandbox,
    `update django_site set domain = 'www.moved.example' where id = (select max(id) from django_site)`,
    database,
  );

it('no request fails while mode, database and servers change, with GETs and POSTs over kept-alive connections', async () => {
  const status = async (): Promise<Status> => (await sandbox.json('status', '--project', 'shop')) as Status;
  const sites = (await sandbox.json('sites', '--project', 'shop')) as Site[];
  const stage = (await sandbox.json('sites', '--database', 'stage', '--project', 'shop')) as Site[];
  const last = Math.max(...sites.map(({ id }) => id));
  const hosts = sites
    .filter(({ id, isEnabled }) => isEnabled && id !== last)
    .map(({ domain }) => domain)
    .filter((domain) => stage.some((site) => site.isEnabled && site.domain === domain));
  expect(hosts.length).toBeGreaterThanOrEqual(3);
  const port = (await status()).router.port ?? 0;
  const readers = [0, 1].map(() => visitContinuously(port, hosts));
  const writers = await Promise.all(hosts.slice(0, 2).map((host) => formVisitor(port, host)));
  const servers = new Set<string>();
  const step = async (...words: string[]): Promise<unknown> => {
    const done = await sandbox.json(...words, '--project', 'shop');
    for (const { pid } of (await status()).servers) servers.add(String(pid));
    return done;
  };

  await step('mode', 'multi-process');
  // Manysite itself counts what the visitors see.
  const unfailing = { result: { mode: 'multi-process', wasWarm: false, failedRequests: 0 } };
  expect(await step('switch', 'stage')).toMatchObject(unfailing);
  await step('restart');
  await step('switch', 'live');
  await step('mode', 'single-process');
  await disturbRewrite('shop_live_2026_10_30');
  const before = (await status()).servers[0]?.pid;
  const plan = (await sandbox.json('rewrite', '--project', 'shop')) as SitePlan;
  expect(plan.changes.length).toBeGreaterThan(0);
  await expect.poll(async () => (await status()).servers[0]?.pid, { timeout: 20_000 }).not.toBe(before);

  const visits: Visits[] = await Promise.all([...readers, ...writers].map((visitor) => visitor.stop()));
  expect(visits.flatMap(({ failures }) => failures)).toEqual([]);
  for (const { total } of visits) expect(total).toBeGreaterThan(10);
  // All of it was really there: several sets of servers, and both databases seen by every reader.
  expect(servers.size).toBeGreaterThan(hosts.length * 2);
  for (const { databases } of visits.slice(0, readers.length)) {
    expect([...databases].sort()).toEqual(['shop_live_2026_10_30', 'shop_stage_2026_11_18']);
  }
});
