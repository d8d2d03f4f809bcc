import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Job } from '../app/contract';
import { type Attached, attach } from '../app/host/attach/attach';
import { liveDump } from './support/made-project';
import { checkout, openSandbox, type Sandbox } from './support/sandbox';
import { makeTinyProject } from './support/tiny-project';

/** Ways in which a host ends, or is asked to, other than in peace. */
let sandbox: Sandbox;
beforeEach(() => {
  sandbox = openSandbox();
});
afterEach(() => sandbox.dispose());

const lockFile = (): string => join(sandbox.dataFolder, 'host.lock');
const lockOf = (): { pid: number; port: number } => JSON.parse(readFileSync(lockFile(), 'utf8'));
const hostLog = (): string => readFileSync(join(sandbox.dataFolder, 'logs/host.log'), 'utf8');
const nothingRuns = () => expect.poll(() => sandbox.processes(), { timeout: 20_000 }).toEqual([]);

const attached = async (): Promise<Attached> => {
  const host = await attach({ start: true, environment: sandbox.environment });
  if (host === null) throw new Error('a host is started');
  return host;
};

const serveProject = async (): Promise<void> => {
  const folder = makeTinyProject(sandbox, 'shop');
  await sandbox.json('add', folder);
  await sandbox.json('import', liveDump, '--project', folder);
  await sandbox.json('start', '--project', folder);
};

describe('the host', () => {
  it('makes a command that comes while it stops wait, and start the next one', async () => {
    await serveProject();
    const { pid, port } = lockOf();
    const [quit, jobs] = await Promise.all([sandbox.run('quit', '--json'), sandbox.run('jobs', '--json')]);
    const next = await sandbox.run('jobs', '--json');
    expect([quit.exitCode, next.exitCode, jobs.exitCode]).toEqual([0, 0, 0]);
    expect(lockOf().pid).not.toBe(pid);
    // Open tabs find it again.
    expect(lockOf().port).toBe(port);
  });

  it('stops in order after an error that nobody handled, writes it down and ends with 1', async () => {
    const planted = join(sandbox.dataFolder, 'planted.mjs');
    writeFileSync(planted, `process.on('SIGUSR2', () => { Promise.reject(new Error('planted')); });`);
    const child = spawn(
      process.execPath,
      ['--import', pathToFileURL(planted).href, join(checkout, 'dist/host.mjs')],
      { env: sandbox.environment, stdio: 'ignore' },
    );
    const exitCode = new Promise((resolve) => child.once('exit', resolve));
    await expect.poll(() => existsSync(lockFile()) && lockOf().port, { timeout: 20_000 }).toBeGreaterThan(0);
    await serveProject();
    expect(lockOf().pid).toBe(child.pid);
    child.kill('SIGUSR2');
    expect(await exitCode).toBe(1);
    await nothingRuns();
    expect(existsSync(lockFile())).toBe(false);
    expect(hostLog()).toContain('planted');
  });

  it('on SIGTERM in the middle of its first start leaves no process and no lock', async () => {
    const host = await attached();
    // Answered or cut off: either is right.
    const settled = Promise.allSettled([host.client.jobs.list()]);
    await expect.poll(() => sandbox.processes().length, { interval: 5, timeout: 20_000 }).toBeGreaterThan(1);
    process.kill(host.info.pid, 'SIGTERM');
    await nothingRuns();
    expect(existsSync(lockFile())).toBe(false);
    await settled;
    expect(await sandbox.json('jobs')).toEqual([]);
  });

  it('remembers a job that kill -9 cut off as one that failed', async () => {
    const folder = makeTinyProject(sandbox, 'shop', { live: 'deaf' });
    await sandbox.json('add', folder);
    await sandbox.json('import', liveDump, '--project', folder);
    await sandbox.json('start', '--project', folder, '--no-wait');
    await expect
      .poll(() => sandbox.processes().filter((line) => line.includes('tiny-server')).length, {
        timeout: 20_000,
      })
      .toBe(1);
    process.kill(lockOf().pid, 'SIGKILL');
    const jobs = (await sandbox.json('jobs')) as Job[];
    expect(jobs.map(({ kind, state }) => [kind, state])).toEqual([
      ['import', 'done'],
      ['start', 'failed'],
    ]);
    expect(jobs[1]?.error?.message).toContain('ended while this ran');
  });

  it('survives requests that are no URL, which any web page may send to its door', async () => {
    await sandbox.json('jobs');
    const { pid, port } = lockOf();
    for (const head of [
      'GET // HTTP/1.1',
      'GET http://[ HTTP/1.1',
      'GET //[ HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket',
    ]) {
      const answer = await new Promise<string>((resolve, reject) => {
        const socket = connect(port, '127.0.0.1', () =>
          socket.write(`${head}\r\nHost: 127.0.0.1:${port}\r\n\r\n`),
        );
        socket.once('data', (bytes) => {
          socket.destroy();
          resolve(String(bytes).split('\r\n')[0] ?? '');
        });
        socket.once('error', reject);
      });
      expect(answer).toBe('HTTP/1.1 404 Not Found');
    }
    expect(await sandbox.json('jobs')).toEqual([]);
    expect(lockOf().pid).toBe(pid);
  });
});
