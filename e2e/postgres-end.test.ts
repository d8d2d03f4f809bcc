import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Job, Notice, Site, Status } from '../app/contract';
import { type Attached, attach } from '../app/host/attach/attach';
import { bulkTable, siteTable, writeDump } from './support/made-dump';
import { liveDump, makeProject } from './support/made-project';
import { expectNothingLeft } from './support/nothing-left';
import { openSandbox, type Sandbox } from './support/sandbox';
import { askServer } from './support/superuser';
import { timedVisits } from './support/timed-visits';
import { makeTinyProject } from './support/tiny-project';

const postmaster = (sandbox: Sandbox): number =>
  Number(readFileSync(join(sandbox.dataFolder, 'postgres/18/postmaster.pid'), 'utf8').split('\n')[0]);

const attached = async (sandbox: Sandbox): Promise<Attached> => {
  const host = await attach({ start: true, environment: sandbox.environment });
  if (host === null) throw new Error('a host is started');
  return host;
};

const noticesOf = async ({ client }: Attached): Promise<Notice[]> => {
  const events = await client.watch();
  const first = await events.next();
  await events.return?.(undefined);
  if (first.done || first.value.type !== 'snapshot') throw new Error('the first word is a snapshot');
  return first.value.state.notices;
};

describe('when PostgreSQL ends under load', () => {
  let sandbox: Sandbox;
  let folder: string;
  beforeAll(async () => {
    sandbox = openSandbox();
    folder = makeProject(sandbox, 'shop');
    await sandbox.json('add', folder);
    await sandbox.json('import', liveDump, '--project', folder);
    await sandbox.json('start', '--project', folder);
  });
  afterAll(() => sandbox.dispose());

  const status = async (): Promise<Status> => (await sandbox.json('status', '--project', folder)) as Status;

  /** Moments at which the host says that requests are held, as its log has them. */
  const heldAt = (): Date[] =>
    readFileSync(join(sandbox.dataFolder, 'logs/host.log'), 'utf8')
      .split('\n')
      .filter((line) => line.includes('requests are held for PostgreSQL'))
      .map((line) => new Date(JSON.parse(line).time));

  /** A session of PostgreSQL's that the import works in. */
  const importBackend = async (): Promise<number> => {
    const [pid] = await askServer(
      sandbox,
      `select pid from pg_stat_activity where datname ~ '^import_' and state = 'active' limit 1`,
    );
    return Number(pid);
  };

  it.each([
    ['the server itself is killed', async () => postmaster(sandbox), 'ended'],
    ['one of its backends is killed', importBackend, 'sessions'],
  ] as const)(
    '(%s) it comes back and so do the sites, and only what was under way fails',
    async (_, victim, how) => {
      const host = await attached(sandbox);
      const before = await status();
      const sites = (await sandbox.json('sites', '--project', folder)) as Site[];
      const hosts = sites.filter(({ isEnabled }) => isEnabled).map(({ domain }) => domain);
      const visits = timedVisits(before.router.port ?? 0, hosts, 3);
      const dump = writeDump(sandbox, `${how}.sql`, [...siteTable, ...bulkTable(400_000)]);
      const importing = sandbox.refused('import', dump, '--project', folder);
      const isCopying = async (): Promise<boolean> =>
        (await host.client.jobs.list()).some(({ state, phase }) => state === 'running' && phase === 'data');
      await expect.poll(isCopying, { timeout: 60_000, interval: 10 }).toBe(true);
      const heldBefore = heldAt().length;

      process.kill(await victim(), 'SIGKILL');

      expect(await importing).toMatchObject({
        exitCode: 4,
        error: {
          code: expect.stringMatching(/^postgres-(lost|failed)$/),
          hint: expect.stringMatching(/again/),
        },
      });
      await expect
        .poll(() => noticesOf(host), { timeout: 30_000 })
        .toContainEqual(
          expect.objectContaining({
            about: expect.objectContaining({
              kind: 'postgres-ended',
              how,
              cutOff: [expect.objectContaining({ name: `Import ${how}.sql` })],
              restarted: [],
            }),
          }),
        );
      const answered = visits.total();
      await expect.poll(() => visits.total(), { timeout: 60_000 }).toBeGreaterThan(answered + 20);
      const { failed } = await visits.stop();
      const held = heldAt()[heldBefore];
      expect(held).toBeDefined();
      expect(failed.filter(({ startedAt }) => startedAt > (held ?? 0))).toEqual([]);

      const after = await status();
      expect(after.servers.map(({ pid }) => pid)).toEqual(before.servers.map(({ pid }) => pid));
      const [last] = ((await sandbox.json('jobs')) as Job[]).slice(-1);
      expect(last).toMatchObject({ title: `Import ${how}.sql`, state: 'failed' });
      await expectNothingLeft(sandbox);
      await host.close();
    },
  );
});

describe('when PostgreSQL ends again and again', () => {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = openSandbox();
  });
  afterEach(() => sandbox.dispose());

  it('the host gives up, stops in order, tells its clients why, and the next one says what happened', async () => {
    const folder = makeTinyProject(sandbox, 'shop');
    await sandbox.json('add', folder);
    await sandbox.json('import', liveDump, '--project', folder);
    await sandbox.json('start', '--project', folder);
    const host = await attached(sandbox);
    const closed = host.closed;
    for (const round of [1, 2, 3, 4, 5, 6]) {
      const pid = postmaster(sandbox);
      process.kill(pid, 'SIGKILL');
      if (round === 6) break;
      await expect.poll(() => postmaster(sandbox), { timeout: 30_000 }).not.toBe(pid);
      // Answered only once it is back.
      await host.client.projects.list();
    }
    expect(await closed).toContain('PostgreSQL has ended');
    await expect.poll(() => sandbox.processes(), { timeout: 30_000 }).toEqual([]);
    expect(existsSync(join(sandbox.dataFolder, 'host.lock'))).toBe(false);
    const next = await sandbox.run('status', '--project', 'shop');
    expect(next.stderr).toContain('The host stopped because of an error');
    expect(next.stderr).toContain('It said: PostgreSQL ended 6 times within 10 minutes');
    expect(next.stderr).toContain('shop is started again.');
  });
});
