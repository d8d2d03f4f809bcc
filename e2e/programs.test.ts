import { type ChildProcess, spawn } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Figures, HandRoute, Site, Status } from '../app/contract';
import { liveDump, stageDump } from './support/made-project';
import { checkout, openSandbox, type Sandbox } from './support/sandbox';
import { makeTinyProject } from './support/tiny-project';
import { visit } from './support/visitor';

/** Gives a program a terminal of its own, whose keyboard is our pipe and whose screen is our stdout. */
const inTerminal = 'import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))';

interface Running {
  readonly process: ChildProcess;
  readonly screen: () => string;
  readonly ended: Promise<number | null>;
}

/** exec, run and route: programs that the user starts, in a terminal or an IDE. */
describe('programs of a project', () => {
  let sandbox: Sandbox;
  const started: Running[] = [];
  const ofShop = ['--project', 'shop'];
  const host = 'portal.127.0.0.1.nip.io';

  const watched = (process: ChildProcess): Running => {
    let screen = '';
    for (const stream of [process.stdout, process.stderr]) {
      stream?.on('data', (chunk) => {
        screen += String(chunk);
      });
    }
    const ended = new Promise<number | null>((resolve) => process.once('close', resolve));
    const running = { process, screen: () => screen, ended };
    started.push(running);
    return running;
  };
  const manysite = join(checkout, 'bin/manysite');
  const options = () => ({ env: sandbox.environment, cwd: sandbox.dataFolder });
  const plain = (...words: string[]) => watched(spawn(process.execPath, [manysite, ...words], options()));
  const terminal = (...words: string[]) =>
    watched(spawn('python3', ['-c', inTerminal, process.execPath, manysite, ...words], options()));
  const saying = (running: Running) => expect.poll(running.screen, { timeout: 60_000 });

  const status = async (): Promise<Status> => (await sandbox.json('status', ...ofShop)) as Status;
  const port = async (): Promise<number> => (await status()).router.port ?? 0;
  /** Which process answers the site, and from which database. */
  const answer = async (): Promise<{ process: number; database: string; site: string }> =>
    JSON.parse((await visit({ port: await port(), host })).body);

  beforeAll(async () => {
    sandbox = openSandbox();
    const folder = makeTinyProject(sandbox, 'shop');
    await sandbox.json('add', folder);
    await sandbox.json('import', liveDump, ...ofShop);
    await sandbox.json('import', stageDump, ...ofShop);
  });
  afterEach(async () => {
    for (const { process } of started) process.kill('SIGKILL');
    await Promise.all(started.splice(0).map(({ ended }) => ended));
  });
  afterAll(() => sandbox.dispose());

  it('exec gives a program what a server gets, and its exit code back', async () => {
    const script = 'import os, sys; print(os.environ["PGDATABASE"], os.environ.get("SITE_ID")); sys.exit(7)';
    const all = await sandbox.run('exec', ...ofShop, '--', 'python', '-c', script);
    expect(all).toMatchObject({ exitCode: 7, stdout: expect.stringContaining('shop_live_2026_10_30') });
    const one = await sandbox.run(
      ...['exec', '--site', 'velowerk', '-d', 'stage', ...ofShop],
      ...['--', 'python', '-c', script],
    );
    expect(one).toMatchObject({ exitCode: 7, stdout: 'shop_stage_2026_11_18 2\n' });
    const check = await sandbox.run('exec', ...ofShop, '--', 'manage.py', 'check');
    expect(check).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('no issues') });
  });

  it('exec tells a program that cannot be started, and one that a signal ended', async () => {
    const missing = await sandbox.run('exec', ...ofShop, '--', 'no-such-program');
    expect(missing).toMatchObject({ exitCode: 5, stderr: expect.stringContaining('"no-such-program"') });
    expect((await sandbox.run('exec', ...ofShop, '--', 'sh', '-c', 'kill -KILL $$')).exitCode).toBe(137);
  });

  it('exec passes signals on to the program', async () => {
    const script =
      'import signal, sys; signal.signal(signal.SIGTERM, lambda *_: sys.exit(3)); print("here", flush=True); signal.pause()';
    const running = plain('exec', ...ofShop, '--', 'python', '-c', script);
    await saying(running).toContain('here');
    running.process.kill('SIGTERM');
    expect(await running.ended).toBe(3);
  });

  it('run starts a project that does not run, serves the site in the terminal, and stops at a breakpoint', async () => {
    const running = terminal('run', 'portal', ...ofShop);
    await saying(running).toContain('portal is served by this terminal: http://portal.127.0.0.1.nip.io:');
    const before = await status();
    expect(before.routes).toMatchObject([{ slug: 'portal', by: 'run', isInUse: true }]);
    expect((await answer()).site).toBe('1');
    const stopped = visit({ port: before.router.port ?? 0, host, path: '/break' });
    await saying(running).toContain('(Pdb)');
    running.process.stdin?.write('p 6 * 7\n');
    await saying(running).toMatch(/\b42\b/);
    running.process.stdin?.write('c\n');
    expect((await stopped).status).toBe(200);
    const ours = (await answer()).process;
    running.process.stdin?.write('\u0003');
    await running.ended;
    expect((await answer()).process).toBe(before.servers[0]?.pid);
    expect(ours).not.toBe(before.servers[0]?.pid);
    expect((await status()).routes).toEqual([]);
  });

  it('run lends the site for as long as its connection lives, and leaves no process when it is killed', async () => {
    await sandbox.json('start', ...ofShop);
    const own = (await answer()).process;
    const running = plain('run', 'portal', ...ofShop);
    await saying(running).toContain('is served by this terminal');
    const lent = (await answer()).process;
    expect(lent).not.toBe(own);
    expect((await sandbox.refused('route', 'portal', '9000', ...ofShop)).error.code).toBe('site-routed');
    expect((await sandbox.refused('run', 'portal', ...ofShop)).error.code).toBe('site-routed');
    running.process.kill('SIGKILL');
    await expect.poll(async () => (await answer()).process, { timeout: 20_000 }).toBe(own);
    await expect
      .poll(() => sandbox.processes().filter((line) => line.startsWith(`${lent} `)), { timeout: 20_000 })
      .toEqual([]);
  });

  it('run stands back while another database is the active one', async () => {
    await sandbox.json('mode', 'multi-process', ...ofShop);
    const running = plain('run', 'portal', ...ofShop);
    await saying(running).toContain('is served by this terminal');
    const lent = (await answer()).process;
    await sandbox.json('switch', 'stage', ...ofShop);
    expect(await answer()).toMatchObject({ database: 'shop_stage_2026_11_18' });
    await saying(running).toContain('the active database is shop_stage_2026_11_18 now');
    await sandbox.json('switch', 'live', ...ofShop);
    expect((await answer()).process).toBe(lent);
    running.process.kill('SIGTERM');
    await running.ended;
    await expect.poll(async () => (await status()).routes, { timeout: 20_000 }).toEqual([]);
  });

  it('what each mode takes is remembered from real runs, with the database and the time', async () => {
    const figures = async () => ((await sandbox.json('mode', ...ofShop)) as { figures: Figures }).figures;
    await answer();
    await expect
      .poll(async () => (await figures())['multi-process'], { timeout: 20_000 })
      .toMatchObject({
        serverCount: 5,
        database: 'live-2026-10-30',
        memoryBytes: expect.any(Number),
        startMs: expect.any(Number),
        p50Ms: expect.any(Number),
        p95Ms: expect.any(Number),
      });
    const { 'single-process': single, 'multi-process': multi } = await figures();
    expect(multi?.memoryBytes).toBeGreaterThan(single?.memoryBytes ?? Number.POSITIVE_INFINITY);
    expect((await sandbox.run('mode', ...ofShop)).stdout).toMatch(/^\* +multi-process +5 +\d.* MB/m);
  });

  describe('route', () => {
    let ide: Server;
    let idePort = 0;
    const routes = async (...words: string[]): Promise<HandRoute[]> =>
      ((await sandbox.json('route', ...words, ...ofShop)) as { routes: HandRoute[] }).routes;
    const page = async () => (await visit({ port: await port(), host })).body;

    beforeAll(async () => {
      ide = createServer((_, response) => response.end('from the IDE'));
      await new Promise<void>((resolve) => ide.listen(0, '127.0.0.1', resolve));
      const address = ide.address();
      idePort = typeof address === 'object' ? (address?.port ?? 0) : 0;
    });
    afterAll(() => ide.close());

    it('sends a site to a server of the user, across restarts, until it is taken back', async () => {
      expect(await routes('portal', String(idePort))).toMatchObject([{ slug: 'portal', isInUse: true }]);
      expect(await page()).toBe('from the IDE');
      await sandbox.json('restart', ...ofShop);
      expect(await page()).toBe('from the IDE');
      expect((await sandbox.run('status', ...ofShop)).stdout).toContain(`portal goes to port ${idePort}`);
      await new Promise((resolve) => {
        ide.close(resolve);
        ide.closeAllConnections();
      });
      const gone = await visit({ port: await port(), host });
      expect(gone.status).toBe(502);
      expect(gone.body).toContain(`port ${idePort} by hand`);
      expect(gone.body).toContain('manysite route portal off');
      expect(await routes('portal', 'off')).toEqual([]);
      expect(await answer()).toMatchObject({ site: '1' });
    });

    it('refuses the port of the router, no port, and a site that is not there or disabled', async () => {
      const own = await sandbox.refused('route', 'portal', String(await port()), ...ofShop);
      expect(own).toMatchObject({ exitCode: 2, error: { code: 'usage-invalid' } });
      expect((await sandbox.refused('route', 'portal', 'on', ...ofShop)).exitCode).toBe(2);
      expect((await sandbox.refused('route', 'nope', '9000', ...ofShop)).error.code).toBe('site-not-found');
      const sites = (await sandbox.json('sites', ...ofShop)) as Site[];
      const disabled = sites.find(({ isEnabled }) => !isEnabled)?.slug ?? '';
      expect((await sandbox.refused('route', disabled, '9000', ...ofShop)).error.message).toContain(
        'disabled',
      );
    });
  });
});
