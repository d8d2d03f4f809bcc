import { createRouterClient, implement } from '@orpc/server';
import {
  AppError,
  contract,
  type Database,
  type DatabaseSites,
  emptyState,
  type Job,
  type Notice,
  type Problem,
  type Project,
  type Site,
  type State,
} from '../../contract';
import type { Client } from '../session';

export const project = (over: Partial<Project> = {}): Project => ({
  id: 'p1',
  name: 'shop',
  folder: '/code/shop',
  mode: 'single-process',
  domainFormat: '{}.127.0.0.1.nip.io',
  activeDatabaseId: 'd1',
  isRunning: false,
  figures: { 'single-process': null, 'multi-process': null },
  watch: { state: 'idle', reason: null, lastChange: null },
  routes: [],
  trouble: null,
  ...over,
});

export const database = (over: Partial<Database> = {}): Database => ({
  id: 'd1',
  projectId: 'p1',
  name: 'shop_live',
  label: 'live',
  state: 'ready',
  attention: null,
  isActive: true,
  sizeBytes: 12_345_678,
  pristineBytes: 12_000_000,
  spareBytes: null,
  totalBytes: 24_345_678,
  importedAt: '2026-10-30T10:00:00Z',
  resetAt: null,
  lastUsedAt: null,
  isWarm: false,
  changedSince: null,
  dump: { file: '/dumps/live.dump', sha256: 'ab', format: 'custom', createdAt: null, serverVersion: '15.4' },
  siteCount: 2,
  problemCount: 0,
  snapshots: [],
  report: null,
  ...over,
});

export const site = (over: Partial<Site> = {}): Site => ({
  id: 1,
  slug: 'portal',
  name: 'Portal',
  domain: 'portal.127.0.0.1.nip.io',
  realDomain: 'www.example.com',
  isEnabled: true,
  isManaged: true,
  extraConfig: '',
  aliases: [],
  url: 'http://portal.127.0.0.1.nip.io:8000/',
  problems: [],
  ...over,
});

export const job = (over: Partial<Job> = {}): Job => ({
  id: 'j1',
  kind: 'import',
  title: 'Import live.dump',
  projectId: 'p1',
  state: 'running',
  phase: 'rows',
  phases: [{ phase: 'rows', durationMs: null, detail: null }],
  fraction: 0.25,
  detail: null,
  bytesDone: null,
  bytesTotal: null,
  isCancellable: true,
  startedAt: '2026-10-30T10:00:00Z',
  endedAt: null,
  result: null,
  error: null,
  ...over,
});

export const state = (over: Partial<State> = {}): State => ({ ...emptyState, ...over });

const sitesOf = ({ sites, problems }: Script, id: string): DatabaseSites => ({
  id,
  sites: [...sites],
  problems: [...problems],
});

const aborted = (signal: AbortSignal | undefined): Promise<never> =>
  new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));

/** What a scripted host answers, and what it was asked. */
export interface Script {
  readonly projects: readonly Project[];
  readonly databases: readonly Database[];
  readonly sites: readonly Site[];
  /** Of no site. */
  readonly problems: readonly Problem[];
  readonly notices: readonly Notice[];
  /** States that a started job goes through. */
  readonly jobStates: readonly Job[];
  /** What the last of these is held back for: nothing, somebody who cancels, or for ever. */
  readonly lastWaitsFor: 'nothing' | 'cancel' | 'ever';
  readonly calls: unknown[];
}

export const script = (over: Partial<Script> = {}): Script => ({
  projects: [project()],
  databases: [database()],
  sites: [site()],
  problems: [],
  notices: [],
  jobStates: [job({ state: 'done', fraction: 1 })],
  lastWaitsFor: 'nothing',
  calls: [],
  ...over,
});

/**
 * The same contract as the host's, answered from a script: so that the command line is tested against what it really speaks, typed and
 * validated, without PostgreSQL or Python. The host itself is tested elsewhere.
 */
export const scriptedClient = (play: Script): Client => {
  const os = implement(contract);
  const started = () => ({ jobId: 'j1' });
  let cancelled: () => void = () => undefined;
  const cancelAsked = new Promise<void>((resolve) => {
    cancelled = resolve;
  });
  const asked = (name: string, input?: unknown): void => {
    play.calls.push(input === undefined ? [name] : [name, input]);
  };
  const status = {
    project: 'shop',
    database: 'shop_live',
    mode: 'single-process' as const,
    router: { url: 'http://127.0.0.1:8000/', port: 8000 },
    watch: { state: 'idle' as const, reason: null, lastChange: null },
    routes: [],
    servers: [],
  };
  const router = {
    host: {
      quit: os.host.quit.handler(() => ({ stopped: ['shop: 1 server', 'PostgreSQL'] })),
      others: os.host.others.handler(() => ({ others: 0 })),
      leave: os.host.leave.handler(() => ({ others: 0 })),
    },
    watch: os.watch.handler(async function* ({ signal }) {
      const [first, ...later] = play.jobStates;
      yield {
        type: 'snapshot' as const,
        state: state({
          projects: [...play.projects],
          databases: [...play.databases],
          sites: play.databases.map(({ id }) => sitesOf(play, id)),
          jobs: first ? [first] : [],
        }),
      };
      for (const [index, value] of later.entries()) {
        const isLast = index === later.length - 1;
        if (isLast && play.lastWaitsFor === 'cancel') await cancelAsked;
        if (isLast && play.lastWaitsFor === 'ever') await aborted(signal);
        yield { type: 'changes' as const, changes: [{ slice: 'jobs' as const, id: value.id, value }] };
      }
    }),
    notices: {
      take: os.notices.take.handler(() => [...play.notices]),
    },
    projects: {
      list: os.projects.list.handler(() => [...play.projects]),
      add: os.projects.add.handler(({ input }) => {
        asked('add', input);
        return { ...project({ folder: input.folder }), notes: [] };
      }),
      remove: os.projects.remove.handler(({ input }) => {
        asked('remove', input);
        return { deletedDatabases: play.databases.map(({ name }) => name) };
      }),
    },
    dumps: {
      import: os.dumps.import.handler(({ input }) => {
        asked('import', input);
        return started();
      }),
    },
    databases: {
      list: os.databases.list.handler(() => [...play.databases]),
      switch: os.databases.switch.handler(({ input }) => {
        asked('switch', input);
        return started();
      }),
      delete: os.databases.delete.handler(({ input }) => {
        asked('delete', input);
        return started();
      }),
    },
    sites: {
      list: os.sites.list.handler(() => sitesOf(play, play.databases[0]?.id ?? '')),
      plan: os.sites.plan.handler(({ input }) => {
        asked('plan', input);
        return { title: 'Rewrite', fingerprint: 'f', changes: [], problems: [] };
      }),
      apply: os.sites.apply.handler(() => {
        throw new AppError('plan-stale', 'The sites changed meanwhile.', { hint: 'Run it again.' });
      }),
    },
    servers: {
      status: os.servers.status.handler(() => status),
      list: os.servers.list.handler(() => []),
      start: os.servers.start.handler(({ input }) => {
        asked('start', input);
        return started();
      }),
      mode: os.servers.mode.handler(({ input }) => {
        asked('mode', input);
        return started();
      }),
      logs: os.servers.logs.handler(async function* () {
        yield [
          {
            at: '2026-10-30T10:00:00Z',
            server: 'all',
            stream: 'stdout' as const,
            level: 'info' as const,
            text: 'GET \u001b[2J/',
          },
        ];
      }),
    },
    jobs: {
      list: os.jobs.list.handler(() => [...play.jobStates]),
      get: os.jobs.get.handler(({ input }) => ({
        ...job({ id: input.jobId }),
        output: ['$ migrate', 'No module'],
      })),
      cancel: os.jobs.cancel.handler(({ input }) => {
        asked('cancel', input);
        cancelled();
        return job({ state: 'cancelling' });
      }),
    },
  };
  // Calls that no test makes are not played; one that is made all the same fails as not found.
  return createRouterClient(router) as unknown as Client;
};
