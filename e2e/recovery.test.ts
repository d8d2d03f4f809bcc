import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Job, Notice, Status } from '../app/contract';
import { attach } from '../app/host/attach/attach';
import { processStartTime } from '../app/servers/process-identity';
import { bulkTable, siteTable, writeDump } from './support/made-dump';
import { liveDump } from './support/made-project';
import { expectNothingLeft } from './support/nothing-left';
import { openSandbox, type Sandbox } from './support/sandbox';
import { makeTinyProject } from './support/tiny-project';
import { visit } from './support/visitor';

/** What the next start finds, does and says after a host that ended unasked. */
let sandbox: Sandbox;
beforeEach(() => {
  sandbox = openSandbox();
});
afterEach(() => sandbox.dispose());

const lockOf = (): { pid: number } => JSON.parse(readFileSync(join(sandbox.dataFolder, 'host.lock'), 'utf8'));

const killHost = async (): Promise<void> => {
  const { pid } = lockOf();
  process.kill(pid, 'SIGKILL');
  await expect.poll(() => processStartTime(pid), { timeout: 20_000 }).toBeNull();
};

const serveProject = async (): Promise<string> => {
  const folder = makeTinyProject(sandbox, 'shop');
  await sandbox.json('add', folder);
  await sandbox.json('import', liveDump, '--project', folder);
  await sandbox.json('start', '--project', folder);
  return folder;
};

const jobs = async (): Promise<Job[]> => (await sandbox.json('jobs')) as Job[];
const jobsEnded = () =>
  expect
    .poll(async () => (await jobs()).filter(({ state }) => state === 'running'), { timeout: 60_000 })
    .toEqual([]);

const status = async (): Promise<Status> => (await sandbox.json('status', '--project', 'shop')) as Status;
const answers = async (): Promise<number> =>
  (await visit({ port: (await status()).router.port ?? 0, host: 'portal.127.0.0.1.nip.io' })).status;

const shownNotices = async (): Promise<Notice[]> => {
  const host = await attach({ start: true, environment: sandbox.environment });
  if (host === null) throw new Error('a host is started');
  const events = await host.client.watch();
  const first = await events.next();
  await events.return?.(undefined);
  await host.close();
  if (first.done || first.value.type !== 'snapshot') throw new Error('the first word is a snapshot');
  return first.value.state.notices;
};

/** A dump whose import takes long enough to be cut off. */
const bigDump = (): string => writeDump(sandbox, 'big.sql', [...siteTable, ...bulkTable(400_000)]);

const importReaches = async (phase: string): Promise<void> => {
  const host = await attach({ start: false, environment: sandbox.environment });
  if (host === null) throw new Error('the host runs');
  const isThere = async (): Promise<boolean> =>
    (await host.client.jobs.list()).some((job) => job.state === 'running' && job.phase === phase);
  await expect.poll(isThere, { timeout: 60_000, interval: 10 }).toBe(true);
  await host.close();
};

describe('after kill -9 of the host', () => {
  it('the sites come back with the next command, which says what was undone, once', async () => {
    const folder = await serveProject();
    const importing = sandbox.run('import', bigDump(), '--project', folder);
    await importReaches('data');
    await killHost();
    expect((await importing).exitCode).not.toBe(0);

    const next = await sandbox.run('databases', '--project', folder);
    expect(next.exitCode).toBe(0);
    expect(next.stderr).toMatch(/^Note: The host was killed at [0-9:]+ and was started again\./);
    expect(next.stderr).toContain('Cut off: “Import big.sql”.');
    expect(next.stderr).toContain('The import of shop_big was undone; nothing of it is left.');
    expect(next.stderr).toContain('shop is started again.');
    expect((await sandbox.run('databases', '--project', folder)).stderr).toBe('');

    await jobsEnded();
    expect(await answers()).toBe(200);
    await expectNothingLeft(sandbox);
    const [notice] = await shownNotices();
    expect(notice?.about).toMatchObject({
      kind: 'host-ended',
      how: 'killed',
      recovered: [{ what: 'import', name: 'shop_big', outcome: 'undone' }],
      cutOff: [{ name: 'Import big.sql' }],
      served: [{ name: 'shop' }],
      comeBack: 'now',
    });
    expect(readFileSync(join(sandbox.dataFolder, 'logs/host.log'), 'utf8')).toContain(
      'The host was killed at',
    );
  });

  it('a notice that one client puts away is gone for all', async () => {
    await sandbox.json('jobs');
    await killHost();
    const [notice] = await shownNotices();
    expect(notice?.details).toEqual(['Nothing was under way; no database changed.']);
    const host = await attach({ start: false, environment: sandbox.environment });
    expect(await host?.client.notices.dismiss({ id: notice?.id ?? '' })).toEqual({ dismissed: true });
    expect(await host?.client.notices.dismiss({ id: 'none' })).toEqual({ dismissed: false });
    await host?.close();
    expect(await shownNotices()).toEqual([]);
  });

  it('again and again the sites come back later, and then no more until they are started', async () => {
    await serveProject();
    const said: (string | undefined)[] = [];
    for (const _ of [1, 2, 3, 4]) {
      await killHost();
      const { stderr } = await sandbox.run('jobs');
      said.push(stderr.trim().split('\n').at(-1)?.trim());
      // Killed while its sites wait to be started again.
    }
    expect(said).toEqual([
      'shop is started again.',
      'shop is started again in 10 s, since hosts have ended before just now.',
      'shop is started again in 60 s, since hosts have ended before just now.',
      'shop is not started again, since hosts have ended too often within ten minutes. `manysite start` starts its sites.',
    ]);
    expect((await status()).servers).toEqual([]);
    await sandbox.json('start', '--project', 'shop');
    expect(await answers()).toBe(200);
  });
});

describe('after a host that was told to stop', () => {
  /** As a system does that goes down: in no order. */
  const terminateAll = (): void => {
    for (const line of sandbox.processes()) process.kill(Number(line.split(' ')[0]), 'SIGTERM');
  };

  it.each([
    ['quit', () => sandbox.json('quit')],
    ['SIGTERM', () => process.kill(lockOf().pid, 'SIGTERM')],
    ['SIGTERM to every process at once', terminateAll],
  ])('by %s nothing comes back and nothing is said', async (_, stop) => {
    await serveProject();
    await stop();
    await expect
      .poll(() => existsSync(join(sandbox.dataFolder, 'host.lock')), { timeout: 30_000 })
      .toBe(false);
    await expect.poll(() => sandbox.processes(), { timeout: 20_000 }).toEqual([]);
    const next = await sandbox.run('status', '--project', 'shop');
    expect(next).toMatchObject({ exitCode: 0, stderr: '' });
    expect((await status()).servers).toEqual([]);
    await expectNothingLeft(sandbox);
  });
});

/** Loaded into each thread of the host; the router's ends by an error when the file is there. */
const plantedRouterEnd = (file: string): string => `
  import { existsSync, rmSync } from 'node:fs';
  import { isMainThread, workerData } from 'node:worker_threads';
  if (!isMainThread && workerData?.limits !== undefined && workerData?.hosts !== undefined) {
    setInterval(() => {
      if (!existsSync(${JSON.stringify(file)})) return;
      rmSync(${JSON.stringify(file)});
      throw new Error('planted');
    }, 20);
  }`;

describe('a router whose thread ends', () => {
  it('is started again on its port with the newest routes, and given up when that happens again and again', async () => {
    const trigger = join(sandbox.dataFolder, 'end-router');
    const planted = join(sandbox.dataFolder, 'planted.mjs');
    writeFileSync(planted, plantedRouterEnd(trigger));
    sandbox.environment.NODE_OPTIONS = `--import ${pathToFileURL(planted).href}`;
    await serveProject();
    const { router } = await status();
    const host = await attach({ start: false, environment: sandbox.environment });
    for (const round of [1, 2, 3, 4, 5, 6]) {
      writeFileSync(trigger, '');
      await expect.poll(() => existsSync(trigger), { timeout: 20_000 }).toBe(false);
      const ends = async (): Promise<number> =>
        (await shownNotices()).filter(({ about }) => about.kind === 'router-ended').length;
      await expect.poll(ends, { timeout: 20_000 }).toBe(round);
      if (round < 6) expect(await answers()).toBe(200);
    }
    expect((await shownNotices()).at(-1)).toMatchObject({
      severity: 'error',
      about: { kind: 'router-ended', port: router.port, isBack: false },
    });
    expect((await status()).router.port).toBeNull();
    await sandbox.json('start', '--project', 'shop');
    expect((await status()).router).toEqual(router);
    expect(await answers()).toBe(200);
    await host?.close();
  });
});
