import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Job, Site, Status } from '../app/contract';
import { attachedTo, jobReaches, postmasterPid } from './support/killing';
import { bulkTable, siteTable, writeDump } from './support/made-dump';
import { liveDump, makeProject } from './support/made-project';
import { expectNothingLeft } from './support/nothing-left';
import { openSandbox, type Sandbox } from './support/sandbox';
import { askServer } from './support/superuser';
import { timedVisits } from './support/timed-visits';
import { noticesOf } from './support/tiny-site';

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

  /** A session of PostgreSQL's that the import works in; a phase is told a moment before its first statement. */
  const importBackend = async (): Promise<number> => {
    let backend: unknown;
    const find = async (): Promise<unknown> => {
      [backend] = await askServer(
        sandbox,
        `select pid from pg_stat_activity where datname ~ '^import_' and state = 'active' limit 1`,
      );
      return backend;
    };
    await expect.poll(find, { timeout: 10_000, interval: 10 }).toBeDefined();
    return Number(backend);
  };

  it.each([
    ['the server itself is killed', async () => postmasterPid(sandbox), 'ended'],
    ['one of its backends is killed', importBackend, 'sessions'],
  ] as const)(
    '(%s) it comes back and so do the sites, and only what was under way fails',
    async (_, victim, how) => {
      const host = await attachedTo(sandbox);
      const before = await status();
      const sites = (await sandbox.json('sites', '--project', folder)) as Site[];
      const hosts = sites.filter(({ isEnabled }) => isEnabled).map(({ domain }) => domain);
      const visits = timedVisits(before.router.port ?? 0, hosts, 3);
      const dump = writeDump(sandbox, `${how}.sql`, [...siteTable, ...bulkTable(400_000)]);
      const reached = jobReaches(host, ['import'], { phase: 'data' });
      const importing = sandbox.refused('import', dump, '--project', folder);
      await reached;
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
        .poll(() => noticesOf(sandbox), { timeout: 30_000 })
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
