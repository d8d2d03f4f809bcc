import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { withoutIgnored } from './git-ignored';
import { watchFolder } from './watch-folder';

let folder: string;
let closers: (() => Promise<void>)[];
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'manysite-watch-')));
  closers = [];
});
afterEach(async () => {
  for (const close of closers) await close();
  rmSync(folder, { recursive: true, force: true });
});

const write = (path: string): void => {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), `${Math.random()}`);
};

const watched = async (unwatched: readonly string[] = []) => {
  const bursts: (readonly string[])[] = [];
  const lost: string[] = [];
  const watch = await watchFolder({
    folder,
    unwatched: unwatched.map((path) => join(folder, path)),
    isOfInterest: (path) => path.endsWith('.py'),
    onChanges: (paths) => bursts.push(paths),
    onLost: (reason) => lost.push(reason),
    pace: { quietMs: 150, longestMs: 1_000 },
  });
  if (watch.kind === 'watching') closers.push(watch.close);
  const all = () => bursts.flat();
  return { watch, bursts, lost, all };
};
const eventually = <Value>(look: () => Value) => expect.poll(look, { timeout: 10_000, interval: 20 });

describe('a watched folder', () => {
  test('tells a burst of changes once, by relative paths, without what is of no interest', async () => {
    write('pages/views.py');
    const { bursts } = await watched();
    for (const name of ['views', 'models', 'views', 'urls']) write(`pages/${name}.py`);
    write('pages/base.html');
    await eventually(() => bursts).toEqual([['pages/models.py', 'pages/urls.py', 'pages/views.py']]);
  });

  test('tells changes that never pause, too', async () => {
    const { bursts } = await watched();
    await eventually(() => {
      write('busy.py');
      return bursts.length;
    }).toBeGreaterThan(0);
  });

  test('tells the files of folders that came with them', async () => {
    const { all } = await watched();
    write('new/deep/down/views.py');
    await eventually(all).toContain('new/deep/down/views.py');
  });

  test('leaves out virtualenvs by name or by path, caches and data where there is no git', async () => {
    for (const path of ['.venv', 'env-of-mine', 'node_modules', 'media', 'pages/__pycache__', 'pages'])
      mkdirSync(join(folder, path), { recursive: true });
    const { all } = await watched(['env-of-mine']);
    for (const path of ['.venv/a.py', 'env-of-mine/b.py', 'node_modules/c.py', 'media/d.py']) write(path);
    write('pages/last.py');
    await eventually(all).toEqual(['pages/last.py']);
  });

  test('leaves out what git ignores, and watches an app named media that it does not', async () => {
    execFileSync('git', ['init', '-q'], { cwd: folder });
    writeFileSync(join(folder, '.gitignore'), 'generated/\n/local.py\n');
    for (const path of ['generated', 'media']) mkdirSync(join(folder, path));
    const { all } = await watched();
    for (const path of ['generated/a.py', 'local.py', 'media/models.py']) write(path);
    await eventually(all).toEqual(['media/models.py']);
  });

  test('that goes away is told once, and is no error', async () => {
    const { lost } = await watched();
    rmSync(folder, { recursive: true });
    await eventually(() => lost).toEqual([expect.stringContaining(`${folder} is gone`)]);
  });

  test('that is not there is not available, with the reason', async () => {
    rmSync(folder, { recursive: true });
    const { watch } = await watched();
    expect(watch).toMatchObject({ kind: 'unavailable', reason: expect.stringContaining(folder) });
  });
});

const canUnshare = process.platform === 'linux' && spawnSync('unshare', ['-U', '-r', 'true']).status === 0;

/** In a user namespace of its own, whose limits are ours to set. */
test.runIf(canUnshare)('a system without watchers left is told, and blocks nobody', () => {
  const script = `import { watchFolder } from ${JSON.stringify(new URL('./watch-folder.ts', import.meta.url).href)};
    const nothing = () => undefined;
    const watch = await watchFolder({ folder: ${JSON.stringify(folder)}, unwatched: [], isOfInterest: () => true, onChanges: nothing, onLost: nothing });
    console.log(watch.kind, watch.reason);
    process.exit();`;
  const file = join(folder, 'script.mts');
  writeFileSync(file, script);
  const limited = 'echo 0 > /proc/sys/user/max_inotify_instances && exec "$@"';
  const command = ['-U', '-r', 'sh', '-c', limited, 'sh', process.execPath, '--import', 'tsx', file];
  const said = execFileSync('unshare', command, { encoding: 'utf8', timeout: 50_000 });
  expect(said).toMatch(/^unavailable This system allows no more watchers/);
});

test('where git cannot say, nothing is ignored', async () => {
  expect(await withoutIgnored(folder, ['a.py'])).toEqual(['a.py']);
});
