import { readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database, Job, Project, Site, State, Status } from '../app/contract';
import { type Attached, attach } from '../app/host/attach/attach';
import { liveDump, stageDump } from './support/made-project';
import { openSandbox, type Sandbox } from './support/sandbox';
import { type Behaviour, makeTinyProject, setBehaviour } from './support/tiny-project';
import { visit } from './support/visitor';

/** Starts, switches and changes of mode that fail, are cancelled or meet each other: what served goes on serving. */
describe('a running project', () => {
  let sandbox: Sandbox;
  let folder: string;
  let host: Attached;
  let projectId: string;

  const status = async (): Promise<Status> => (await sandbox.json('status', '--project', 'shop')) as Status;
  const sites = async (): Promise<Site[]> => (await sandbox.json('sites', '--project', 'shop')) as Site[];
  const settings = () => JSON.parse(readFileSync(join(sandbox.dataFolder, 'config/settings.json'), 'utf8'));
  const serverProcesses = (): string[] =>
    sandbox.processes().filter((line) => line.includes('tiny-server.py'));
  const behave = (behaviour: Behaviour): void => setBehaviour(folder, behaviour);
  const jobOf = async (jobId: string): Promise<Job | undefined> =>
    (await host.client.jobs.list()).find(({ id }) => id === jobId);
  const ended = (jobId: string) => expect.poll(async () => (await jobOf(jobId))?.state, { timeout: 20_000 });
  const shown = async (): Promise<State> => {
    const events = await host.client.watch();
    const first = await events.next();
    await events.return?.(undefined);
    if (first.done === true || first.value.type !== 'snapshot') throw new Error('a snapshot comes first');
    return first.value.state;
  };
  const freePort = (): Promise<number> =>
    new Promise((resolve) => {
      const server = createServer().listen(0, '127.0.0.1', () => {
        const address = server.address();
        server.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0));
      });
    });

  beforeAll(async () => {
    sandbox = openSandbox({ isNew: true });
    folder = makeTinyProject(sandbox, 'shop');
    const { id } = (await sandbox.json('add', folder)) as Project;
    projectId = id;
    await sandbox.json('import', liveDump, '--project', folder);
    await sandbox.json('import', stageDump, '--project', folder);
    const attached = await attach({ start: false, environment: sandbox.environment });
    if (attached === null) throw new Error('the host runs');
    host = attached;
  });
  afterAll(async () => {
    await host.close();
    await sandbox.dispose();
  });

  it('whose start fails leaves no server, no router, and the port as it was', async () => {
    behave({ live: 'die' });
    const port = await freePort();
    const { error } = await sandbox.refused('start', '--port', String(port), '--project', 'shop');
    expect(error.code).toBe('server-died');
    expect(await status()).toMatchObject({ servers: [], router: { port: null } });
    expect(settings().routerPort).toBeNull();
    expect(serverProcesses()).toEqual([]);
  });

  it('whose start is cancelled leaves no server and no router either', async () => {
    behave({ live: 'deaf' });
    const { jobId } = await host.client.servers.start({ projectId, port: null });
    await expect.poll(serverProcesses, { timeout: 20_000 }).toHaveLength(1);
    await host.client.jobs.cancel({ jobId });
    await ended(jobId).toBe('cancelled');
    expect(serverProcesses()).toEqual([]);
    expect(await status()).toMatchObject({ servers: [], router: { port: null } });
  });

  it('shows every client that it runs, and the addresses of its sites once there is a router', async () => {
    behave({});
    await sandbox.json('sites', '--database', 'stage', '--project', 'shop');
    const before = await shown();
    expect(before.sites.flatMap((of) => of.sites.map(({ url }) => url)).every((url) => url === null)).toBe(
      true,
    );
    await sandbox.json('start', '--project', 'shop');
    const after = await shown();
    expect(after.projects).toMatchObject([{ isRunning: true }]);
    expect(after.sites).toHaveLength(2);
    for (const { sites: shownSites } of after.sites) {
      expect(shownSites.find(({ slug }) => slug === 'portal')?.url).toBe(
        `http://portal.127.0.0.1.nip.io:${after.router.port}/`,
      );
    }
  });

  it('goes on when the servers of a switch or a mode do not start, and nothing is remembered of it', async () => {
    behave({
      stage: 'die',
      'site 1': 'die',
      'site 2': 'die',
      'site 3': 'die',
      'site 5': 'die',
      'site 8': 'die',
    });
    const before = await status();
    expect((await sandbox.refused('switch', 'stage', '--project', 'shop')).error.code).toBe('server-died');
    expect((await sandbox.refused('mode', 'multi-process', '--project', 'shop')).error.code).toBe(
      'server-died',
    );
    expect(await status()).toEqual({ ...before, servers: [expect.objectContaining(sameServer(before))] });
    const databases = (await sandbox.json('databases', '--project', 'shop')) as Database[];
    expect(databases.find(({ isActive }) => isActive)?.label).toBe('live-2026-10-30');
    expect(serverProcesses()).toHaveLength(1);
  });

  it('moves to another port with new servers, and stays where it is when that port is taken', async () => {
    behave({});
    const before = await status();
    const port = await freePort();
    await sandbox.json('start', '--port', String(port), '--project', 'shop');
    const moved = await status();
    expect(moved.router.port).toBe(port);
    expect(moved.servers[0]?.pid).not.toBe(before.servers[0]?.pid);
    expect((await sites())[0]?.url).toContain(`:${port}/`);
    await expect(visit({ port: before.router.port ?? 0, host: 'portal.127.0.0.1.nip.io' })).rejects.toThrow(
      'ECONNREFUSED',
    );
    const holder = createServer();
    const taken = await new Promise<number>((resolve) => {
      holder.listen(0, '127.0.0.1', () => {
        const address = holder.address();
        resolve(typeof address === 'object' ? (address?.port ?? 0) : 0);
      });
    });
    expect((await sandbox.refused('start', '--port', String(taken), '--project', 'shop')).error.code).toBe(
      'port-taken',
    );
    holder.close();
    expect((await visit({ port, host: 'portal.127.0.0.1.nip.io' })).status).toBe(200);
    expect(settings().routerPort).toBe(port);
  });

  it('keeps its hosts: another project with the same ones is refused before any of its servers starts, and served beside it with others', async () => {
    const rival = makeTinyProject(sandbox, 'rival', { rival: 'deaf' });
    const { id } = (await sandbox.json('add', rival)) as Project;
    await sandbox.json('import', liveDump, '--project', rival);
    const { error } = await sandbox.refused('start', '--project', 'rival');
    expect(error.code).toBe('domain-conflict');
    expect(error.message).toContain('shop');
    expect(error.hint).toContain('{}.rival.127.0.0.1.nip.io');
    expect((await host.client.servers.list({ projectId: id })).length).toBe(0);

    const file = join(rival, 'manysite.json');
    const apart = { ...JSON.parse(readFileSync(file, 'utf8')), domainFormat: '{}.rival.127.0.0.1.nip.io' };
    writeFileSync(file, JSON.stringify(apart));
    setBehaviour(rival, {});
    await sandbox.json('rewrite', '--project', 'rival');
    const before = await status();
    const port = await freePort();
    await sandbox.json('start', '--port', String(port), '--project', 'rival');
    // The router moved for both, and the servers of both know it.
    await expect
      .poll(async () => (await status()).servers[0]?.pid, { timeout: 20_000 })
      .not.toBe(before.servers[0]?.pid);
    for (const name of ['portal.127.0.0.1.nip.io', 'portal.rival.127.0.0.1.nip.io'])
      expect([name, (await visit({ port, host: name })).status]).toEqual([name, 200]);
    await sandbox.json('remove', 'rival', '--yes');
  });

  it('lets a job that waits for its turn be cancelled: it ends at once and never runs', async () => {
    behave({ stage: 'deaf' });
    const first = await host.client.databases.switch({ projectId, database: 'stage' });
    await expect.poll(serverProcesses, { timeout: 20_000 }).toHaveLength(2);
    const second = await host.client.servers.mode({ projectId, mode: 'multi-process' });
    await host.client.jobs.cancel({ jobId: second.jobId });
    await ended(second.jobId).toBe('cancelled');
    expect((await jobOf(first.jobId))?.state).toBe('running');
    await host.client.jobs.cancel({ jobId: first.jobId });
    await ended(first.jobId).toBe('cancelled');
    expect(await status()).toMatchObject({ mode: 'single-process', database: 'shop_live_2026_10_30' });
    expect(serverProcesses()).toHaveLength(1);
  });

  it('two switches asked for at once run one after the other, and the last one counts', async () => {
    behave({});
    const there = await host.client.databases.switch({ projectId, database: 'stage' });
    const back = await host.client.databases.switch({ projectId, database: 'live' });
    await ended(back.jobId).toBe('done');
    expect(await jobOf(there.jobId)).toMatchObject({ state: 'done', result: { wasWarm: false } });
    expect(await jobOf(back.jobId)).toMatchObject({ state: 'done', result: { wasWarm: true } });
    const { databases, servers } = await shown();
    expect(databases.filter(({ isActive }) => isActive).map(({ label }) => label)).toEqual([
      'live-2026-10-30',
    ]);
    expect(servers.map(({ isStandby }) => isStandby).sort()).toEqual([false, true]);
  });

  it('a restart ends standby servers too, as they run older code', async () => {
    await sandbox.json('restart', '--project', 'shop');
    await expect.poll(serverProcesses, { timeout: 20_000 }).toHaveLength(1);
    expect((await shown()).servers.map(({ isStandby }) => isStandby)).toEqual([false]);
  });

  it('serves what works in multi-process mode; a site whose server failed has a page with a button that restarts it', async () => {
    behave({ 'site 2': 'die' });
    const job = (await sandbox.json('mode', 'multi-process', '--project', 'shop')) as Job;
    expect(job.result).toMatchObject({ failed: ['velowerk'] });
    const port = (await status()).router.port ?? 0;
    const site = 'velowerk.127.0.0.1.nip.io';
    expect((await visit({ port, host: 'portal.127.0.0.1.nip.io' })).status).toBe(200);
    const page = await visit({ port, host: `${site}:${port}` });
    expect(page.status).toBe(502);
    expect(page.body).toContain('told to die');
    const action = /action="([^"]+)"/.exec(page.body)?.[1] ?? '';
    behave({});
    expect(await press(port, `${site}:${port}`, action)).toBeLessThan(400);
    await expect.poll(async () => (await visit({ port, host: site })).status, { timeout: 20_000 }).toBe(200);
    expect(JSON.parse((await visit({ port, host: site })).body)).toMatchObject({ site: '2' });
  });

  it('leaves no process when it is ended while an old server still answers a request', async () => {
    const port = (await status()).router.port ?? 0;
    const slow = visit({ port, host: 'portal.127.0.0.1.nip.io', path: '/slow' });
    const cut = expect(slow).rejects.toThrow('socket hang up');
    await sandbox.json('mode', 'single-process', '--project', 'shop');
    // The old set waits for the slow request, and is of no run any more.
    expect(serverProcesses().length).toBeGreaterThan(1);
    const { stopped } = (await sandbox.json('quit')) as { stopped: string[] };
    expect(stopped).toContain('server portal of shop_live_2026_10_30');
    await cut;
    await expect.poll(() => sandbox.processes(), { timeout: 10_000 }).toEqual([]);
  });
});

const sameServer = ({ servers: [server] }: Status) => ({ pid: server?.pid, port: server?.port });

const press = (port: number, host: string, path: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const headers = { host, origin: `http://${host}`, 'content-length': '0' };
    request({ host: '127.0.0.1', port, path, method: 'POST', headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
