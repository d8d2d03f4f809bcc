import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Server, Status } from '../app/contract';
import type { Attached } from '../app/host/attach/attach';
import { liveDump } from './support/made-project';
import { openSandbox, type Sandbox } from './support/sandbox';
import { makeTinyProject } from './support/tiny-project';
import { visit } from './support/visitor';
import { attachTo, openWatcher, type Watcher } from './support/watcher';

let sandbox: Sandbox;
let actor: Attached;
let other: Watcher;
beforeAll(async () => {
  sandbox = openSandbox();
  actor = await attachTo(sandbox);
  other = await openWatcher(sandbox);
});
afterAll(async () => {
  await other.close();
  await actor.close();
  await sandbox.dispose();
});

const pidOf = (server: Server | undefined): number => {
  if (server?.status.state === 'ready') return server.status.pid;
  throw new Error('the server is ready');
};

/** Far more than it takes; who waits for it has no other way than to wait. */
const soon = { timeout: 20_000, interval: 20 };

describe('what one client does another sees without asking', () => {
  it('the host itself, from the start', () => {
    expect(other.state().host).toMatchObject({
      dataFolder: sandbox.dataFolder,
      postgres: { version: expect.stringMatching(/^18/) },
    });
    expect(other.state().host?.memoryBytes).toBeGreaterThan(10_000_000);
    expect(other.state().settings.map(({ id }) => id)).toContain('routerPort');
  });

  it('settings, with their origin', async () => {
    await actor.client.settings.set({ key: 'ui', value: { theme: 'dark', width: 320 } });
    await actor.client.settings.set({ key: 'ui', value: { theme: 'light', width: null } });
    await expect
      .poll(() => other.state().settings.find(({ id }) => id === 'ui'), soon)
      .toMatchObject({ value: { theme: 'light' }, origin: 'settings.json' });
  });

  it('an import with its phases, and its history', async () => {
    const project = await actor.client.projects.add({ folder: makeTinyProject(sandbox, 'shop') });
    const { jobId } = await actor.client.dumps.import({
      projectId: project.id,
      file: liveDump,
      label: null,
      slugs: {},
      isSpool: false,
    });
    const job = () => other.state().jobs.find(({ id }) => id === jobId);
    await expect.poll(() => job()?.state, soon).toBe('done');
    const phases = job()?.phases ?? [];
    expect(phases.map(({ phase }) => phase)).toEqual(
      expect.arrayContaining(['inspecting', 'rewriting', 'keeping']),
    );
    expect(phases.every(({ durationMs }) => durationMs !== null && durationMs >= 0)).toBe(true);
    expect(await actor.client.jobs.get({ jobId })).toMatchObject({ id: jobId, phases, output: [] });
    expect((await actor.client.jobs.list({ kind: 'import' })).map(({ id }) => id)).toEqual([jobId]);
    expect(await actor.client.jobs.list({ kind: 'switch' })).toEqual([]);
  });
});

/** The smallest PNG that browsers show: one pixel. */
const pixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

describe('what a screen shows comes by itself', () => {
  const shop = () => other.state().projects.find(({ name }) => name === 'shop');
  const labelled = (label: string) => other.state().databases.find((database) => database.label === label);

  it('pictures of sites, which go with their database', async () => {
    const key = { databaseId: other.state().databases[0]?.id ?? '', siteId: 2, theme: 'dark' as const };
    const put = await actor.client.thumbnails.put({ ...key, base64: pixel });
    await expect.poll(() => other.state().thumbnails, soon).toEqual([put]);
    expect(await actor.client.thumbnails.get(key)).toMatchObject({ type: 'image/png', base64: pixel });
    const unknown = { ...key, databaseId: '00000000-0000-4000-8000-000000000000', base64: pixel };
    await expect(actor.client.thumbnails.put(unknown)).rejects.toMatchObject({ code: 'database-not-found' });
    const noPicture = { ...key, base64: Buffer.from('<svg/>').toString('base64') };
    await expect(actor.client.thumbnails.put(noPicture)).rejects.toMatchObject({ code: 'thumbnail-invalid' });
    await sandbox.json('import', liveDump, '--label', 'aside', '--project', 'shop');
    await expect.poll(() => labelled('aside')?.state, soon).toBe('ready');
    await actor.client.thumbnails.put({ ...key, databaseId: labelled('aside')?.id ?? '', base64: pixel });
    await expect.poll(() => other.state().thumbnails.length, soon).toBe(2);
  });

  it('the sites of a database that is not active, once somebody looks at it; all of it goes when it is deleted', async () => {
    const { id: projectId = '' } = shop() ?? {};
    await actor.client.sites.list({ projectId, database: 'aside' });
    const { id } = labelled('aside') ?? {};
    await expect.poll(() => other.state().sites.some((sites) => sites.id === id), soon).toBe(true);
    await actor.client.databases.delete({ projectId, database: 'aside' });
    await expect.poll(() => other.state().sites.some((sites) => sites.id === id), soon).toBe(false);
    await expect
      .poll(() => other.state().thumbnails.some(({ databaseId }) => databaseId === id), soon)
      .toBe(false);
    expect(other.state().thumbnails).toHaveLength(1);
  });

  it('how much each server said, and how much of it was a warning or an error', async () => {
    await sandbox.json('start', '--project', 'shop');
    const counts = () => other.state().logs;
    await expect.poll(counts, soon).toMatchObject([{ server: 'all', errors: 0, warnings: 0 }]);
    const lines = counts()[0]?.lines ?? 0;
    await visit({ port: other.state().router.port ?? 0, host: 'portal.127.0.0.1.nip.io' });
    // Python's http.server tells of each request.
    await expect.poll(() => counts()[0]?.lines ?? 0, soon).toBeGreaterThan(lines);
    process.kill(pidOf(other.state().servers[0]), 'SIGKILL');
    await expect.poll(() => counts()[0]?.warnings, soon).toBe(1);
    await sandbox.json('stop', '--project', 'shop');
    await expect.poll(counts, soon).toEqual([]);
  });

  it('a change of a project’s file, and a folder that vanishes and comes back', async () => {
    const folder = shop()?.folder ?? '';
    const file = join(folder, 'manysite.json');
    const before = readFileSync(file, 'utf8');
    writeFileSync(file, JSON.stringify({ ...JSON.parse(before), domainFormat: '{}.shop.localhost' }));
    await expect.poll(() => shop()?.domainFormat, soon).toBe('{}.shop.localhost');
    writeFileSync(file, '{ "domainFormat": 7 }');
    await expect.poll(() => shop()?.trouble, soon).toContain('manysite.json');
    writeFileSync(file, before);
    await expect.poll(() => shop()?.trouble, soon).toBeNull();
    renameSync(folder, `${folder}-away`);
    await expect.poll(() => shop()?.trouble, soon).toContain('is gone');
    renameSync(`${folder}-away`, folder);
    await expect.poll(() => shop()?.trouble, soon).toBeNull();
    // Away for so short that only a change of a file tells of it.
    writeFileSync(file, `${before}\n`);
    renameSync(folder, `${folder}-away`);
    await expect.poll(() => shop()?.trouble, soon).toContain('is gone');
    renameSync(`${folder}-away`, folder);
    await expect.poll(() => shop()?.trouble, soon).toBeNull();
  });

  it('what the doctor found last', async () => {
    const { id: projectId = '' } = shop() ?? {};
    const report = await actor.client.host.doctor({ projectId });
    const shown = () => other.state().doctor.find(({ id }) => id === projectId)?.report;
    await expect.poll(shown, soon).toEqual(report);
  });

  it('a mode', async () => {
    const { id: projectId = '' } = shop() ?? {};
    await actor.client.servers.mode({ projectId, mode: 'multi-process' });
    await expect.poll(() => shop()?.mode, soon).toBe('multi-process');
    await actor.client.servers.mode({ projectId, mode: 'single-process' });
    await expect.poll(() => shop()?.mode, soon).toBe('single-process');
  });
});

describe('settings', () => {
  it('say what they take', async () => {
    await expect(actor.client.settings.set({ key: 'routerPort', value: 70_000 })).rejects.toMatchObject({
      code: 'setting-invalid',
      message: 'routerPort takes a port from 1 to 65535; 70000 is not that.',
    });
    await expect(actor.client.settings.set({ key: 'ui', value: ['dark'] })).rejects.toMatchObject({
      code: 'setting-invalid',
    });
  });

  it('move the router with all that it serves, and leave it where it is when the port is taken', async () => {
    await sandbox.json('start', '--project', 'shop');
    const before = other.state().router.port;
    const blocker = createServer();
    const taken = await new Promise<number>((resolve) => {
      blocker.listen(0, '127.0.0.1', () => {
        const address = blocker.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
    await expect(actor.client.settings.set({ key: 'routerPort', value: taken })).rejects.toMatchObject({
      code: 'port-taken',
    });
    expect(other.state().router.port).toBe(before);
    await new Promise((resolve) => blocker.close(resolve));
    await actor.client.settings.set({ key: 'routerPort', value: taken });
    await expect.poll(() => other.state().router.port, soon).toBe(taken);
    expect(other.state().settings.find(({ id }) => id === 'routerPort')).toMatchObject({ value: taken });
    // Servers know the port: they are replaced in a job of their own.
    await expect
      .poll(
        () => other.state().jobs.some(({ title, state }) => title.includes('new port') && state === 'done'),
        soon,
      )
      .toBe(true);
    const page = await visit({ port: taken, host: 'portal.127.0.0.1.nip.io' });
    expect(page.status).toBe(200);
    await expect
      .poll(
        () =>
          other
            .state()
            .sites.flatMap(({ sites }) => sites)
            .find(({ slug }) => slug === 'portal')?.url,
        soon,
      )
      .toBe(`http://portal.127.0.0.1.nip.io:${taken}/`);
  });

  it('end warm servers at once that no longer fit the memory budget', async () => {
    await sandbox.json('import', liveDump, '--label', 'second', '--project', 'shop');
    await sandbox.json('switch', 'second', '--project', 'shop');
    const standbys = () => other.state().servers.filter(({ isStandby }) => isStandby);
    await expect.poll(() => standbys().length, soon).toBe(1);
    // What is not measured yet counts as nothing.
    await expect.poll(() => standbys().every(({ memoryBytes }) => memoryBytes !== null), soon).toBe(true);
    await actor.client.settings.set({ key: 'memoryBudgetBytes', value: 0 });
    await expect.poll(() => standbys().length, soon).toBe(0);
    await actor.client.settings.set({ key: 'memoryBudgetBytes', value: null });
    await expect
      .poll(() => other.state().settings.find(({ id }) => id === 'memoryBudgetBytes')?.origin, soon)
      .toBe('default');
  });
});

describe('a host that has just started', () => {
  it('shows the jobs of the last one, and keeps its settings', async () => {
    const before = (await actor.client.jobs.list()).map(({ id }) => id);
    expect(before.length).toBeGreaterThan(3);
    await other.close();
    await actor.quit();
    actor = await attachTo(sandbox);
    other = await openWatcher(sandbox);
    expect(other.state().jobs.map(({ id }) => id)).toEqual(before);
    expect(other.state().settings.find(({ id }) => id === 'ui')?.value).toEqual({ theme: 'light' });
    const status = (await sandbox.json('status', '--project', 'shop')) as Status;
    expect(status.servers).toEqual([]);
  });
});
