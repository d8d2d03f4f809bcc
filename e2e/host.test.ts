import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Database, Status } from '../app/contract';
import { attach } from '../app/host/attach/attach';
import { processStartTime } from '../app/servers/process-identity';
import { liveDump, makeProject } from './support/made-project';
import { checkout, openSandbox, type Sandbox } from './support/sandbox';
import { openWatcher } from './support/watcher';

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = openSandbox();
});
afterEach(() => sandbox.dispose());

const lockOf = (): { pid: number; port: number } =>
  JSON.parse(readFileSync(join(sandbox.dataFolder, 'host.lock'), 'utf8'));
const secretOf = (): { token: string } =>
  JSON.parse(readFileSync(join(sandbox.dataFolder, 'secret'), 'utf8'));

/** A zombie, whose parent has not looked at its end yet, is dead. */
const isAlive = (pid: number): boolean => processStartTime(pid) !== null;

const serveProject = async (name: string): Promise<Status> => {
  const folder = makeProject(sandbox, name);
  await sandbox.json('add', folder);
  await sandbox.json('import', liveDump, '--project', folder);
  await sandbox.json('start', '--project', folder);
  return (await sandbox.json('status', '--project', folder)) as Status;
};

const startHost = (extra: NodeJS.ProcessEnv = {}): ChildProcess =>
  spawn(process.execPath, [join(checkout, 'dist/host.mjs')], {
    env: { ...sandbox.environment, ...extra },
    stdio: 'pipe',
  });

const ended = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => child.once('exit', (code) => resolve(code)));

describe('the host', () => {
  it('is one for a data folder: a second one refuses, and commands at the same time share one', async () => {
    const outcomes = await Promise.all([
      sandbox.run('status', '--json'),
      sandbox.run('jobs', '--json'),
      sandbox.run('jobs', '--json'),
    ]);
    expect(outcomes.slice(1).map(({ exitCode }) => exitCode)).toEqual([0, 0]);
    expect(sandbox.processes().filter((line) => line.includes('host.mjs'))).toHaveLength(1);
    const second = startHost();
    let said = '';
    second.stderr?.on('data', (chunk) => {
      said += String(chunk);
    });
    expect(await ended(second)).toBe(1);
    expect(JSON.parse(said)).toMatchObject({
      pid: second.pid,
      error: { code: 'host-running', message: expect.stringContaining(String(lockOf().pid)) },
    });
  });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'on %s stops servers, router and PostgreSQL, and leaves no lock',
    async (signal) => {
      await serveProject('shop');
      expect(sandbox.processes().length).toBeGreaterThan(2);
      process.kill(lockOf().pid, signal);
      await expect.poll(() => sandbox.processes(), { timeout: 20_000 }).toEqual([]);
      expect(existsSync(join(sandbox.dataFolder, 'host.lock'))).toBe(false);
    },
  );

  it('after kill -9 the next one takes the lock over and ends what was left', async () => {
    const { servers } = await serveProject('shop');
    const orphan = servers[0]?.pid ?? 0;
    const { pid } = lockOf();
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => isAlive(pid)).toBe(false);
    expect(isAlive(orphan)).toBe(true);
    expect(await sandbox.json('databases', '--project', 'shop')).toMatchObject([
      { state: 'ready', isActive: true },
    ]);
    expect(isAlive(orphan)).toBe(false);
    expect(lockOf().pid).not.toBe(pid);
  });

  it('takes over a lock whose pid now belongs to another process', async () => {
    writeFileSync(
      join(sandbox.dataFolder, 'host.lock'),
      JSON.stringify({ pid: process.pid, startTime: 'long ago', port: 1, version: '0.0.1' }),
    );
    expect(await sandbox.json('jobs')).toEqual([]);
    expect(lockOf().pid).not.toBe(process.pid);
  });

  it('leaves when nobody needs it for the idle time', async () => {
    sandbox.environment.MANYSITE_IDLE_SECONDS = '1';
    await sandbox.json('jobs');
    await expect.poll(() => sandbox.processes(), { timeout: 15_000 }).toEqual([]);
    expect(existsSync(join(sandbox.dataFolder, 'host.lock'))).toBe(false);
  });

  it('keeps its secret from others', async () => {
    await sandbox.json('jobs');
    const { stdout } = await sandbox.run('jobs');
    expect(stdout).not.toContain(secretOf().token);
    const { mode } = statSync(join(sandbox.dataFolder, 'secret'));
    expect(mode & 0o777).toBe(0o600);
  });
});

interface Refusal {
  readonly status: number | null;
  readonly closeCode: number | null;
}

const knock = (headers: Record<string, string>, hello: string | null): Promise<Refusal> =>
  new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${lockOf().port}/door`, { headers });
    socket.on('unexpected-response', (_, response) => {
      socket.on('error', () => undefined);
      resolve({ status: response.statusCode ?? null, closeCode: null });
    });
    socket.on('open', () => {
      if (hello !== null) socket.send(hello);
    });
    socket.on('message', () => {
      resolve({ status: 101, closeCode: null });
      socket.close();
    });
    socket.on('close', (code) => resolve({ status: 101, closeCode: code }));
  });

const page = (host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port: lockOf().port, headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });

describe('the door', () => {
  beforeEach(async () => {
    await sandbox.json('jobs');
  });

  it('opens with the token in the first message, and with nothing else', async () => {
    const hello = JSON.stringify({ token: secretOf().token });
    expect(await knock({}, hello)).toEqual({ status: 101, closeCode: null });
    expect(await knock({}, JSON.stringify({ token: 'x'.repeat(43) }))).toEqual({
      status: 101,
      closeCode: 4401,
    });
    expect(await knock({}, 'not even JSON')).toEqual({ status: 101, closeCode: 4401 });
  });

  it('is closed to pages of other origins and to names that are not this machine’s', async () => {
    const hello = JSON.stringify({ token: secretOf().token });
    const { port } = lockOf();
    expect((await knock({ origin: 'http://evil.example' }, hello)).status).toBe(403);
    expect((await knock({ origin: `http://portal.127.0.0.1.nip.io:${port}` }, hello)).status).toBe(403);
    expect((await knock({ host: 'rebound.example', origin: 'http://rebound.example' }, hello)).status).toBe(
      421,
    );
    expect((await knock({ host: 'localhost:9000', origin: 'http://localhost:9000' }, hello)).status).toBe(
      101,
    );
    expect(await page('rebound.example')).toBe(421);
    expect(await page(`127.0.0.1:${port}`)).toBe(200);
  });

  it('tells every client what changes, as it changes', async () => {
    const watcher = await openWatcher(sandbox);
    expect(watcher.state().projects).toEqual([]);
    await sandbox.json('add', makeProject(sandbox, 'shop'));
    await watcher.until(({ projects }) => projects.length > 0);
    // Others than this, such as the host's memory, come as they like.
    const told = watcher.changes.filter(({ slice }) => slice === 'projects');
    expect(told[0]).toMatchObject({ slice: 'projects', value: { name: 'shop' } });
    await watcher.close();
  });

  it('gives back the engine’s own errors', async () => {
    const attached = await attach({ start: false, environment: sandbox.environment });
    await expect(attached?.client.projects.config({ projectId: 'nope' })).rejects.toMatchObject({
      name: 'AppError',
      code: 'project-not-found',
    });
    await attached?.close();
  });
});

describe('an import', () => {
  it('that is cancelled leaves nothing behind', async () => {
    const folder = makeProject(sandbox, 'shop');
    await sandbox.json('add', folder);
    const attached = await attach({ start: false, environment: sandbox.environment });
    if (attached === null) throw new Error('the host runs');
    const { client } = attached;
    const [project] = await client.projects.list();
    const { jobId } = await client.dumps.import({
      projectId: project?.id ?? '',
      file: liveDump,
      label: null,
      slugs: {},
      isSpool: false,
    });
    await client.jobs.cancel({ jobId });
    const jobOf = async () => (await client.jobs.list()).find(({ id }) => id === jobId);
    await expect.poll(async () => (await jobOf())?.state, { timeout: 20_000 }).toBe('cancelled');
    expect((await sandbox.json('databases', '--project', 'shop')) as Database[]).toEqual([]);
    await attached.close();
  });

  it('from standard input works, and its copy is deleted', async () => {
    await sandbox.json('add', makeProject(sandbox, 'shop'));
    const child = spawn(
      process.execPath,
      [join(checkout, 'bin/manysite'), 'import', '-', '--label', 'piped', '--json'],
      {
        env: sandbox.environment,
        cwd: join(sandbox.dataFolder, 'projects/shop'),
      },
    );
    child.stdin.end(readFileSync(liveDump));
    child.stdout.resume();
    expect(await ended(child)).toBe(0);
    expect(await sandbox.json('databases', '--project', 'shop')).toMatchObject([
      { label: 'piped', dump: { file: 'standard input' } },
    ]);
    expect(readdirSync(join(sandbox.dataFolder, 'spool'))).toEqual([]);
  });
});
