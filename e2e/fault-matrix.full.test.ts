import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database, Job, Status } from '../app/contract';
import { restorePhases } from '../app/dumps/restore/progress-meter';
import type { Attached } from '../app/host/attach/attach';
import { hostPid } from './support/host-pid';
import { attachedTo, jobReaches, kill, type Moment, postmasterPid, randomFrom } from './support/killing';
import { bulkTable, siteTable, writeDump } from './support/made-dump';
import { liveDump, stageDump } from './support/made-project';
import { expectNothingLeft } from './support/nothing-left';
import { openSandbox, type Sandbox } from './support/sandbox';
import { makeTinyProject } from './support/tiny-project';
import { visit } from './support/visitor';

/** Kills of the host and of PostgreSQL in every phase of every job, and at times of a seed; what the next start makes of it. */
let sandbox: Sandbox;
let folder: string;
let bigDump: string;
beforeAll(async () => {
  sandbox = openSandbox();
  folder = makeTinyProject(sandbox, 'shop');
  await sandbox.json('add', folder);
  for (const dump of [liveDump, stageDump]) await sandbox.json('import', dump, '--project', folder);
  bigDump = writeDump(sandbox, 'big.sql', [...siteTable, ...bulkTable(300_000)]);
});
afterAll(() => sandbox.dispose());

/** A new host has no history of ends of its PostgreSQL, which it would give up after five. */
const freshHost = async (): Promise<void> => {
  await sandbox.json('quit');
  await sandbox.json('start', '--project', folder);
};
beforeEach(freshHost);

const status = async (): Promise<Status> => (await sandbox.json('status', '--project', folder)) as Status;
const jobs = async (): Promise<Job[]> => (await sandbox.json('jobs')) as Job[];

const untilIdle = () =>
  expect
    .poll(async () => (await jobs()).filter(({ state }) => state === 'running'), { timeout: 120_000 })
    .toEqual([]);

/** Sites answer, by the servers of the database that the catalog calls active. */
const expectServed = async (): Promise<void> => {
  await untilIdle();
  await sandbox.json('start', '--project', folder);
  const { router, database } = await status();
  const page = await visit({ port: router.port ?? 0, host: 'portal.127.0.0.1.nip.io' });
  expect([page.status, JSON.parse(page.body).database]).toEqual([200, database]);
  // A host that came back a second time waits before it starts the sites by itself.
  await untilIdle();
};

const extraDatabases = async (): Promise<Database[]> =>
  ((await sandbox.json('databases', '--project', folder)) as Database[]).filter(
    ({ label }) => label === 'big',
  );

type Victim = 'host' | 'PostgreSQL';

/** Starts a job, kills at the moment, and looks at everything afterwards. */
const round = async (
  kinds: readonly string[],
  start: (host: Attached, projectId: string) => Promise<unknown>,
  victim: Victim,
  moment: Moment,
): Promise<string> => {
  const host = await attachedTo(sandbox);
  const [project] = await host.client.projects.list();
  const reached = jobReaches(host, kinds, moment);
  const started = start(host, project?.id ?? '').catch((error: unknown) => error);
  const job = await reached;
  await kill(victim === 'host' ? hostPid(sandbox) : postmasterPid(sandbox));
  await started;
  await host.close();
  await expectServed();
  await expectNothingLeft(sandbox);
  const last = (await jobs()).find(({ id }) => id === job.id);
  expect(last?.state, `${job.title} in phase ${job.phase}`).toMatch(/^(done|failed)$/);
  // What is kept is kept whole: ready, or with steps that wait for a person.
  for (const database of await extraDatabases()) {
    expect(database.state).toMatch(/^(ready|needs-attention)$/);
    await sandbox.json('delete', database.name, '--project', folder);
  }
  return `${job.phase}: ${last?.state}`;
};

const importing = (host: Attached, projectId: string): Promise<unknown> =>
  host.client.dumps.import({ projectId, file: bigDump, label: 'big', slugs: {}, isSpool: false });

const switching = async (host: Attached, projectId: string): Promise<unknown> => {
  const other = (await host.client.databases.list({ projectId })).find(({ isActive }) => !isActive);
  return host.client.databases.switch({ projectId, database: other?.name ?? '' });
};

const changingMode = async (host: Attached, projectId: string): Promise<unknown> => {
  const [project] = await host.client.projects.list();
  const mode = project?.mode === 'multi-process' ? 'single-process' : 'multi-process';
  return host.client.servers.mode({ projectId, mode });
};

const restarting = (host: Attached, projectId: string): Promise<unknown> =>
  host.client.servers.restart({ projectId, server: null });

const takingSnapshot = (host: Attached, projectId: string): Promise<unknown> =>
  host.client.databases.snapshot({ projectId, database: null, name: null });

const resetting = (host: Attached, projectId: string): Promise<unknown> =>
  host.client.databases.reset({ projectId, database: null, snapshot: null });

const importPhases = ['starting', 'inspecting', ...restorePhases, 'rewriting', 'keeping'];

describe.each(['host', 'PostgreSQL'] as const)('kill -9 of %s', (victim) => {
  it.each(importPhases)('when an import begins its phase “%s”', async (phase) => {
    await round(['import'], importing, victim, { phase });
  });

  it.each([
    ['switch', ['switch'], switching],
    ['change of mode', ['mode'], changingMode],
    ['restart', ['start', 'restart'], restarting],
  ] as const)('in a %s, at its beginning and while servers start', async (_, kinds, start) => {
    for (const phase of ['starting', 'starting servers']) await round(kinds, start, victim, { phase });
  });

  it.each([
    ['snapshot', takingSnapshot, ['starting', 'waiting for requests', 'copying', 'keeping']],
    ['reset', resetting, ['starting', 'waiting for requests', 'swapping', 'swapped']],
  ] as const)('in a %s, at the beginning of each phase', async (kind, start, phases) => {
    for (const phase of phases) {
      await round([kind], start, victim, { phase });
      await freshHost();
    }
  });
});

describe('kills at times of a seed', () => {
  const seed = Number(process.env.MANYSITE_TEST_SEED ?? 20_261_128);
  const rounds = Number(process.env.MANYSITE_TEST_ROUNDS ?? 12);
  const random = randomFrom(seed);
  const works = [
    [['import'], importing, 6_000],
    [['switch'], switching, 800],
    [['mode'], changingMode, 1_500],
    [['start', 'restart'], restarting, 800],
  ] as const;

  it(`${rounds} of them, seed ${seed}, leave nothing and the sites answer`, async () => {
    for (let index = 0; index < rounds; index += 1) {
      const [kinds, start, longestMs] = works[Math.floor(random() * works.length)] ?? works[0];
      const victim: Victim = random() < 0.5 ? 'host' : 'PostgreSQL';
      const afterMs = Math.round(random() * longestMs);
      const what = await round(kinds, start, victim, { afterMs });
      console.log(`round ${index + 1}: ${victim} ${afterMs} ms into ${kinds[0]} (${what})`);
      await freshHost();
    }
  });
});
