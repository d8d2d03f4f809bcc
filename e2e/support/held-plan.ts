import { Client } from 'pg';
import { expect } from 'vitest';
import type { Sandbox } from './sandbox';
import { loginOf } from './superuser';

/** Moments of a plan that is applied at which a test can stop it, in their order, each by a trigger of the table that is written then. */
const triggers = {
  'rows are written': ['project', 'before update on django_site for each statement'],
  'the history is told': ['manysite', 'before insert on site_plan for each statement'],
  'rows are committed': ['project', 'after update on django_site deferrable initially deferred for each row'],
  'the history is finished': ['manysite', 'before update on site_plan for each statement'],
} as const;

export type PlanMoment = keyof typeof triggers;
export const planMoments = Object.keys(triggers) as PlanMoment[];

/** Any number, of which nothing else makes a lock. */
const lockKey = 20_261_128;

export interface HeldPlan {
  /** Resolves to the session's process once a plan stands at the moment. */
  backendPid(): Promise<number>;
  /** Lets every plan pass again, if PostgreSQL has not ended meanwhile. */
  close(): Promise<void>;
}

/**
 * Lets no plan of a database pass the moment while this session holds a lock; its end, also that of PostgreSQL, lets all pass.
 *
 * @param database the project's, by its name in PostgreSQL
 */
export const holdPlans = async (
  sandbox: Sandbox,
  database: string,
  moment: PlanMoment,
): Promise<HeldPlan> => {
  const [where, event] = triggers[moment];
  const client = new Client({ ...loginOf(sandbox), database: where === 'project' ? database : where });
  // It ends with PostgreSQL, which is what the test is about.
  client.on('error', () => undefined);
  await client.connect();
  await client.query(`
    create or replace function public.wait_for_test() returns trigger language plpgsql as
      'begin perform pg_advisory_xact_lock(${lockKey}); return null; end';
    drop trigger if exists wait_for_test on ${where === 'project' ? 'django_site' : 'site_plan'};
    create ${event.includes('deferred') ? 'constraint' : ''} trigger wait_for_test ${event}
      execute function public.wait_for_test();
    select pg_advisory_lock(${lockKey})`);
  const waiting = async (): Promise<number | undefined> => {
    const { rows } = await client.query<{ pid: number }>(
      `select pid from pg_locks where locktype = 'advisory' and not granted and objid = ${lockKey}`,
    );
    return rows[0]?.pid;
  };
  return {
    backendPid: async () => {
      await expect.poll(waiting, { timeout: 30_000 }).toBeDefined();
      return Number(await waiting());
    },
    close: () => client.end(),
  };
};
