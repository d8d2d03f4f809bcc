import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { endTree } from './process/end-tree';
import { listPids, readOfProcess } from './process/process-table';
import { processStart } from './process-identity';

/** Each process that we start carries its run's token in this variable, so that it is known again without its pid. */
export const runTokenVariable = 'MANYSITE_RUN';

/** The file is written line by line, so that a host killed at any moment leaves all but the last line whole. */
const lineSchema = z.discriminatedUnion('what', [
  /** Written before the process exists. */
  z.object({ what: z.literal('starting'), token: z.string(), serverId: z.string() }),
  z.object({ what: z.literal('spawned'), token: z.string(), pid: z.number().int(), start: z.string() }),
  /** Every process of the run is gone. */
  z.object({ what: z.literal('gone'), token: z.string() }),
]);
type LedgerLine = z.infer<typeof lineSchema>;

/** Which of our processes may be alive, on disk. One host per data folder writes it. */
export interface Ledger {
  /** Call and await before the process is spawned. */
  starting(token: string, serverId: string): Promise<void>;
  /** Call right after. Does nothing for a process that ended meanwhile. */
  spawned(token: string, pid: number): Promise<void>;
  /** Call when the last process of the run is gone. */
  gone(token: string): Promise<void>;
}

interface OpenRun {
  readonly token: string;
  readonly serverId: string;
  /** Null when the host died between writing the intent and the pid. */
  readonly process: { readonly pid: number; readonly start: string } | null;
}

const parsedLine = (line: string): LedgerLine | null => {
  try {
    return lineSchema.parse(JSON.parse(line));
  } catch {
    // The last line of a host that was killed while it wrote; what it meant to say is not known.
    return null;
  }
};

/** The runs of which no end is recorded. */
export const openRuns = (text: string): OpenRun[] => {
  const runs = new Map<string, OpenRun>();
  for (const line of text.split('\n').map(parsedLine)) {
    if (line === null) continue;
    const known = runs.get(line.token);
    if (line.what === 'starting')
      runs.set(line.token, { token: line.token, serverId: line.serverId, process: null });
    else if (line.what === 'gone') runs.delete(line.token);
    else if (known) runs.set(line.token, { ...known, process: { pid: line.pid, start: line.start } });
  }
  return [...runs.values()];
};

const textOf = async (file: string): Promise<string> => {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
};

/**
 * Opens the ledger for writing; call `reapOrphans` first, which also empties it.
 *
 * @param file absolute; its folder is made when missing
 * @throws what the file system says, when the file cannot be written
 */
export const openLedger = async (file: string): Promise<Ledger> => {
  await mkdir(dirname(file), { recursive: true });
  await appendFile(file, '', { mode: 0o600 });
  let last: Promise<void> = Promise.resolve();
  const append = (line: LedgerLine): Promise<void> => {
    const write = () => appendFile(file, `${JSON.stringify(line)}\n`);
    // One line after the other; a failed one fails its own caller only.
    last = last.then(write, write);
    return last;
  };
  return {
    starting: (token, serverId) => append({ what: 'starting', token, serverId }),
    spawned: async (token, pid) => {
      const start = await processStart(pid);
      if (start !== null) await append({ what: 'spawned', token, pid, start });
    },
    gone: (token) => append({ what: 'gone', token }),
  };
};

/**
 * Ends whatever carries the token of a run in its environment; for programs that we did not start ourselves. Linux only.
 *
 * @param graceMs time between SIGTERM and SIGKILL
 * @returns the pids that were ended; empty in the usual case
 */
export const endCarriers = async (token: string, graceMs: number): Promise<number[]> => {
  const found = await carriers(new Set([token]));
  await Promise.all(found.map(({ pid }) => endTree(pid, graceMs)));
  return found.map(({ pid }) => pid);
};

/** Processes that carry one of the tokens; Linux only, since nothing else shows another process's environment. */
const carriers = async (tokens: ReadonlySet<string>): Promise<{ pid: number; token: string }[]> => {
  if (process.platform !== 'linux' || tokens.size === 0) return [];
  const prefix = `${runTokenVariable}=`;
  const found = await Promise.all(
    (await listPids()).map(async (pid) => {
      const environment = (await readOfProcess(pid, 'environ')) ?? '';
      const token = environment
        .split('\0')
        .find((entry) => entry.startsWith(prefix))
        ?.slice(prefix.length);
      // A host that a server started (from a Django shell, say) carries that server's token itself.
      return pid !== process.pid && token !== undefined && tokens.has(token) ? { pid, token } : null;
    }),
  );
  return found.filter((carrier) => carrier !== null);
};

export interface ReapedProcess {
  readonly pid: number;
  readonly serverId: string;
}

/**
 * Ends what a host that was killed left behind, and empties the ledger. A process is touched only when both its pid and
 * its start time are those of the ledger, or (Linux) when it carries the token of a run that has no recorded end: so the
 * process that got the pid of an ended server is safe.
 *
 * @param file the ledger; absent means that nothing was left
 * @param graceMs time between SIGTERM and SIGKILL
 * @returns what was ended; empty in the usual case
 * @throws what the file system says, when the ledger can be neither read nor written
 */
export const reapOrphans = async (file: string, graceMs: number): Promise<ReapedProcess[]> => {
  const runs = openRuns(await textOf(file));
  const byToken = new Map(runs.map((run) => [run.token, run]));
  const leaders = await Promise.all(
    runs.map(async (run) =>
      run.process !== null && (await processStart(run.process.pid)) === run.process.start
        ? { pid: run.process.pid, serverId: run.serverId }
        : null,
    ),
  );
  const reaped = leaders.filter((leader) => leader !== null);
  await Promise.all(reaped.map(({ pid }) => endTree(pid, graceMs)));
  const others = await carriers(new Set(byToken.keys()));
  await Promise.all(others.map(({ pid }) => endTree(pid, graceMs)));
  if (runs.length > 0) await writeFile(file, '', { mode: 0o600 });
  return [
    ...reaped,
    ...others.map(({ pid, token }) => ({ pid, serverId: byToken.get(token)?.serverId ?? token })),
  ];
};
