/**
 * A program for tests: a host that supervises one server until it is told to stop, or killed.
 * Arguments: folder of a workshop, name of a program, further arguments of that program.
 * Prints one line of JSON when the server is ready. On SIGTERM it stops the server, and then has nothing left to do.
 */
import { join } from 'node:path';
import { openLedger } from '../ledger';
import { createPortSource } from '../process/free-port';
import { superviseServer } from '../server';
import { serverHost } from '../server-spec';

const [folder = '', program = '', ...args] = process.argv.slice(2);
const server = superviseServer(
  {
    id: `p/d/m/${program}`,
    name: program,
    siteIds: [1],
    command: [process.execPath, join(folder, `${program}.mjs`), '{port}', ...args],
    cwd: folder,
    env: { PATH: process.env.PATH ?? '' },
    readyTimeoutMs: 20_000,
    warmUp: [],
    logFile: join(folder, 'logs', `${program}.log`),
  },
  {
    now: Date.now,
    random: Math.random,
    freePort: createPortSource(serverHost),
    ledger: await openLedger(join(folder, 'data', 'servers.ledger')),
    stopGraceMs: 300,
  },
);
process.once('SIGTERM', () => void server.stop());
server.start();
const { pid, port } = await server.ready();
console.log(JSON.stringify({ pid, port }));
