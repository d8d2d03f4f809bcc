import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'vitest';
import type { SiteOperationInput } from '../../app/contract';
import type { Attached } from '../../app/host/attach/attach';
import { holdPlans, type PlanMoment } from './held-plan';
import { kill, postmasterPid } from './killing';
import { makeProject } from './made-project';
import type { Sandbox } from './sandbox';
import { askServer } from './superuser';
import { noticesOf } from './tiny-site';

/** A database whose sites are changed while PostgreSQL is killed, with the client that asks for it. */
export interface PlanScene {
  readonly sandbox: Sandbox;
  readonly host: Attached;
  readonly projectId: string;
  /** Its name in PostgreSQL. */
  readonly databaseName: string;
}

/** Adds a project and imports a dump into it, as a user does. */
export const preparePlans = async (sandbox: Sandbox, host: Attached, dump: string): Promise<PlanScene> => {
  await sandbox.json('add', makeProject(sandbox, 'shop'));
  await sandbox.json('import', dump);
  const [project] = await host.client.projects.list();
  const projectId = project?.id ?? '';
  const [database] = await host.client.databases.list({ projectId });
  return { sandbox, host, projectId, databaseName: database?.name ?? '' };
};

const targetOf = ({ projectId }: PlanScene) => ({ projectId, database: null });

export const applyTo = (scene: PlanScene, operation: SiteOperationInput) =>
  scene.host.client.sites.apply({ ...targetOf(scene), operation, fingerprint: null });

/** A rewrite that changes every site and the slug of the first. */
export const rewriteTo = (name: string): SiteOperationInput => ({
  kind: 'rewrite',
  domainFormat: `{}.${name}.test`,
  slugs: { 1: `first-${name}` },
});
const titleOf = (name: string): string => `Rewrite → {}.${name}.test`;

/** Whether that rewrite is in force. All must say the same: each row, the slugs, wherever they are kept, and the history. */
const isInForce = async (scene: PlanScene, name: string): Promise<boolean> => {
  const { sites } = scene.host.client;
  const { sites: rows } = await sites.list(targetOf(scene));
  const [newest] = await sites.history(targetOf(scene));
  const isRemembered = newest?.title === titleOf(name) && newest.state === 'applied';
  expect(rows.length).toBeGreaterThan(1);
  const said = [
    ...rows.map(({ domain }) => domain.endsWith(`.${name}.test`)),
    rows.find(({ id }) => id === 1)?.slug === `first-${name}`,
  ];
  expect(new Set(said), `rows of ${name}, against the history: ${isRemembered}`).toEqual(
    new Set([isRemembered]),
  );
  const open = `select title from site_plan where state = 'applying'`;
  expect(await askServer(scene.sandbox, open, 'manysite')).toEqual([]);
  return isRemembered;
};

/** The server itself, or the session that stands at the moment at which the plan is held. */
export type PostgresVictim = 'the server' | 'the backend';

interface Cut {
  readonly victim: PostgresVictim;
  /** The plan is held there until the victim is dead; or the victim is killed some time after the call. */
  readonly moment: { readonly held: PlanMoment } | { readonly afterMs: number };
  readonly isUndo?: boolean;
}

/** Kills the session of the plan, or any other where it has none now: the end of one ends all. Throws where it ended by itself before. */
const killBackend = async (sandbox: Sandbox): Promise<boolean> => {
  const [pid] = await askServer(
    sandbox,
    `select pid from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()
     order by application_name = 'manysite sites' desc limit 1`,
  );
  await kill(Number(pid));
  return true;
};

/** Ends of PostgreSQL that are told and were not known, with the work that each names as cut off. */
const toldEnds = async (sandbox: Sandbox, known: ReadonlySet<string>) =>
  (await noticesOf(sandbox)).flatMap(({ id, about }) =>
    known.has(id) || about.kind !== 'postgres-ended'
      ? []
      : [{ how: about.how, cutOff: about.cutOff.map(({ name }) => name) }],
  );

/**
 * Asks for a rewrite, or for the undo of it, and kills PostgreSQL meanwhile. Then everybody must tell the same: the rows, the
 * history, the answer to the call, and the notice.
 *
 * @param name of the rewrite, see `rewriteTo`; in force before an undo, not in force otherwise
 * @returns whether what was asked for came to be
 */
export const cutPlan = async (
  scene: PlanScene,
  name: string,
  { victim, moment, isUndo = false }: Cut,
): Promise<boolean> => {
  const { sandbox } = scene;
  expect(await isInForce(scene, name)).toBe(isUndo);
  const known = new Set((await noticesOf(sandbox)).map(({ id }) => id));
  const held = 'held' in moment ? await holdPlans(sandbox, scene.databaseName, moment.held) : null;
  const asked = applyTo(scene, isUndo ? { kind: 'undo' } : rewriteTo(name)).then(
    () => null,
    (error: unknown) => error,
  );
  if ('afterMs' in moment) await delay(moment.afterMs);
  const waiting = await held?.backendPid();
  if (victim === 'the server') await kill(postmasterPid(sandbox));
  else if (waiting !== undefined) await kill(waiting);
  else await expect.poll(() => killBackend(sandbox), { timeout: 30_000 }).toBe(true);
  await held?.close();

  const error = await asked;
  if (error !== null)
    expect(error).toMatchObject({
      code: expect.stringMatching(/^postgres-(lost|failed)$/),
      hint: expect.stringContaining('again'),
    });
  const title = isUndo ? `Undo: ${titleOf(name)}` : titleOf(name);
  const told = expect.poll(() => toldEnds(sandbox, known), { timeout: 60_000 });
  const how = victim === 'the server' ? 'ended' : 'sessions';
  if (error === null) await told.toEqual([{ how, cutOff: [] }]);
  else if ('held' in moment) await told.toEqual([{ how, cutOff: [title] }]);
  // What is cut off before anything is written is told by its answer alone.
  else await told.toMatchObject([{ how }]);
  expect(await isInForce(scene, name)).toBe(isUndo !== (error === null));
  return error === null;
};
