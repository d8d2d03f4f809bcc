import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLedger } from '../ledger';
import { createPortSource } from '../process/free-port';
import { processStart } from '../process-identity';
import type { RestartPolicy } from '../restart-policy';
import type { ServerDeps } from '../server';
import { type ServerSpec, serverHost } from '../server-spec';
import { type ProgramName, programs } from './programs';

/** A temporary folder with the programs, and all that supervising them needs. */
export interface Workshop extends AsyncDisposable {
  readonly folder: string;
  readonly ledgerFile: string;
  readonly deps: ServerDeps;
  /** A spec that runs a program with further arguments. */
  spec(program: ProgramName, args?: readonly string[], changes?: Partial<ServerSpec>): ServerSpec;
}

/** Back-off in milliseconds instead of seconds; the rest as it is. */
export const quickPolicy: RestartPolicy = {
  firstDelayMs: 20,
  maxDelayMs: 100,
  failureLimit: 5,
  windowMs: 60_000,
  stableAfterMs: 10_000,
  firstStartRetries: 1,
};

export const openWorkshop = async (changes: Partial<ServerDeps> = {}): Promise<Workshop> => {
  const folder = await mkdtemp(join(tmpdir(), 'manysite-servers-'));
  for (const [name, source] of Object.entries(programs)) await writeFile(join(folder, `${name}.mjs`), source);
  const ledgerFile = join(folder, 'data', 'servers.ledger');
  const deps: ServerDeps = {
    now: Date.now,
    random: Math.random,
    freePort: createPortSource(serverHost),
    ledger: await openLedger(ledgerFile),
    stopGraceMs: 300,
    policy: quickPolicy,
    ...changes,
  };
  return {
    folder,
    ledgerFile,
    deps,
    spec: (program, args = [], specChanges = {}) => ({
      id: `p1/db1/multi-process/${program}`,
      name: program,
      siteIds: [1],
      command: [process.execPath, join(folder, `${program}.mjs`), '{port}', ...args],
      cwd: folder,
      env: { PATH: process.env.PATH ?? '' },
      readyTimeoutMs: 20_000,
      warmUp: [{ path: '/', hostHeader: 'portal.127.0.0.1.nip.io:8000' }],
      logFile: join(folder, 'logs', `${program}.log`),
      ...specChanges,
    }),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
};

/** Whether a process of this id lives; one that ended counts as gone even where nobody collects orphans. */
export const isAlive = async (pid: number): Promise<boolean> => (await processStart(pid)) !== null;

/** Those of the processes that live. */
export const aliveOf = async (pids: Iterable<number>): Promise<number[]> => {
  const found = await Promise.all([...pids].map(async (pid) => ((await isAlive(pid)) ? [pid] : [])));
  return found.flat();
};
