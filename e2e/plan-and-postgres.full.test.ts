import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { planMoments } from './support/held-plan';
import {
  applyTo,
  cutPlan,
  type PlanScene,
  type PostgresVictim,
  preparePlans,
  rewriteTo,
} from './support/killed-plan';
import { attachedTo } from './support/killing';
import { aliasTable, copyOf, siteTable, writeDump } from './support/made-dump';
import { liveDump } from './support/made-project';
import { expectNothingLeft } from './support/nothing-left';
import { openSandbox, type Sandbox } from './support/sandbox';

const manySites = 2_000;
const rounds = 16;
const victims: readonly PostgresVictim[] = ['the server', 'the backend'];

/** So many sites that a plan takes a while; slugs and real domains are in the catalog. */
const manySitesDump = (sandbox: Sandbox): string =>
  writeDump(sandbox, 'many.sql', [
    'CREATE TABLE public.django_site (id integer PRIMARY KEY, domain character varying(100) NOT NULL UNIQUE, name character varying(50) NOT NULL);',
    ...copyOf(
      'django_site',
      'id, domain, name',
      Array.from({ length: manySites }, (_, index) => `${index + 1}\tsite-${index + 1}.example\tSite`),
    ),
  ]);

describe.each([
  ['with the plus table', () => liveDump],
  [
    'whose slugs are in the catalog',
    (sandbox: Sandbox) => writeDump(sandbox, 'plain.sql', [...siteTable, ...aliasTable]),
  ],
  ['of two thousand sites', manySitesDump],
])('PostgreSQL that is killed while a plan is applied to a database %s', (shape, dumpOf) => {
  let sandbox: Sandbox;
  let scene: PlanScene;
  beforeAll(async () => {
    sandbox = openSandbox();
    const host = await attachedTo(sandbox);
    scene = await preparePlans(sandbox, host, dumpOf(sandbox));
  });
  afterAll(async () => {
    await scene.host.close();
    await sandbox.dispose();
  });
  /** A host gives its PostgreSQL up that ends six times within ten minutes. */
  const freshHost = async (): Promise<void> => {
    await scene.host.close();
    await sandbox.json('quit');
    scene = { ...scene, host: await attachedTo(sandbox) };
  };
  beforeEach(freshHost);

  it.each(planMoments)(
    'at the moment when %s: all of it or nothing, and the next one works',
    async (held) => {
      const isApplied = held === 'the history is finished';
      for (const victim of victims) {
        expect(await cutPlan(scene, 'cut', { victim, moment: { held } })).toBe(isApplied);
        if (!isApplied) await applyTo(scene, rewriteTo('cut'));
        expect(await cutPlan(scene, 'cut', { victim, moment: { held }, isUndo: true })).toBe(isApplied);
        if (!isApplied) await applyTo(scene, { kind: 'undo' });
      }
      await expectNothingLeft(sandbox);
    },
  );

  it(`at ${rounds} moments from the call to its end: all of it or nothing`, async () => {
    const start = performance.now();
    await applyTo(scene, rewriteTo('timed'));
    const tookMs = performance.now() - start;
    await applyTo(scene, { kind: 'undo' });
    for (let round = 0; round < rounds; round += 1) {
      const victim = victims[round % victims.length] ?? 'the server';
      const moment = { afterMs: (round / rounds) * tookMs };
      const isApplied = await cutPlan(scene, `round-${round}`, { victim, moment });
      console.log(
        `${shape}: ${victim} after ${moment.afterMs.toFixed(0)} of ${tookMs.toFixed(0)} ms: ${isApplied}`,
      );
      if (!isApplied) await applyTo(scene, rewriteTo(`round-${round}`));
      await applyTo(scene, { kind: 'undo' });
      if (round % 4 === 3) await freshHost();
    }
    await expectNothingLeft(sandbox);
  });
});
