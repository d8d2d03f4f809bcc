#!/usr/bin/env node
// Makes `.venv` in a folder from its requirements.txt. Needs Node and Python 3 only, so that it runs before anything
// is installed: from `npm test`, from the host (as a child process), and by hand.
//
//   node make-virtualenv.mjs [folder]
//
// Progress goes to stderr; stdout is one line, the virtualenv's Python. Exit 4: the machine lacks something.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';

const isWindows = process.platform === 'win32';
const candidates = isWindows ? ['py', 'python3', 'python'] : ['python3', 'python'];
const oldestPython = [3, 8];
const lockPollMs = 200;
const emptyLockMs = 5_000;

/** What the machine lacks, and the next step. */
export class VirtualenvError extends Error {
  constructor(message, hint, options) {
    super(message, options);
    this.name = 'VirtualenvError';
    this.hint = hint;
  }
}

/**
 * The Python of `<folder>/.venv`, which is made or renewed unless it already fits requirements.txt.
 *
 * @param folder absolute; holds requirements.txt
 * @param onProgress called with one line a step
 * @param options.pythons commands to be tried for a Python, the first that is new enough is taken
 * @param options.hasDependencies false: requirements.txt names all there is to be installed
 * @returns absolute path of the virtualenv's Python
 * @throws VirtualenvError Python, its venv module or the packages cannot be had
 */
export const ensureDemoVirtualenv = async (
  folder,
  onProgress = () => undefined,
  { pythons = candidates, hasDependencies = true } = {},
) => {
  const virtualenv = join(folder, '.venv');
  const python = isWindows ? join(virtualenv, 'Scripts', 'python.exe') : join(virtualenv, 'bin', 'python');
  const requirements = join(folder, 'requirements.txt');
  const wanted = createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex');
  const stamp = join(virtualenv, 'requirements.sha256');
  const isCurrent = async () =>
    existsSync(python) && existsSync(stamp) && (await readFile(stamp, 'utf8')) === wanted;

  if (await isCurrent()) return python;
  const unlock = await lock(join(folder, '.venv.lock'), onProgress);
  try {
    if (await isCurrent()) return python;
    const base = await findPython(pythons);
    onProgress(`Making a virtualenv with Python ${base.version}`);
    await rm(virtualenv, { recursive: true, force: true });
    await makeVirtualenv(base, virtualenv);
    onProgress('Installing Django and what goes with it');
    await install(python, requirements, hasDependencies);
    // Last, so that an interrupted run starts over.
    await writeFile(stamp, wanted);
    return python;
  } finally {
    await unlock();
  }
};

const findPython = async (pythons) => {
  const tooOld = [];
  for (const command of pythons) {
    const found = await run(command, ['-c', 'import sys; print(*sys.version_info[:3], sep=".")']);
    if (found.code !== 0) continue;
    const version = found.output.trim();
    const [major = 0, minor = 0] = version.split('.').map(Number);
    if (major === oldestPython[0] && minor >= oldestPython[1]) return { command, version };
    tooOld.push(`${command} is ${version}`);
  }
  const seen = tooOld.length === 0 ? `none of ${pythons.join(', ')} is on the PATH` : tooOld.join(', ');
  throw new VirtualenvError(
    `Python ${oldestPython.join('.')} or newer was not found: ${seen}.`,
    'Install Python 3 (on Debian and Ubuntu: apt install python3 python3-venv) and try again.',
  );
};

const makeVirtualenv = async (base, virtualenv) => {
  const made = await run(base.command, ['-m', 'venv', virtualenv]);
  if (made.code === 0) return;
  await rm(virtualenv, { recursive: true, force: true });
  // Debian and Ubuntu ship venv and pip apart from Python; `python3 -m venv` then names the package.
  if (/ensurepip|No module named venv/.test(made.output)) {
    throw new VirtualenvError(
      `Python ${base.version} has no venv module with pip.`,
      `Install it (on Debian and Ubuntu: apt install python${base.version.replace(/\.\d+$/, '')}-venv) and try again.`,
    );
  }
  throw new VirtualenvError(
    `Python could not make ${virtualenv}: ${lastLines(made.output)}`,
    'See the lines above.',
  );
};

const install = async (python, requirements, hasDependencies) => {
  const pip = [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    '--no-input',
    ...(hasDependencies ? [] : ['--no-deps']),
    '-r',
    requirements,
  ];
  const installed = await run(python, pip);
  if (installed.code === 0) return;
  throw new VirtualenvError(
    `pip could not install the demo's requirements: ${lastLines(installed.output)}`,
    'The demo needs the Python package index once; check the network, or set PIP_INDEX_URL to a mirror.',
  );
};

/** Two runs at once (two test files, two windows) must not build over each other. */
const lock = async (file, onProgress) => {
  for (let isWaiting = false; ; ) {
    try {
      const handle = await open(file, 'wx');
      await handle.writeFile(String(process.pid));
      await handle.close();
      return () => rm(file, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (!(await isHeld(file))) {
      await rm(file, { force: true });
      continue;
    }
    if (!isWaiting) onProgress('Waiting for another run that is making the virtualenv');
    isWaiting = true;
    await delay(lockPollMs);
  }
};

const isHeld = async (file) => {
  try {
    const { mtimeMs } = await stat(file);
    const pid = Number(await readFile(file, 'utf8'));
    // Between another run's open and its write the file is empty.
    if (pid === 0) return Date.now() - mtimeMs < emptyLockMs;
    process.kill(pid, 0);
    return true;
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ESRCH') return false;
    if (error.code === 'EPERM') return true;
    throw error;
  }
};

const run = (command, args) =>
  new Promise((done) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (text) => {
        output += text;
      });
    }
    child.on('error', (error) => done({ code: null, output: error.message }));
    child.on('close', (code) => done({ code, output }));
  });

const lastLines = (output) => output.trim().split('\n').slice(-3).join(' ');

const main = async () => {
  const folder = resolve(process.argv[2] ?? dirname(fileURLToPath(import.meta.url)));
  try {
    console.log(await ensureDemoVirtualenv(folder, (line) => console.error(line)));
  } catch (error) {
    if (!(error instanceof VirtualenvError)) throw error;
    console.error(`${error.message}\n${error.hint}`);
    process.exitCode = 4;
  }
};

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(resolve(process.argv[1])).href)
  await main();
