import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Database, Status } from '../app/contract';
import { liveDump } from './support/made-project';
import { expectNothingLeft } from './support/nothing-left';
import { openPlace, type Place, valuesOf } from './support/place';
import { checkout, type Sandbox } from './support/sandbox';
import { makeTinyProject } from './support/tiny-project';
import { visit } from './support/visitor';

/** What becomes of a data folder that is moved, copied, damaged or not writable. The project lies elsewhere. */
let place: Place;
beforeEach(() => {
  place = openPlace();
});
afterEach(() => place.dispose());

const project = (): string => join(place.folder, 'elsewhere/projects/shop');

const serveProject = async (sandbox: Sandbox): Promise<void> => {
  makeTinyProject({ ...sandbox, dataFolder: join(place.folder, 'elsewhere') }, 'shop');
  await sandbox.json('add', project());
  await sandbox.json('import', liveDump, '--project', project());
  await sandbox.json('start', '--project', project());
};

const status = async (sandbox: Sandbox): Promise<Status> =>
  (await sandbox.json('status', '--project', 'shop')) as Status;
const answers = async (sandbox: Sandbox): Promise<number> =>
  (await visit({ port: (await status(sandbox)).router.port ?? 0, host: 'portal.127.0.0.1.nip.io' })).status;
const databases = async (sandbox: Sandbox): Promise<Database[]> =>
  (await sandbox.json('databases', '--project', 'shop')) as Database[];

describe('a data folder', () => {
  it('that was moved while its host was killed works where it is now: nothing in it knows its path', async () => {
    const first = place.at('before');
    await serveProject(first);
    const { postgresPort, routerPort } = valuesOf(first, 'config/settings.json');
    const pid = Number(valuesOf(first, 'host.lock').pid);
    const postmaster = Number(
      readFileSync(join(first.dataFolder, 'postgres/18/postmaster.pid'), 'utf8').split('\n')[0],
    );
    for (const victim of [pid, postmaster]) process.kill(victim, 'SIGKILL');
    await expect.poll(() => existsSync(`/proc/${pid}`), { timeout: 20_000 }).toBe(false);
    renameSync(first.dataFolder, join(place.folder, 'after'));
    const second = place.at('after');
    const next = await second.run('databases', '--project', 'shop');
    expect(next.stderr).toContain('The host was killed at');
    expect(await databases(second)).toMatchObject([{ state: 'ready', isActive: true }]);
    await expect.poll(() => answers(second), { timeout: 60_000, interval: 500 }).toBe(200);
    expect(valuesOf(second, 'config/settings.json')).toMatchObject({ postgresPort, routerPort });
    await second.json('import', liveDump, '--project', 'shop', '--label', 'again');
    await expectNothingLeft(second);
    expect(existsSync(first.dataFolder)).toBe(false);
  });

  it('whose secret or settings cannot be read is refused with the file’s name, and works once they are in order', async () => {
    const sandbox = place.at('damaged');
    await sandbox.json('jobs');
    await sandbox.json('quit');
    const secret = join(sandbox.dataFolder, 'secret');
    const settings = join(sandbox.dataFolder, 'config/settings.json');
    for (const [file, code, exitCode] of [
      [secret, 'not-authorised', 4],
      [settings, 'setting-invalid', 2],
    ] as const) {
      const content = readFileSync(file);
      writeFileSync(file, '{"half": ');
      const refused = await sandbox.refused('jobs');
      expect(refused).toMatchObject({ exitCode, error: { code, hint: expect.any(String) } });
      expect(refused.error.message).toContain(file);
      rmSync(file);
      mkdirSync(file);
      expect(await sandbox.refused('jobs')).toMatchObject({ exitCode, error: { code } });
      rmSync(file, { recursive: true });
      writeFileSync(file, content);
      expect(await sandbox.json('jobs')).toEqual([]);
      await sandbox.json('quit');
    }
  });

  it.runIf(process.getuid?.() === 0)(
    'on a read-only disk is refused by name, and works once it can be written to',
    async () => {
      const sandbox = place.at('read-only');
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=600m,mode=755', 'tmpfs', sandbox.dataFolder]);
      try {
        execFileSync('mount', ['-o', 'remount,ro', sandbox.dataFolder]);
        const refused = await sandbox.refused('jobs');
        expect(refused).toMatchObject({ exitCode: 4, error: { code: 'folder-unreachable' } });
        expect(refused.error.message).toContain(sandbox.dataFolder);
        execFileSync('mount', ['-o', 'remount,rw', sandbox.dataFolder]);
        expect(await sandbox.json('jobs')).toEqual([]);
        await sandbox.json('quit');
      } finally {
        await sandbox.run('quit');
        execFileSync('umount', ['-l', sandbox.dataFolder]);
      }
    },
  );

  it('with a host is refused to a second one that is started by hand, which names process and folder', async () => {
    const sandbox = place.at('taken');
    await sandbox.json('jobs');
    const { pid } = valuesOf(sandbox, 'host.lock');
    const second = spawn(process.execPath, [join(checkout, 'dist/host.mjs')], {
      env: sandbox.environment,
      stdio: 'pipe',
    });
    let said = '';
    second.stderr.on('data', (chunk) => {
      said += String(chunk);
    });
    expect((await once(second, 'exit'))[0]).toBe(1);
    const { error } = JSON.parse(said);
    expect(error).toMatchObject({ code: 'host-running', data: { pid } });
    expect(error.message).toContain(sandbox.dataFolder);
    expect(valuesOf(sandbox, 'host.lock').pid).toBe(pid);
  });
});

describe('a project', () => {
  it('whose folder vanishes is in trouble at once, its servers go on, and it is well again when it is back', async () => {
    const sandbox = place.at('data');
    await serveProject(sandbox);
    const troubleOf = async (): Promise<string | null> => {
      const { projects } = (await sandbox.json('open')) as {
        projects: { name: string; trouble: string | null }[];
      };
      return projects[0]?.trouble ?? null;
    };
    const [server] = (await status(sandbox)).servers;
    renameSync(project(), `${project()}.away`);
    await expect.poll(troubleOf, { timeout: 30_000 }).toContain('is gone');
    expect(await troubleOf()).toContain('Its servers go on with what they have loaded');
    expect(await answers(sandbox)).toBe(200);
    // A server that ends meanwhile cannot be started from a folder that is not there.
    process.kill(server?.pid ?? 0, 'SIGKILL');
    const stateNow = async (): Promise<string | undefined> => (await status(sandbox)).servers[0]?.state;
    await expect.poll(stateNow, { timeout: 60_000 }).toBe('failed');
    renameSync(`${project()}.away`, project());
    await expect.poll(troubleOf, { timeout: 30_000 }).toBeNull();
    await expect.poll(stateNow, { timeout: 60_000 }).toBe('ready');
    expect(await answers(sandbox)).toBe(200);

    renameSync(join(project(), 'manage.py'), join(project(), 'manage.away'));
    await expect.poll(troubleOf, { timeout: 30_000 }).toContain('manage.py');
    renameSync(join(project(), 'manage.away'), join(project(), 'manage.py'));
    await expect.poll(troubleOf, { timeout: 30_000 }).toBeNull();
  });
});
