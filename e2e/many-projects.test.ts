import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AddedProject, Database, Job, Site, Status } from '../app/contract';
import { liveDump, makeProject, stageDump } from './support/made-project';
import { openSandbox, type Sandbox } from './support/sandbox';
import { makeTinyProject } from './support/tiny-project';
import { visit } from './support/visitor';

const git = (folder: string, ...args: string[]): string =>
  execFileSync('git', ['-C', folder, '-c', 'user.name=Test', '-c', 'user.email=test@example.com', ...args], {
    encoding: 'utf8',
  });

describe('three projects behind one router', () => {
  const names = ['alpha', 'beta', 'gamma'] as const;
  let sandbox: Sandbox;

  const status = async (name: string): Promise<Status> =>
    (await sandbox.json('status', '--project', name)) as Status;
  const answers = async (name: string): Promise<number[]> => {
    const { router } = await status(name);
    const sites = (await sandbox.json('sites', '--project', name)) as Site[];
    const hosts = sites.filter(({ isEnabled }) => isEnabled).map(({ domain }) => domain);
    expect(hosts.length).toBeGreaterThan(3);
    return Promise.all(hosts.map(async (host) => (await visit({ port: router.port ?? 0, host })).status));
  };
  const processesOf = async (name: string) =>
    (await status(name)).servers.map(({ name: server, pid }) => ({ server, pid }));
  /** What the others have before and after something is done to one. */
  const others = (name: string) => Promise.all(names.filter((other) => other !== name).map(processesOf));
  const leavesOthersAlone = async (name: string, ...words: string[]): Promise<void> => {
    const before = await others(name);
    await sandbox.json(...words, '--project', name);
    expect(await others(name)).toEqual(before);
    for (const other of names.filter((one) => one !== name))
      expect(new Set(await answers(other))).toEqual(new Set([200]));
  };

  beforeAll(async () => {
    sandbox = openSandbox();
    for (const name of names) {
      const folder = makeTinyProject(sandbox, name);
      await sandbox.json('add', folder);
      await sandbox.json('config', '--set', `domainFormat={}.${name}.localhost`, '--project', name);
      await sandbox.json('import', liveDump, '--project', name);
    }
    await sandbox.json('import', stageDump, '--project', 'beta');
  });
  afterAll(() => sandbox.dispose());

  it('have databases of their own from one dump file, with names that nobody else has', async () => {
    const lists = await Promise.all(
      names.map(async (name) => (await sandbox.json('databases', '--project', name)) as Database[]),
    );
    expect(lists.map((list) => list.map(({ name }) => name))).toEqual([
      ['alpha_live_2026_10_30'],
      expect.arrayContaining(['beta_live_2026_10_30', 'beta_stage_2026_11_18']),
      ['gamma_live_2026_10_30'],
    ]);
    expect(new Set(lists.flat().map(({ dump }) => dump.file))).toEqual(new Set([liveDump, stageDump]));
    expect((await sandbox.refused('switch', 'alpha_live_2026_10_30', '--project', 'beta')).error.code).toBe(
      'database-not-found',
    );
  });

  it('are served at once, in mixed modes', async () => {
    await sandbox.json('mode', 'multi-process', '--project', 'beta');
    for (const name of names) await sandbox.json('start', '--project', name);
    for (const name of names) expect(new Set(await answers(name))).toEqual(new Set([200]));
    const counts = await Promise.all(names.map(async (name) => (await processesOf(name)).length));
    expect(counts).toEqual([1, 5, 1]);
  });

  it('never touch each other: a switch, a mode, a restart, a stop and a removal concern one', async () => {
    await leavesOthersAlone('beta', 'switch', 'stage');
    await leavesOthersAlone('gamma', 'mode', 'multi-process');
    await leavesOthersAlone('alpha', 'restart');
    await leavesOthersAlone('alpha', 'stop');
    const before = await others('gamma');
    await sandbox.json('remove', 'gamma', '--yes');
    expect(await others('gamma')).toEqual(before);
    const { router } = await status('beta');
    const gone = await visit({ port: router.port ?? 0, host: 'portal.gamma.localhost' });
    expect(gone.status).toBe(421);
    expect(new Set(await answers('beta'))).toEqual(new Set([200]));
    // Its databases are gone, those of the others from the same dump are not.
    expect(((await sandbox.json('databases', '--project', 'alpha')) as Database[]).length).toBe(1);
  });
});

describe('worktrees of one repository', () => {
  let sandbox: Sandbox;
  let main: string;
  let feature: string;

  beforeAll(() => {
    sandbox = openSandbox();
    main = makeProject(sandbox, 'shop');
    writeFileSync(join(main, '.gitignore'), 'manysite.local.json\n');
    git(main, 'init', '-q', '-b', 'trunk');
    git(main, 'add', '-A');
    git(main, 'commit', '-qm', 'first');
    feature = join(sandbox.dataFolder, 'projects', 'checkout-flow');
    git(main, 'worktree', 'add', '-q', feature, '-b', 'feature/checkout');
    cpSync(join(main, 'manysite.local.json'), join(feature, 'manysite.local.json'));
  });
  afterAll(() => sandbox.dispose());

  it('are told apart by name, and the second gets local domains of its own, in the file of this machine', async () => {
    const first = (await sandbox.json('add', main)) as AddedProject;
    expect(first).toMatchObject({ name: 'shop', notes: [] });
    const second = (await sandbox.json('add', feature)) as AddedProject;
    expect(second).toMatchObject({
      name: 'shop@checkout-flow',
      domainFormat: '{}.shop-checkout-flow.127.0.0.1.nip.io',
      notes: [
        'There is a project shop already, so this one is called shop@checkout-flow.',
        expect.stringContaining('another worktree of the repository of shop'),
      ],
    });
    expect(JSON.parse(readFileSync(join(feature, 'manysite.json'), 'utf8')).name).toBe('shop');
    expect(git(feature, 'status', '--porcelain')).toBe('');
    const { stdout } = await sandbox.run();
    expect(stdout).toMatch(/^shop {2}stopped[\s\S]*^shop@checkout-flow {2}stopped/m);
  });

  it('are found from a folder inside, and keep their databases apart', async () => {
    const here = (await sandbox.runIn(join(feature, 'pages'), 'status', '--json')).stdout;
    expect(JSON.parse(here).project).toBe('shop@checkout-flow');
    await sandbox.json('import', liveDump, '--project', 'shop');
    const { result } = (await sandbox.json('import', liveDump, '--project', feature)) as Job;
    expect(result?.database).toBe('shop_checkout_flow_live_2026_10_30');
    const sites = (await sandbox.json('sites', '--project', feature)) as Site[];
    expect(sites.map(({ domain }) => domain)).toContain('velowerk.shop-checkout-flow.127.0.0.1.nip.io');
    await sandbox.json('remove', 'shop', '--yes');
    expect(((await sandbox.json('databases', '--project', feature)) as Database[]).length).toBe(1);
  });

  it('that lie inside another one and were not added are never taken for it', async () => {
    await sandbox.json('add', main);
    const nested = join(main, '.worktrees', 'inner');
    git(main, 'worktree', 'add', '-q', nested, '-b', 'inner');
    rmSync(join(nested, 'manysite.json'));
    const inside = await sandbox.runIn(join(nested, 'pages'), 'status', '--json');
    expect(inside.exitCode).toBe(2);
    expect(JSON.parse(inside.stdout).error).toMatchObject({
      code: 'project-not-found',
      message: `${nested} is a git worktree of its own and is not added yet.`,
    });
    expect(JSON.parse((await sandbox.runIn(join(main, 'pages'), 'status', '--json')).stdout).project).toBe(
      'shop',
    );
  });
});

describe('projects in folders', () => {
  let sandbox: Sandbox;
  beforeAll(() => {
    sandbox = openSandbox();
  });
  afterAll(() => sandbox.dispose());

  it('inside each other are chosen by the nearest one', async () => {
    const outer = makeProject(sandbox, 'outer');
    const inner = join(outer, 'tools', 'inner');
    cpSync(makeProject(sandbox, 'inner'), inner, { recursive: true });
    await sandbox.json('add', outer);
    await sandbox.json('add', inner);
    const chosen = async (folder: string): Promise<string> =>
      JSON.parse((await sandbox.runIn(folder, 'status', '--json')).stdout).project;
    expect(await chosen(join(outer, 'pages'))).toBe('outer');
    expect(await chosen(join(inner, 'pages'))).toBe('inner');
    expect(await chosen(join(outer, 'tools'))).toBe('outer');
    await sandbox.json('remove', 'inner', '--yes');
    await sandbox.json('remove', 'outer', '--yes');
  });

  it('that want the same local domains are told how to be apart, by commands that do it', async () => {
    const [one, two] = [makeTinyProject(sandbox, 'one'), makeTinyProject(sandbox, 'two')];
    await sandbox.json('add', one);
    const added = (await sandbox.json('add', two)) as AddedProject;
    expect(added.notes).toEqual([expect.stringContaining('the same domain format as one')]);
    for (const name of ['one', 'two']) await sandbox.json('import', liveDump, '--project', name);
    await sandbox.json('start', '--project', 'one');
    const { error } = await sandbox.refused('start', '--project', 'two');
    expect(error.message).toContain('two has the same local domains as one');
    const command =
      'manysite config --set "domainFormat={}.two.127.0.0.1.nip.io" --project two && manysite rewrite --project two';
    expect(error.hint).toContain(command);
    await sandbox.json('config', '--set', 'domainFormat={}.two.127.0.0.1.nip.io', '--project', 'two');
    await sandbox.json('rewrite', '--project', 'two');
    await sandbox.json('start', '--project', 'two');
    const { router } = (await sandbox.json('status', '--project', 'two')) as Status;
    for (const host of ['portal.127.0.0.1.nip.io', 'portal.two.127.0.0.1.nip.io'])
      expect((await visit({ port: router.port ?? 0, host })).status).toBe(200);
    await sandbox.json('stop', '--project', 'one');
    await sandbox.json('stop', '--project', 'two');
  });

  it('that were moved keep their databases, once somebody says so', async () => {
    const old = makeProject(sandbox, 'shop');
    await sandbox.json('add', old);
    await sandbox.json('import', liveDump, '--project', 'shop');
    const here = join(sandbox.dataFolder, 'projects', 'elsewhere');
    renameSync(old, here);
    const { exitCode, error } = await sandbox.refused('add', here);
    expect({ exitCode, code: error.code }).toEqual({ exitCode: 3, code: 'project-exists' });
    expect(error.hint).toContain('manysite add FOLDER --moved');
    const { stdout } = await sandbox.run('doctor', '--project', 'shop');
    expect(stdout).toMatch(/✗ Project[\s\S]*manysite add NEWFOLDER --moved --project shop/);

    const moved = (await sandbox.json('add', here, '--moved')) as AddedProject;
    expect(moved).toMatchObject({ name: 'shop', folder: here, trouble: null });
    expect(moved.notes).toEqual([`It was in ${old}. Its databases (1) are kept.`]);
    expect(((await sandbox.json('databases', '--project', 'shop')) as Database[])[0]?.isActive).toBe(true);
    expect(existsSync(old)).toBe(false);

    // The other answer: another project, which leaves the lost one as it is.
    renameSync(here, join(sandbox.dataFolder, 'lost'));
    const another = (await sandbox.json('add', makeProject(sandbox, 'shop'), '--new')) as AddedProject;
    expect(another.name).toBe('shop@projects');
    const { projects } = (await sandbox.json()) as { projects: { name: string; databaseCount: number }[] };
    expect(projects.filter(({ name }) => name.startsWith('shop'))).toMatchObject([
      { name: 'shop', databaseCount: 1 },
      { name: 'shop@projects', databaseCount: 0 },
    ]);
    // Its folder is there: it was not moved.
    expect(
      (await sandbox.refused('add', join(sandbox.dataFolder, 'lost'), '--moved', '--project', another.id))
        .error.code,
    ).toBe('project-exists');
  });
});
