import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeTemporaryFolder } from '../postgres/temporary-cluster';
import { ensureSecret } from './attach/secret';
import { Turns } from './jobs/turns';
import { findLayout } from './layout';
import { openEngine } from './open-engine';
import { openRunFile } from './recovery/run-record';
import { SettingsFile } from './settings';

let folder: string;
beforeEach(async () => {
  folder = await makeTemporaryFolder();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const optionsWith = (describeHost: Parameters<typeof openEngine>[0]['describeHost']) => {
  const log = pino({ level: 'silent' });
  return {
    folders: { data: folder, config: join(folder, 'config'), cache: join(folder, 'cache') },
    layout: findLayout(),
    settings: new SettingsFile(join(folder, 'config')),
    secret: ensureSecret(folder),
    log,
    environment: {},
    runFile: openRunFile(folder, () => new Date(), log),
    turns: new Turns(),
    onDatabaseLost: () => undefined,
    onUse: () => undefined,
    framers: () => [],
    describeHost,
  };
};

/** What keeps this process alive or works behind its back: timers, sockets, children, watches. */
const inUse = (): string[] =>
  process.getActiveResourcesInfo().filter((kind) => !/^(TTYWrap|PipeWrap|Immediate|TickObject)$/.test(kind));

/** Watches of files, which keep no process alive. */
const watched = (): number =>
  readdirSync('/proc/self/fdinfo').reduce((sum, fd) => {
    const file = join('/proc/self/fdinfo', fd);
    // The one by which the folder is read is gone again.
    return sum + (existsSync(file) ? readFileSync(file, 'utf8').split('inotify wd:').length - 1 : 0);
  }, 0);

it('an engine that is closed, or whose last steps fail, leaves nothing open', async () => {
  const fine = optionsWith((cluster) => ({
    version: '0',
    pid: process.pid,
    startedAt: '',
    dataFolder: folder,
    postgres: { version: cluster.version, port: cluster.port },
    uiUrl: '',
    memoryBytes: 0,
  }));
  const { engine, close } = await openEngine(fine);
  expect(engine.store.state.host?.dataFolder).toBe(folder);
  // Its files are watched from the next start on.
  await engine.catalog.projects.add({ name: 'shop', folder, mode: 'single-process' });
  expect(await close(true)).toEqual([`PostgreSQL ${engine.cluster.version}`]);
  fine.runFile.close();
  await expect.poll(inUse).toEqual([]);
  const watchedBefore = watched();

  let opened: string[] = [];
  const failing = optionsWith(() => {
    opened = inUse();
    // The project's folder, and the file that tells of PostgreSQL's end.
    expect(watched()).toBe(watchedBefore + 2);
    throw new Error('the host cannot be described');
  });
  await expect(openEngine(failing)).rejects.toThrow('the host cannot be described');
  expect(opened).toEqual(expect.arrayContaining(['ProcessWrap', 'TCPSocketWrap']));
  failing.runFile.close();
  await expect.poll(inUse).toEqual([]);
  expect(watched()).toBe(watchedBefore);
});
