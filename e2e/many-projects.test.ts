import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AddedProject, Database, Job, Site, Status } from '../app/contract';
import { type Attached, attach } from '../app/host/attach/attach';
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
  /** Of the enabled sites of the dump. */
  const slugs = ['portal', 'velowerk', 'museum', 'baeckerei', 'praxis'];
  let sandbox: Sandbox;

  const ids = new Map<string, string>();
  let host: Attached;

  // Asked of the host itself: dozens of command lines would only take time.
  const of = (name: string) => ({ projectId: ids.get(name) ?? '' });
  const status = (name: string): Promise<Status> => host.client.servers.status(of(name));
  const answers = async (name: string): Promise<number[]> => {
    const { router } = await status(name);
    const hosts = slugs.map((slug) => `${slug}.${name}.localhost`);
    return Promise.all(hosts.map(async (one) => (await visit({ port: router.port ?? 0, host: one })).status));
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
      ids.set(name, ((await sandbox.json('add', folder)) as AddedProject).id);
      await sandbox.json('config', '--set', `domainFormat={}.${name}.localhost`, '--project', name);
      await sandbox.json('import', liveDump, '--project', name);
    }
    await sandbox.json('import', stageDump, '--project', 'beta');
    const attached = await attach({ start: false, environment: sandbox.environment });
    if (attached === null) throw new Error('the host runs');
    host = attached;
  });
  afterAll(async () => {
    await host.close();
    await sandbox.dispose();
  });

  it('have databases of their own from one dump file, with names that nobody else has', async () => {
    const lists = await Promise.all(names.map((name) => host.client.databases.list(of(name))));
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
    expect((await host.client.databases.list(of('alpha'))).length).toBe(1);
  });
});

describe('folders of projects', () => {
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

  it('that are worktrees of one repository are told apart by name, and the second gets local domains of its own, in the file of this machine', async () => {
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

  it('that are worktrees are found from a folder inside, and keep their databases apart', async () => {
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

  it('that are worktrees inside another one and were not added are never taken for it', async () => {
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
    for (const folder of [main, feature]) await sandbox.json('remove', folder, '--yes');
  });

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
    const old = makeProject(sandbox, 'kiosk');
    await sandbox.json('add', old);
    await sandbox.json('import', liveDump, '--project', 'kiosk');
    const here = join(sandbox.dataFolder, 'projects', 'elsewhere');
    renameSync(old, here);
    const { exitCode, error } = await sandbox.refused('add', here);
    expect({ exitCode, code: error.code }).toEqual({ exitCode: 3, code: 'project-exists' });
    expect(error.hint).toContain('manysite add FOLDER --moved');
    const { stdout } = await sandbox.run('doctor', '--project', 'kiosk');
    expect(stdout).toMatch(/✗ Project[\s\S]*manysite add NEWFOLDER --moved --project kiosk/);

    const moved = (await sandbox.json('add', here, '--moved')) as AddedProject;
    expect(moved).toMatchObject({ name: 'kiosk', folder: here, trouble: null });
    expect(moved.notes).toEqual([`It was in ${old}. Its databases (1) are kept.`]);
    expect(((await sandbox.json('databases', '--project', 'kiosk')) as Database[])[0]?.isActive).toBe(true);
    expect(existsSync(old)).toBe(false);

    // The other answer: another project, which leaves the lost one as it is.
    renameSync(here, join(sandbox.dataFolder, 'lost'));
    const another = (await sandbox.json('add', makeProject(sandbox, 'kiosk'), '--new')) as AddedProject;
    expect(another.name).toBe('kiosk@projects');
    const { projects } = (await sandbox.json()) as { projects: { name: string; databaseCount: number }[] };
    expect(projects.filter(({ name }) => name.startsWith('kiosk'))).toMatchObject([
      { name: 'kiosk', databaseCount: 1 },
      { name: 'kiosk@projects', databaseCount: 0 },
    ]);
    // Its folder is there: it was not moved.
    expect(
      (await sandbox.refused('add', join(sandbox.dataFolder, 'lost'), '--moved', '--project', another.id))
        .error.code,
    ).toBe('project-exists');
  });
});
