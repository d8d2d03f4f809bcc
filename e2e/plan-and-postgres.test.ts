import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Attached } from '../app/host/attach/attach';
import { applyTo, cutPlan, type PlanScene, preparePlans, rewriteTo } from './support/killed-plan';
import { attachedTo } from './support/killing';
import { liveDump } from './support/made-project';
import { openSandbox, type Sandbox } from './support/sandbox';

let sandbox: Sandbox;
let host: Attached;
let scene: PlanScene;
beforeAll(async () => {
  sandbox = openSandbox();
  host = await attachedTo(sandbox);
  scene = await preparePlans(sandbox, host, liveDump);
});
afterAll(async () => {
  await host.close();
  await sandbox.dispose();
});

it.each([
  ['the server', 'rows are written', false],
  ['the backend', 'rows are committed', false],
  ['the server', 'the history is finished', true],
] as const)(
  'PostgreSQL that is killed (%s) when %s leaves all of a plan or nothing, as everybody says: applied %s',
  async (victim, held, isApplied) => {
    expect(await cutPlan(scene, 'cut', { victim, moment: { held } })).toBe(isApplied);
    await applyTo(scene, rewriteTo('next'));
    await applyTo(scene, { kind: 'undo' });
  },
);
