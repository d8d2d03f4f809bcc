import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PlanRecord, Site } from '../app/contract';
import { hostPid } from './support/host-pid';
import { attachedTo, kill } from './support/killing';
import { writeDump } from './support/made-dump';
import { makeProject } from './support/made-project';
import { openSandbox, type Sandbox } from './support/sandbox';
import { askServer } from './support/superuser';

const siteCount = 2000;
const rounds = 12;

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = openSandbox();
  await sandbox.json('add', makeProject(sandbox, 'shop'));
  const rows = Array.from(
    { length: siteCount },
    (_, index) => `${index + 1}\tsite-${index + 1}.example\tSite ${index + 1}`,
  );
  await sandbox.json(
    'import',
    writeDump(sandbox, 'many.sql', [
      'CREATE TABLE public.django_site (id integer PRIMARY KEY, domain character varying(100) NOT NULL UNIQUE, name character varying(50) NOT NULL);',
      'COPY public.django_site (id, domain, name) FROM stdin;',
      ...rows,
      '\\.',
    ]),
  );
});
afterAll(() => sandbox.dispose());

/** How long a rewrite takes on this machine, now. */
const timeOfRewrite = async (): Promise<number> => {
  const start = performance.now();
  await sandbox.json('rewrite', '--format', '{}.timed.test');
  const tookMs = performance.now() - start;
  await sandbox.json('rewrite', '--undo');
  return tookMs;
};

/** Asks for a rewrite and kills the host some moments later, wherever it is then. */
const killWhileApplying = async (domainFormat: string, afterMs: number): Promise<void> => {
  const host = await attachedTo(sandbox);
  const [project] = await host.client.projects.list();
  const applying = host.client.sites.apply({
    projectId: project?.id ?? '',
    database: null,
    operation: { kind: 'rewrite', domainFormat },
    fingerprint: null,
  });
  await Promise.race([delay(afterMs), applying.catch(() => undefined)]);
  await kill(hostPid(sandbox));
  await applying.catch(() => undefined);
  await host.close();
};

it('a host that is killed while it applies a plan leaves all of it or nothing, and the history says which', async () => {
  const tookMs = await timeOfRewrite();
  const outcomes = new Set<string>();
  for (let round = 1; round <= rounds; round += 1) {
    const format = `{}.round-${round}.test`;
    const before = (await sandbox.json('rewrite', '--history')) as PlanRecord[];
    // From at once to when it is surely done.
    await killWhileApplying(format, round === rounds ? 60_000 : ((round - 1) / rounds) * tookMs);
    const [newest] = (await sandbox.json('rewrite', '--history')) as PlanRecord[];
    const sites = (await sandbox.json('sites')) as Site[];
    const isRewritten = sites.map(({ domain }) => domain.endsWith(`.round-${round}.test`));
    const isRemembered = newest?.title === `Rewrite → ${format}`;
    expect(new Set(isRewritten)).toEqual(new Set([isRemembered]));
    if (!isRemembered) expect(newest).toEqual(before[0]);
    expect(
      await askServer(sandbox, `select count(*)::int from site_plan where state = 'applying'`, 'manysite'),
    ).toEqual([0]);
    outcomes.add(isRemembered ? 'applied' : 'not applied');
    if (isRemembered) await sandbox.json('rewrite', '--undo');
  }
  expect(outcomes).toEqual(new Set(['applied', 'not applied']));
  const [imported] = ((await sandbox.json('rewrite', '--history')) as PlanRecord[]).filter(
    ({ kind }) => kind === 'import',
  );
  expect(imported).toMatchObject({ state: 'applied', siteCount });
});
