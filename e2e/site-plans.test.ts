import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database, PlanRecord, Site, SitePlan } from '../app/contract';
import { attach } from '../app/host/attach/attach';
import { aliasTable, siteTable, writeDump } from './support/made-dump';
import { liveDump, makeProject } from './support/made-project';
import { openSandbox, type Sandbox } from './support/sandbox';
import { askServer } from './support/superuser';

/** What a user does with the sites of a database and takes back, in order: each step builds on those before. */
describe.each([
  ['with the plus table', liveDump],
  ['with sites and aliases only', null],
])('the changes of a database %s', (_shape, dump) => {
  let sandbox: Sandbox;
  let original: Site[];
  let imported: Site[];

  const sites = async (): Promise<Site[]> => (await sandbox.json('sites')) as Site[];
  const history = async (): Promise<PlanRecord[]> =>
    (await sandbox.json('rewrite', '--history')) as PlanRecord[];
  const states = async (): Promise<string[]> => (await history()).map(({ state }) => state);
  const domains = (of: readonly Site[]): string[] => of.map(({ domain }) => domain);

  beforeAll(async () => {
    sandbox = openSandbox();
    await sandbox.json('add', makeProject(sandbox, 'shop'));
    await sandbox.json('import', dump ?? writeDump(sandbox, 'plain.sql', [...siteTable, ...aliasTable]));
    imported = await sites();
  });
  afterAll(() => sandbox.dispose());

  it('begin with the rewrite of the import', async () => {
    expect(await history()).toMatchObject([
      { position: 1, kind: 'import', title: 'Import: real → {}.127.0.0.1.nip.io', state: 'applied' },
    ]);
  });

  it('go on with a rewrite to another format, which is shown first and leaves out a site', async () => {
    const [first] = imported;
    const words = ['rewrite', '--format', '{}.localhost', '--leave-out', String(first?.slug)];
    const shown = (await sandbox.json(...words, '--dry-run')) as SitePlan;
    expect(await sites()).toEqual(imported);
    expect(await sandbox.json(...words)).toMatchObject({
      fingerprint: shown.fingerprint,
      restartJobId: null,
    });
    expect(domains(await sites())).toEqual(
      imported.map(({ slug, domain }, index) => (index === 0 ? domain : `${slug}.localhost`)),
    );
    expect((await history())[0]).toMatchObject({ kind: 'rewrite', title: 'Rewrite → {}.localhost' });
  });

  it('are taken back one after the other, down to the real domains', async () => {
    const shown = (await sandbox.json('rewrite', '--undo', '--dry-run')) as SitePlan;
    expect(shown.title).toBe('Undo: Rewrite → {}.localhost');
    expect(await states()).toEqual(['applied', 'applied']);
    await sandbox.json('rewrite', '--undo');
    expect(await sites()).toEqual(imported);
    await sandbox.json('rewrite', '--undo');
    original = await sites();
    expect(domains(original)).toEqual(original.map(({ realDomain }) => realDomain));
    expect(
      original.every(({ domain, aliases }) =>
        aliases.every((alias) => !alias.isCanonical || alias.domain === domain),
      ),
    ).toBe(true);
    expect(await states()).toEqual(['undone', 'undone']);
    expect(await sandbox.refused('rewrite', '--undo')).toMatchObject({
      exitCode: 3,
      error: { code: 'nothing-to-undo' },
    });
  });

  it('are remembered by the next host, which takes back what the last one did', async () => {
    await sandbox.json('rewrite', '--slug', `${imported[1]?.id}=other-name`);
    const before = await history();
    expect(before.map(({ state }) => state)).toEqual(['applied', 'undone', 'undone']);
    await sandbox.json('quit');
    expect(await history()).toEqual(before);
    expect((await sites())[1]).toMatchObject({ slug: 'other-name', domain: 'other-name.127.0.0.1.nip.io' });
    await sandbox.json('rewrite', '--undo');
    expect(await sites()).toEqual(original);
  });

  it('are refused to be taken back where somebody else has changed the rows since, who is named', async () => {
    await sandbox.json('rewrite');
    const [database] = (await sandbox.json('databases')) as Database[];
    await askServer(
      sandbox,
      `update django_site set domain = 'hand.example' where id = ${imported[1]?.id}`,
      database?.name,
    );
    for (const words of [
      ['rewrite', '--undo', '--dry-run'],
      ['rewrite', '--undo'],
    ]) {
      const { exitCode, error } = await sandbox.refused(...words);
      expect(exitCode).toBe(3);
      expect(error.code).toBe('plan-stale');
      expect(error.message).toContain(
        `domain of site ${imported[1]?.id} (${imported[1]?.name}) is "hand.example"`,
      );
    }
    expect((await states())[0]).toBe('applied');
  });

  it('are refused where they are not what was shown any more', async () => {
    const attached = await attach({ start: true, environment: sandbox.environment });
    if (attached === null) throw new Error('a host was started');
    const [project] = await attached.client.projects.list();
    const target = { projectId: project?.id ?? '', database: null, operation: { kind: 'rewrite' as const } };
    const shown = await attached.client.sites.plan(target);
    const changes = await attached.client.watch();
    const told = async (): Promise<PlanRecord | undefined> => {
      for await (const event of changes) {
        const plans =
          event.type === 'snapshot'
            ? event.state.plans
            : event.changes.flatMap((change) =>
                change.slice === 'plans' && change.value !== null ? [change.value] : [],
              );
        const newest = plans[0]?.plans[0];
        if (newest?.title === 'Rewrite → {}.localhost' && newest.state === 'applied') return newest;
      }
      return undefined;
    };
    const toldOf = told();
    await sandbox.json('rewrite', '--format', '{}.localhost');
    // Nobody polls for the history: what another client did comes by itself.
    expect(await toldOf).toMatchObject({ kind: 'rewrite' });
    await expect(
      attached.client.sites.apply({ ...target, fingerprint: shown.fingerprint }),
    ).rejects.toMatchObject({ code: 'plan-stale' });
    const again = await attached.client.sites.plan(target);
    await attached.client.sites.apply({ ...target, fingerprint: again.fingerprint });
    expect(await sites()).toEqual(imported);
    await attached.close();
  });
});
