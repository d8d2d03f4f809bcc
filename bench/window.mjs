// What the window costs: time to content, idle processor time, memory. Run: npm run bench:window [-- ROUNDS]
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { register } from 'tsx/esm/api';

register();
const { devToolsOf, evaluateInWindow } = await import('../e2e/support/devtools.ts');
const { desktopEnvironment, placeElectron } = await import('../e2e/support/electron-app.ts');
const { liveDump, makeProject } = await import('../e2e/support/made-project.ts');
const { checkout, openSandbox } = await import('../e2e/support/sandbox.ts');

const rounds = Number(process.argv[2] ?? 3);
const idleSeconds = 20;
const settleSeconds = 15;
const limits = { contentMs: 1_000, fromNothingMs: 2_500, idlePercent: 1 };

const median = (values) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];

/** Starts the app and waits until its window shows something of the product. */
const open = async (sandbox, program) => {
  const environment = await desktopEnvironment(sandbox);
  const startedAt = Date.now();
  const app = spawn(program, ['--no-sandbox', '--remote-debugging-port=0', checkout], {
    env: environment,
    cwd: sandbox.dataFolder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const devTools = await devToolsOf(app);
  // The page's own clock: so that it does not count how often it is looked at.
  const painted =
    "document.querySelector('#root > div') && performance.timeOrigin + (performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN)";
  let contentAt = null;
  while (typeof contentAt !== 'number') {
    contentAt = await evaluateInWindow(devTools, painted);
    if (typeof contentAt !== 'number') await delay(20);
  }
  return {
    contentMs: contentAt - startedAt,
    close: async () => {
      const gone = new Promise((resolve) => app.once('exit', resolve));
      app.kill('SIGTERM');
      await gone;
    },
    pid: app.pid,
  };
};

const statOf = (pid) => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { pid, parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
  } catch {
    // It ended while we looked.
    return null;
  }
};

const processes = () =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => statOf(Number(name)) ?? []);

const treeOf = (root) => {
  const all = processes();
  const found = new Set([root]);
  for (const pid of found) for (const row of all) if (row.parent === pid) found.add(row.pid);
  return all.filter(({ pid }) => found.has(pid));
};

const pssOf = (pid) => {
  const [, kilobytes = 0] = /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
};

/** Everything of the sandbox: shell, host, PostgreSQL, servers. */
const ticksOf = (sandbox) =>
  sandbox
    .processes()
    .map((line) => statOf(Number(line.split(' ')[0]))?.ticks ?? 0)
    .reduce((sum, ticks) => sum + ticks, 0);

const say = (what, value, unit, limit) =>
  console.log(
    `${what.padEnd(46)} ${value.toFixed(2).padStart(8)} ${unit}${limit === undefined ? '' : `   limit ${limit}, ratio ${(value / limit).toFixed(2)}`}`,
  );

const program = await placeElectron();
const sandbox = openSandbox();
try {
  const fromNothing = [];
  for (let round = 0; round < rounds; round += 1) {
    const app = await open(sandbox, program);
    fromNothing.push(app.contentMs);
    await app.close();
    await sandbox.run('quit');
  }
  await sandbox.json('add', makeProject(sandbox, 'shop'));
  await sandbox.json('import', liveDump);
  await sandbox.json('mode', 'multi-process');
  await sandbox.json('start');
  const fromHost = [];
  for (let round = 0; round < rounds; round += 1) {
    const app = await open(sandbox, program);
    fromHost.push(app.contentMs);
    await app.close();
  }
  say('Window with content, host runs (median)', median(fromHost) / 1000, 's', limits.contentMs / 1000);
  say(
    'Window with content, from nothing (median)',
    median(fromNothing) / 1000,
    's',
    limits.fromNothingMs / 1000,
  );
  const app = await open(sandbox, program);
  await delay(settleSeconds * 1000);
  const before = ticksOf(sandbox);
  await delay(idleSeconds * 1000);
  say(
    'Idle, whole app with its sites',
    (ticksOf(sandbox) - before) / idleSeconds,
    '% of a core',
    limits.idlePercent,
  );
  const shell = treeOf(app.pid);
  say(
    `Memory of the shell (PSS of ${shell.length} processes)`,
    shell.reduce((sum, { pid }) => sum + pssOf(pid), 0) / 1e6,
    'MB',
  );
  await app.close();
} finally {
  await sandbox.dispose();
}
process.exit();
