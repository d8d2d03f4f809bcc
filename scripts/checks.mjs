// Format, lint, types, layers, unused code: what is told of the sources without running them.
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';

const root = fileURLToPath(new URL('../', import.meta.url));

/** Each works on one core. The longest first. */
const checks = [
  ['Types', 'typescript/bin/tsc', '-p', '.'],
  ['Unused code', 'knip/bin/knip.js'],
  // What the oldest runtime does not have is unknown there: Chrome 108, and Node 16 in the shell.
  ['Types of the page', 'typescript/bin/tsc', '-p', 'renderer'],
  [
    'Layers',
    'dependency-cruiser/bin/dependency-cruise.mjs',
    ...['--config', '.dependency-cruiser.mjs', 'app', 'main', 'renderer', 'prisma', 'e2e'],
  ],
  ['Types of the shell', 'typescript/bin/tsc', '-p', 'main'],
  ['Format and lint', '@biomejs/biome/bin/biome', 'check', '--error-on-warnings'],
];

const runCheck = async ([title, program, ...args]) => {
  const { exitCode, all } = await execa(process.execPath, [`node_modules/${program}`, ...args], {
    cwd: root,
    all: true,
    reject: false,
    env: process.stdout.isTTY ? { FORCE_COLOR: '1' } : {},
  });
  console.log([`\n${title}`, all, exitCode === 0 ? '' : `${title}: failed`].filter(Boolean).join('\n'));
  return exitCode === 0;
};

/** Runs all of them, as many at a time as there are cores; each says what it found when it has ended. */
export const runChecks = async () => {
  const waiting = [...checks];
  let failed = 0;
  const runNext = async () => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift())
      if (!(await runCheck(check))) failed += 1;
  };
  await Promise.all(Array.from({ length: availableParallelism() }, runNext));
  return { passed: checks.length - failed, failed, skipped: 0 };
};
