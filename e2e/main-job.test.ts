import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database, LogLine, Site, SitePlan, Status } from '../app/contract';
import { attach } from '../app/host/attach/attach';
import { openSandbox, type Sandbox } from './support/sandbox';
import { factOf, visit, visitContinuously } from './support/visitor';

/** The main job as a user does it from a terminal, in order: each step builds on those before. */
describe('the main job, from the command line', () => {
  let sandbox: Sandbox;
  let port: number;
  let sites: Site[];

  const status = async (): Promise<Status> => (await sandbox.json('status')) as Status;
  const databases = async (): Promise<Database[]> => (await sandbox.json('databases')) as Database[];
  const enabled = (): Site[] => sites.filter((site) => site.isEnabled);
  const hosts = (): string[] => enabled().map(({ domain }) => domain);

  beforeAll(() => {
    sandbox = openSandbox();
  });
  afterAll(() => sandbox.dispose());

  it('`demo` adds the project and imports both dumps', async () => {
    await sandbox.json('demo');
    expect(
      (await databases()).map(({ label, state, isActive, dump }) => ({
        label,
        state,
        isActive,
        format: dump.format,
      })),
    ).toEqual([
      { label: 'stage-2026-11-18', state: 'ready', isActive: false, format: 'plain' },
      { label: 'live-2026-10-30', state: 'ready', isActive: true, format: 'custom' },
    ]);
  });

  it('`demo` again changes nothing', async () => {
    expect(await sandbox.json('demo')).toMatchObject({ result: { imported: [] } });
    expect(await databases()).toHaveLength(2);
  });

  it('`start` serves every enabled site of the active database at its local domain', async () => {
    await sandbox.json('start');
    const { router, mode } = await status();
    expect(mode).toBe('single-process');
    port = router.port ?? 0;
    sites = (await sandbox.json('sites')) as Site[];
    expect(enabled()).toHaveLength(5);
    for (const site of enabled()) {
      expect(site.domain).toBe(`${site.slug}.127.0.0.1.nip.io`);
      expect(site.url).toBe(`http://${site.domain}:${port}/`);
      const page = await visit({ port, host: `${site.domain}:${port}` });
      expect(page.status).toBe(200);
      expect(factOf(page, 'site-id')).toBe(String(site.id));
      expect(factOf(page, 'database')).toBe('tideline_live_2026_10_30');
    }
  });

  it('redirects an alias with the router’s port kept, and tells of a disabled site and of unknown hosts', async () => {
    const alias = sites
      .flatMap((site) => site.aliases.map((of) => ({ ...of, site })))
      .find((of) => of.redirectsToCanonical && !of.isCanonical);
    const redirect = await visit({ port, host: alias?.domain ?? '', path: '/somewhere/?q=1' });
    expect(redirect.status).toBe(301);
    expect(redirect.headers.location).toBe(`http://${alias?.site.domain}:${port}/somewhere/?q=1`);
    const disabled = sites.find((site) => !site.isEnabled);
    const page = await visit({ port, host: disabled?.domain ?? '' });
    expect(page.status).toBe(503);
    expect(page.body).toContain(disabled?.name);
    expect((await visit({ port, host: 'www.elsewhere.example' })).status).toBe(421);
    expect((await visit({ port, host: `127.0.0.1:${port}` })).status).toBe(200);
  });

  it('`mode multi-process` gives each site a process of its own, and no request fails meanwhile', async () => {
    const visitor = visitContinuously(port, hosts());
    await sandbox.json('mode', 'multi-process');
    const visits = await visitor.stop();
    expect(visits.failures).toEqual([]);
    expect(visits.total).toBeGreaterThan(20);
    const pages = await Promise.all(hosts().map((host) => visit({ port, host })));
    expect(pages.map((page) => page.status)).toEqual([200, 200, 200, 200, 200]);
    expect(new Set(pages.map((page) => factOf(page, 'process-id'))).size).toBe(5);
    expect(pages.map((page) => factOf(page, 'site-id'))).toEqual(enabled().map(({ id }) => String(id)));
  });

  it('`switch` changes the pages and not the URLs, and no request fails meanwhile', async () => {
    const shared = ((await sandbox.json('sites', '--database', 'stage')) as Site[]).filter(
      (site) => site.isEnabled && hosts().includes(site.domain),
    );
    expect(shared.length).toBeGreaterThanOrEqual(4);
    const before = await status();
    const visitor = visitContinuously(
      port,
      shared.map(({ domain }) => domain),
    );
    await sandbox.json('switch', 'stage-2026-11-18');
    await sandbox.json('switch', 'live');
    const visits = await visitor.stop();
    expect(visits.failures).toEqual([]);
    expect(visits.databases).toEqual(['tideline_live_2026_10_30', 'tideline_stage_2026_11_18']);
    const after = await status();
    // Going back is the table only: the very same processes answer again.
    expect(after.servers.map(({ pid }) => pid)).toEqual(before.servers.map(({ pid }) => pid));
    expect(after.database).toBe('tideline_live_2026_10_30');
  });

  it('a server that is killed comes back, and its requests wait for it', async () => {
    const { servers } = await status();
    const [server] = servers;
    const host = enabled().find(({ id }) => id === server?.siteIds[0])?.domain ?? '';
    process.kill(server?.pid ?? 0, 'SIGKILL');
    await expect
      .poll(async () => (await status()).servers.find(({ name }) => name === server?.name)?.pid, {
        timeout: 20_000,
      })
      .not.toBe(server?.pid);
    const page = await visit({ port, host });
    expect(page.status).toBe(200);
    expect(factOf(page, 'process-id')).not.toBe(String(server?.pid));
  });

  it('`rewrite --dry-run` finds nothing to do after an import', async () => {
    const plan = (await sandbox.json('rewrite', '--dry-run')) as SitePlan;
    expect(plan.changes).toEqual([]);
  });

  it('every command says the same for people', async () => {
    for (const args of [
      ['status'],
      ['sites'],
      ['databases'],
      ['jobs'],
      ['config'],
      ['env'],
      ['rewrite', '--dry-run'],
      ['logs'],
    ]) {
      const { exitCode, stdout } = await sandbox.run(...args);
      expect([args, exitCode]).toEqual([args, 0]);
      expect(stdout.trim()).not.toBe('');
      expect(() => JSON.parse(stdout)).toThrow();
    }
  });

  it('`env` shows the environment without its secrets', async () => {
    const { stdout } = await sandbox.run('env', '--json');
    const secret = JSON.parse(readFileSync(`${sandbox.dataFolder}/secret`, 'utf8'));
    for (const value of Object.values(secret)) expect(stdout).not.toContain(value);
    const { variables } = JSON.parse(stdout) as { variables: { name: string; value: string }[] };
    expect(variables.find(({ name }) => name === 'PGDATABASE')?.value).toBe('tideline_live_2026_10_30');
    expect(variables.find(({ name }) => name === 'PGPASSWORD')?.value).toMatch(/^•+$/);
  });

  it('`stop` ends the servers, and the router tells that nothing is served', async () => {
    await sandbox.json('stop');
    expect((await status()).servers).toEqual([]);
    expect((await visit({ port, host: hosts()[0] ?? '' })).status).toBe(421);
  });

  it('`quit` leaves no process', async () => {
    await sandbox.json('start');
    expect(sandbox.processes().length).toBeGreaterThan(5);
    await sandbox.json('quit');
    await expect.poll(() => sandbox.processes(), { timeout: 10_000 }).toEqual([]);
    expect(existsSync(`${sandbox.dataFolder}/host.lock`)).toBe(false);
  });

  it('the next host has the sites in sight before anything is started', async () => {
    const attached = await attach({ start: true, environment: sandbox.environment });
    if (attached === null) throw new Error('a host was started');
    const events = await attached.client.watch();
    const first = await events.next();
    const unreachable = sites.map(({ slug }) => ({ slug, url: null }));
    expect(first.value).toMatchObject({ type: 'snapshot', state: { sites: [{ sites: unreachable }] } });
    await events.return?.(undefined);
    await attached.close();
  });

  it('`logs` has what the servers said before the host ended, each by its name, and goes on there after a start', async () => {
    const before = (await sandbox.json('logs', '--lines', '10000')) as LogLine[];
    expect(before.map(({ at }) => at)).toEqual(before.map(({ at }) => at).sort());
    expect(new Set(before.map(({ server }) => server))).toEqual(
      new Set(['all', ...enabled().map(({ slug }) => slug)]),
    );
    expect(before.filter(({ text }) => text.includes('"GET / HTTP/1.1" 200')).length).toBeGreaterThan(5);
    await sandbox.json('start');
    const after = (await sandbox.json('logs', '--lines', '10000')) as LogLine[];
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.length).toBeGreaterThan(before.length);
  });

  it('the next command finds everything again', async () => {
    const [stage, live] = await databases();
    expect([stage?.isActive, live?.isActive]).toEqual([false, true]);
    await sandbox.json('start');
    const page = await visit({ port, host: hosts()[0] ?? '' });
    expect(page.status).toBe(200);
  });
});
