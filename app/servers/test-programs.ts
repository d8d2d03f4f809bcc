import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLedger } from './ledger';
import { createPortSource } from './process/free-port';
import { processStart } from './process/process-identity';
import type { RestartPolicy } from './restart-policy';
import type { ServerDeps } from './server';
import { type ServerSpec, serverHost } from './server-spec';

/** Small real servers for tests: each is a Node script that gets its port as its first argument. */
const programs = {
  /** Listens after `argv[3]` milliseconds; answers with its pid, the Host header and an environment variable. */
  answers: `
    import { createServer } from 'node:http';
    setTimeout(() => createServer((request, response) => {
      console.log(request.method + ' ' + request.url + ' ' + request.headers.host);
      response.statusCode = request.url.startsWith('/broken') ? 500 : 200;
      response.end(JSON.stringify({ pid: process.pid, host: request.headers.host, siteId: process.env.SITE_ID ?? null }));
    }).listen(Number(process.argv[2]), '127.0.0.1'), Number(process.argv[3] ?? 0));`,
  neverListens: `setInterval(() => undefined, 1000);`,
  /** Accepts connections and says nothing. */
  silent: `
    import { createServer } from 'node:net';
    createServer(() => undefined).listen(Number(process.argv[2]), '127.0.0.1');`,
  /** Answers with something that is not HTTP. */
  notHttp: `
    import { createServer } from 'node:net';
    createServer((socket) => socket.end('220 ready\\r\\n')).listen(Number(process.argv[2]), '127.0.0.1');`,
  diesAtOnce: `
    console.error('Traceback (most recent call last):');
    console.error('ImportError: no such thing');
    process.exitCode = 3;`,
  /** Dies at its \`argv[3]\`-th request, after the answer. */
  diesAfterRequests: `
    import { createServer } from 'node:http';
    let left = Number(process.argv[3]);
    createServer((request, response) => {
      left--;
      response.end('ok', () => { if (left === 0) process.exit(7); });
    }).listen(Number(process.argv[2]), '127.0.0.1');`,
  ignoresSigterm: `
    import { createServer } from 'node:http';
    process.on('SIGTERM', () => console.log('SIGTERM, so what'));
    createServer((request, response) => response.end('ok')).listen(Number(process.argv[2]), '127.0.0.1');`,
  /** Has a child that ignores SIGTERM; with \`argv[3]\` = detached the child is in a group of its own. Prints its pid. */
  hasChild: `
    import { spawn } from 'node:child_process';
    import { createServer } from 'node:http';
    const child = spawn(process.execPath, ['-e', 'process.on("SIGTERM", () => undefined); setInterval(() => undefined, 1000)'], {
      stdio: 'inherit', detached: process.argv[3] === 'detached',
    });
    console.log('child ' + child.pid);
    const server = createServer((request, response) => {
      response.end('ok', () => { if (request.url === '/die') process.exit(9); });
    });
    server.listen(Number(process.argv[2]), '127.0.0.1');`,
  /** Prints \`argv[3]\` coloured lines, a part of a line, then answers. */
  prints: `
    import { createServer } from 'node:http';
    for (let line = 1; line <= Number(process.argv[3]); line++) console.log('\\x1b[32mline\\x1b[0m ' + line);
    process.stderr.write('no newline yet: \\u00e9');
    createServer((request, response) => response.end('ok')).listen(Number(process.argv[2]), '127.0.0.1');`,
} as const;

export type ProgramName = keyof typeof programs;

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
