// What the window costs: time to content, script, idle processor time, memory. Run: npm run bench:window [-- ROUNDS]
import { setTimeout as delay } from 'node:timers/promises';
import { register } from 'tsx/esm/api';
import { median, tell } from './figures.mjs';
import { followCpu, memoryOf, treeOf } from './processes.mjs';

register();
const { placeElectron } = await import('../e2e/support/electron-app.ts');
const { firstPaintBytes } = await import('../e2e/support/first-paint.ts');
const { openSandbox } = await import('../e2e/support/sandbox.ts');
const { openBareWindow, openWindow } = await import('./open-window.mjs');
const { serveTenSites } = await import('./ten-sites.mjs');

const rounds = Number(process.argv[2] ?? 3);
const idleSeconds = Number(process.argv[3] ?? 60);
/** Pictures of the sites are taken, and their window goes. */
const settleSeconds = 30;
const limits = { contentS: 1, fromNothingS: 2.5, scriptKb: 450, idlePercent: 1 };

const partOf = (commandLine) => {
  if (/--type=([a-z-]+)/.test(commandLine)) return `shell, ${/--type=([a-z-]+)/.exec(commandLine)[1]}`;
  if (/electron/.test(commandLine)) return 'shell, main';
  if (/host\.mjs/.test(commandLine)) return 'host with router';
  if (/^postgres/.test(commandLine) || /\/postgres /.test(commandLine)) return 'PostgreSQL';
  if (/python/.test(commandLine)) return 'servers';
  return commandLine.split(' ')[0];
};

const idle = async (sandbox) => {
  const used = followCpu(sandbox, partOf);
  await delay(idleSeconds * 1000);
  return [...used()].map(([part, seconds]) => ({ part, percent: (100 * seconds) / idleSeconds }));
};

const program = await placeElectron();
const sandbox = openSandbox();
try {
  const fromNothing = [];
  for (let round = 0; round < rounds; round += 1) {
    const app = await openWindow(sandbox, program);
    fromNothing.push(app.contentMs);
    await app.close();
    await sandbox.run('quit');
  }
  await serveTenSites(sandbox);
  const fromHost = [];
  const shellCpu = [];
  const bare = [];
  const bareCpu = [];
  // In turns: what else goes on here slows both alike.
  for (let round = 0; round < rounds; round += 1) {
    const app = await openWindow(sandbox, program);
    fromHost.push(app.contentMs);
    shellCpu.push(app.cpuSeconds);
    await app.close();
    const peer = await openBareWindow(sandbox, program);
    bare.push(peer.contentMs);
    bareCpu.push(peer.cpuSeconds);
    await peer.close();
  }
  const all = (list) => `(${rounds} rounds: ${list.map((ms) => (ms / 1000).toFixed(2)).join(', ')})`;
  tell('Window with content, host runs, ten sites', median(fromHost) / 1000, 's', limits.contentS);
  console.log(`  ${all(fromHost)}`);
  tell('  processor time of the shell until then', median(shellCpu), 's');
  tell('  peer: a bare window with a line of text', median(bare) / 1000, 's');
  tell('  its processor time', median(bareCpu), 's');
  console.log(
    `  ratio to the peer: ${(median(fromHost) / median(bare)).toFixed(2)} by the clock, ${(median(shellCpu) / median(bareCpu)).toFixed(2)} by processor time`,
  );
  tell('Window with content, from nothing', median(fromNothing) / 1000, 's', limits.fromNothingS);
  console.log(`  ${all(fromNothing)}`);
  tell('First paint, gzipped script', firstPaintBytes().bytes / 1000, 'kB', limits.scriptKb);
  const app = await openWindow(sandbox, program);
  await delay(settleSeconds * 1000);
  const parts = await idle(sandbox);
  const sum = parts.reduce((total, { percent }) => total + percent, 0);
  tell('Idle, whole app with ten sites served', sum, '% of a core', limits.idlePercent);
  for (const { part, percent } of parts) console.log(`  ${percent.toFixed(2)} % ${part}`);
  const shell = treeOf(app.pid);
  tell(
    `Memory of the shell (PSS of ${shell.length} processes)`,
    shell.reduce((total, pid) => total + memoryOf(pid), 0) / 1e6,
    'MB',
  );
  await app.close();
} finally {
  await sandbox.dispose();
}
process.exit();
