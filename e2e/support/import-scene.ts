import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import type { Database, Job, Site } from '../../app/contract';
import { attach } from '../../app/host/attach/attach';
import { bulkTable, siteTable, stuckTable, writeDump } from './made-dump';
import { makeProject } from './made-project';
import { openSandbox, type Sandbox } from './sandbox';

type Client = NonNullable<Awaited<ReturnType<typeof attach>>>['client'];

/** A sandbox of a whole file, with a project that each test begins without databases. */
export interface ImportScene {
  readonly sandbox: Sandbox;
  /** Its folder. */
  readonly project: string;
  databases(): Promise<Database[]>;
  sites(): Promise<Site[]>;
  importDump(file: string, ...more: string[]): Promise<unknown>;
  /** A dump whose import takes a while. */
  bigDump(name: string): string;
  /** A dump whose import never comes to an end by itself. */
  stuckDump(): string;
  /** Over the door itself, since a new process for each look would miss the moment. */
  withClient<Result>(work: (client: Client) => Promise<Result>): Promise<Result>;
  /** The import that has come to a phase. */
  importInPhase(phase: string): Promise<Job>;
}

/** Sets a scene up for each test of a file. */
export const importScene = (): ImportScene => {
  let opened: Sandbox | null = null;
  let project = '';
  const sandbox = (): Sandbox => opened ?? expect.fail('the scene is set up before a test');
  beforeAll(() => {
    opened = openSandbox();
    project = makeProject(opened, 'shop');
  });
  afterAll(() => opened?.dispose());
  beforeEach(() => sandbox().json('add', project));
  afterEach(() => sandbox().json('remove', '--yes', '--project', project));

  const withClient: ImportScene['withClient'] = async (work) => {
    const attached = await attach({ start: false, environment: sandbox().environment });
    if (attached === null) throw new Error('the host was expected to run');
    try {
      return await work(attached.client);
    } finally {
      await attached.close();
    }
  };
  return {
    get sandbox() {
      return sandbox();
    },
    get project() {
      return project;
    },
    databases: async () => (await sandbox().json('databases', '--project', project)) as Database[],
    sites: async () => (await sandbox().json('sites', '--project', project)) as Site[],
    importDump: (file, ...more) => sandbox().json('import', file, '--project', project, ...more),
    bigDump: (name) => writeDump(sandbox(), name, [...siteTable, ...bulkTable(400_000)]),
    stuckDump: () => writeDump(sandbox(), 'stuck.sql', stuckTable),
    withClient,
    importInPhase: (phase) =>
      withClient(async (client) => {
        let found: Job | undefined;
        const find = async (): Promise<Job | undefined> => {
          found = (await client.jobs.list()).find((job) => job.state === 'running' && job.phase === phase);
          return found;
        };
        await expect.poll(find, { timeout: 60_000, interval: 10 }).toBeDefined();
        return found ?? expect.fail(`no import was seen in its phase ${phase}`);
      }),
  };
};
