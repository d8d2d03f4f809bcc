import { type Database, emptyState, type Job, type Project, type State } from '../../app/contract';

/** A state as the engine gives it, for tests of what is made of it. */
export const makeState = (parts: Partial<State> = {}): State => ({ ...emptyState, ...parts });

export const makeProject = (parts: Partial<Project> = {}): Project => ({
  id: 'p1',
  name: 'shop',
  folder: '/shop',
  mode: 'single-process',
  domainFormat: '{}.127.0.0.1.nip.io',
  activeDatabaseId: null,
  isRunning: false,
  figures: { 'single-process': null, 'multi-process': null },
  watch: { state: 'idle', reason: null, lastChange: null },
  routes: [],
  trouble: null,
  ...parts,
});

export const makeDatabase = (label: string, parts: Partial<Database> = {}): Database => ({
  id: `id-${label}`,
  projectId: 'p1',
  name: `shop_${label}`,
  label,
  state: 'ready',
  attention: null,
  isActive: false,
  sizeBytes: 9_000_000,
  pristineBytes: 9_000_000,
  spareBytes: null,
  totalBytes: 18_000_000,
  importedAt: '2026-11-20T21:14:00.000Z',
  resetAt: null,
  lastUsedAt: null,
  isWarm: false,
  changedSince: null,
  dump: {
    file: `/dumps/${label}.dump`,
    sha256: null,
    format: 'custom',
    createdAt: null,
    serverVersion: null,
  },
  siteCount: 6,
  problemCount: 0,
  snapshots: [],
  report: null,
  ...parts,
});

export const makeJob = (kind: Job['kind'], parts: Partial<Job> = {}): Job => ({
  id: `job-${kind}`,
  kind,
  title: kind,
  projectId: 'p1',
  state: 'done',
  phase: 'starting',
  phases: [],
  fraction: 1,
  detail: null,
  bytesDone: null,
  bytesTotal: null,
  isCancellable: false,
  startedAt: '2026-11-23T10:00:00.000Z',
  endedAt: '2026-11-23T10:00:01.000Z',
  result: null,
  error: null,
  ...parts,
});
