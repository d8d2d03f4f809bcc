import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FileWatch, Job, LogLine, Project, Status } from '../app/contract';
import { type Attached, attach } from '../app/host/attach/attach';
import { liveDump, makeProject } from './support/made-project';
import { openSandbox, type Sandbox } from './support/sandbox';
import { visit, visitContinuously } from './support/visitor';

/** Saving a file of the project restarts its servers, new before old; a broken one leaves the old ones serving. */
describe('a change of files', () => {
  let sandbox: Sandbox;
  let folder: string;
  let views: string;
  let port: number;
  const host = 'portal.127.0.0.1.nip.io';
  const ofShop = ['--project', 'shop'];

  const watch = async (): Promise<FileWatch> => ((await sandbox.json('status', ...ofShop)) as Status).watch;
  const outcome = () => expect.poll(async () => (await watch()).lastChange, { timeout: 60_000 });
  const restarts = async (): Promise<Job[]> =>
    ((await sandbox.json('jobs')) as Job[]).filter(({ kind }) => kind === 'restart');
  const edition = async () => (await visit({ port, host })).headers['x-edition'];
  /** What clients are told, without a question that would have it read again. */
  const project = async (): Promise<Project | undefined> => {
    const events = await client.client.watch();
    const first = await events.next();
    await events.return?.(undefined);
    if (first.done === true || first.value.type !== 'snapshot') throw new Error('a snapshot comes first');
    return first.value.state.projects[0];
  };
  /** As editors save: beside, then in its place. */
  const save = (file: string, text: string): void => {
    writeFileSync(`${file}~`, text);
    renameSync(`${file}~`, file);
  };
  const viewsOf = (name: string): string =>
    `${original}\n\n_home = home\n\n\ndef home(request):\n    response = _home(request)\n    response["X-Edition"] = "${name}"\n    return response\n`;
  let original: string;
  let client: Attached;

  beforeAll(async () => {
    sandbox = openSandbox();
    folder = makeProject(sandbox, 'shop');
    views = join(folder, 'pages/views.py');
    original = readFileSync(views, 'utf8');
    mkdirSync(join(folder, 'generated'));
    writeFileSync(join(folder, '.gitignore'), 'generated/\nscratch.py\n');
    execFileSync('git', ['init', '-q'], { cwd: folder });
    await sandbox.json('add', folder);
    await sandbox.json('import', liveDump, ...ofShop);
    await sandbox.json('start', ...ofShop);
    port = ((await sandbox.json('status', ...ofShop)) as Status).router.port ?? 0;
    const attached = await attach({ start: false, environment: sandbox.environment });
    if (attached === null) throw new Error('the host runs');
    client = attached;
  });
  afterAll(async () => {
    await client.close();
    await sandbox.dispose();
  });

  it('gives new content without a failed request, keeps the old content while it is broken, and recovers', async () => {
    await expect.poll(async () => (await watch()).state, { timeout: 20_000 }).toBe('watching');
    const visitor = visitContinuously(port, [host]);
    save(views, viewsOf('two'));
    await expect.poll(edition, { timeout: 60_000 }).toBe('two');
    await outcome().toMatchObject({ outcome: 'restarted', files: ['pages/views.py'] });

    save(views, `${viewsOf('broken')}\ndef oops(:\n`);
    await outcome().toMatchObject({ outcome: 'kept', message: expect.stringContaining('SyntaxError') });
    expect(await edition()).toBe('two');
    const said = (await sandbox.json('logs', ...ofShop)) as LogLine[];
    expect(said.map(({ text }) => text).join('\n')).toContain('not restarted, though pages/views.py changed');
    expect((await sandbox.run('status', ...ofShop)).stdout).toMatch(/Files +not restarted, though pages/);

    save(views, viewsOf('three'));
    await expect.poll(edition, { timeout: 60_000 }).toBe('three');
    await outcome().toMatchObject({ outcome: 'restarted' });
    expect((await visitor.stop()).failures).toEqual([]);
  });

  it('many at once give one restart', async () => {
    const before = (await restarts()).length;
    mkdirSync(join(folder, 'pages/more/deep'), { recursive: true });
    for (let n = 0; n < 40; n++) writeFileSync(join(folder, `pages/more/deep/part${n}.py`), `n = ${n}\n`);
    save(views, viewsOf('four'));
    await expect.poll(edition, { timeout: 60_000 }).toBe('four');
    await outcome().toMatchObject({ outcome: 'restarted' });
    expect((await restarts()).length - before).toBe(1);
  });

  it('that no process reads, or that git ignores, restart nothing', async () => {
    const before = (await restarts()).length;
    const template = join(folder, 'pages/templates/pages/base.html');
    for (const file of ['generated/code.py', 'scratch.py', 'notes.txt', 'live.dump', 'pages/x.pyc'])
      writeFileSync(join(folder, file), 'x = 1\n');
    appendFileSync(template, '<!-- a new foot -->\n');
    // Whatever was noticed of these comes before what is noticed of the next one.
    save(views, viewsOf('five'));
    await expect.poll(edition, { timeout: 60_000 }).toBe('five');
    await outcome().toMatchObject({ outcome: 'restarted', files: ['pages/views.py'] });
    expect((await restarts()).length - before).toBe(1);
  });

  it('in manysite.json are told at once, good or bad, and may switch the watch off', async () => {
    const file = join(folder, 'manysite.json');
    writeFileSync(file, '{ "name": "shop", "serve": { "watch": "yes" } }');
    await expect.poll(async () => (await project())?.trouble, { timeout: 20_000 }).toContain('serve.watch');
    await outcome().toMatchObject({ outcome: 'kept', message: expect.stringContaining('manysite.json') });
    writeFileSync(file, '{ "name": "shop", "serve": { "watch": false } }');
    await expect.poll(async () => (await watch()).state, { timeout: 20_000 }).toBe('off');
    expect((await project())?.trouble).toBeNull();
    await sandbox.json('stop', ...ofShop);
    writeFileSync(file, '{ "name": "shop", "domainFormat": "{}.shop.localhost" }');
    await expect
      .poll(async () => (await project())?.domainFormat, { timeout: 20_000 })
      .toBe('{}.shop.localhost');
    expect((await watch()).state).toBe('idle');
  });
});
